namespace Kamisama.TestKitSpecs;

/// <summary>A test that waits long for what must come: the machine may be busy.</summary>
public abstract partial class Spec : TestKit
{
    protected Spec(LogLevel logLevel = LogLevel.InfoLevel)
        : base($"akka {{ loglevel = {logLevel.StringFor()}, test {{ single-expect-default = 20s, filter-leeway = 20s }} }}")
    {
    }
}
