namespace Kamisama.TestKitSpecs;

/// <summary>A test that waits long for what must come: the machine may be busy.</summary>
public abstract partial class Spec : TestKit
{
    protected Spec()
        : base("akka.test.single-expect-default = 20s")
    {
    }
}
