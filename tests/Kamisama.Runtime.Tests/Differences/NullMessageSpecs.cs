namespace Kamisama.Runtime.Tests;

/// <summary>
/// Here the exception is InvalidMessageException for every ref. On Akka.NET it is ArgumentNullException from an actor's ref, and none
/// while a top-level actor is still being started.
/// </summary>
public sealed class NullMessageSpecs : Spec
{
    [Fact]
    public void Null_is_refused_at_once_by_every_ref_and_selection()
    {
        Assert.Throws<InvalidMessageException>(() => Actor().Tell(null!, null));
        Assert.Throws<InvalidMessageException>(() => System.ActorSelection("/user").Tell(null!));
        Task.FromResult<string?>(null).PipeTo(Actor());
        Assert.IsType<InvalidMessageException>(Probe.Next<Status.Failure>().Cause);
    }
}
