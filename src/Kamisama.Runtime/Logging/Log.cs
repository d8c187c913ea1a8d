using Microsoft.Extensions.Logging;
using MsLogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace Kamisama.Runtime;

/// <summary>What the runtime itself logs. Ids are never reused.</summary>
internal static partial class Log
{
    [LoggerMessage(1, MsLogLevel.Error, "{Child} failed. Its supervisor decided: {Directive}.")]
    internal static partial void ChildFailed(ILogger logger, ActorPath child, Directive directive, Exception cause);

    [LoggerMessage(2, MsLogLevel.Warning, "{Child} failed, and goes on: its supervisor decided to resume it.")]
    internal static partial void ChildResumed(ILogger logger, ActorPath child, Exception cause);

    [LoggerMessage(3, MsLogLevel.Error, "{Hook} of {Actor} threw. The restart or stop goes on without it.")]
    internal static partial void HookFailed(ILogger logger, string hook, ActorPath actor, Exception failure);

    [LoggerMessage(4, MsLogLevel.Critical, "{Guardian} failed, so the actor system ends.")]
    internal static partial void GuardianFailed(ILogger logger, ActorPath guardian, Exception cause);

    [LoggerMessage(5, MsLogLevel.Error, "A scheduled action threw.")]
    internal static partial void ScheduledActionFailed(ILogger logger, Exception failure);
}
