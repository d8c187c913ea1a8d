namespace Kamisama.TestKitSpecs;

/// <summary>Akka.NET counts silence that uses up a block as lateness (Akka on the JVM does not).</summary>
public class SilenceSpecs : Spec
{
    [Fact]
    public void A_block_may_end_in_silence_that_uses_up_all_of_it() => Within(Moment, () => ExpectNoMsg());
}
