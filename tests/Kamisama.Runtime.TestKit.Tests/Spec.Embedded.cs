namespace Kamisama.TestKitSpecs;

/// <summary>A test that waits long for what must come: the machine may be busy.</summary>
public abstract partial class Spec : TestKit
{
    protected Spec(LogLevel logLevel = LogLevel.InfoLevel)
        : base(new ActorSystemOptions { LogLevel = logLevel })
    {
        TestKitSettings.SingleExpectDefault = Patience;
        TestKitSettings.TestEventFilterLeeway = Patience;
    }
}
