using System.Globalization;

namespace Kamisama.TestKit;

/// <summary>One event of a simulated pool.</summary>
/// <param name="At">When, counted from the beginning of the simulation.</param>
/// <param name="Event">What happened.</param>
public sealed record RecordedEvent(TimeSpan At, SupervisionEvent Event)
{
    /// <summary>"+0.00:10:00.0000000 WorkerExited: worker 3 …".</summary>
    public override string ToString() => $"{Stamp(At)} {Event.GetType().Name}: {Event}";

    internal static string Stamp(TimeSpan at) => at.ToString(@"'+'d\.hh\:mm\:ss\.fffffff", CultureInfo.InvariantCulture);
}
