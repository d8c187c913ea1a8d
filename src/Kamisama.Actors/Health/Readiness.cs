namespace Kamisama.Actors;

/// <summary>How a worker is known to be ready for its work. Exactly one of the nested cases.</summary>
/// <remarks>A worker without it is ready as soon as its program runs.</remarks>
public abstract record Readiness
{
    private Readiness()
    {
    }

    /// <summary>It says READY=1 on its notification socket, see sd_notify(3).</summary>
    public sealed record Notified : Readiness;

    /// <summary>It writes a newline on a descriptor that it was started with, as s6 has it.</summary>
    /// <param name="Descriptor">The number of the descriptor, 3 to 255.</param>
    /// <remarks>See https://skarnet.org/software/s6/notifywhenup.html</remarks>
    public sealed record OnDescriptor(int Descriptor) : Readiness;

    /// <summary>It passes a probe.</summary>
    /// <param name="Probe">The question; asked at once when the program runs, and again until it is passed.</param>
    public sealed record Probed(Probe Probe) : Readiness
    {
        /// <summary>The time from one answer to the next question.</summary>
        /// <value>The default is 1 second.</value>
        public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);

        /// <summary>How long an answer may take.</summary>
        /// <value>The default is 1 second.</value>
        public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(1);
    }

    /// <summary>It has stayed up for a while.</summary>
    /// <param name="Uptime">How long.</param>
    public sealed record AfterUptime(TimeSpan Uptime) : Readiness;
}
