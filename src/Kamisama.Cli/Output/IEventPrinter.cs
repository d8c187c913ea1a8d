using Kamisama.Actors;

namespace Kamisama.Cli.Output;

/// <summary>Words one event as one line.</summary>
internal interface IEventPrinter
{
    /// <summary>The line in UTF-8, with its end.</summary>
    byte[] Print(SupervisionEvent supervisionEvent);

    /// <summary>The line that stands for lines that nobody took in time.</summary>
    byte[] PrintLost(long lines);
}
