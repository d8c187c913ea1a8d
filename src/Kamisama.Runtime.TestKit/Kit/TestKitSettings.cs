namespace Kamisama.Runtime.TestKit;

/// <summary>How long a test kit waits. Set it in the constructor of the test class; probes share their kit's.</summary>
/// <remarks>Akka.NET reads these from its configuration, and there they can't be set afterwards.</remarks>
public sealed class TestKitSettings
{
    /// <summary>For shutting down, and latches.</summary>
    /// <value>5 s.</value>
    public TimeSpan DefaultTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>For one expectation outside of <c>Within</c>, when no time is given.</summary>
    /// <value>3 s.</value>
    public TimeSpan SingleExpectDefault { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How long an event filter waits for events after the action has ended.</summary>
    /// <value>3 s.</value>
    public TimeSpan TestEventFilterLeeway { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>All times are multiplied by it, also those given to a member; for machines under load.</summary>
    /// <value>1.</value>
    public double TestTimeFactor { get; set; } = 1;
}
