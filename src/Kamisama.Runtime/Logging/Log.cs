using Microsoft.Extensions.Logging;
using MsLogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace Kamisama.Runtime;

/// <summary>What goes to the logger factory. Ids are never reused; 1 to 5 were lines of the runtime that are log events now.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 6, Message = "[{LogSource}] {Text}")]
    internal static partial void Event(ILogger logger, MsLogLevel level, string logSource, object text, Exception? cause);
}
