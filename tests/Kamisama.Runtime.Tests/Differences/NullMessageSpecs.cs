namespace Kamisama.Runtime.Tests;

/// <summary>
/// Here the exception is InvalidMessageException for every ref. On Akka.NET it is ArgumentNullException from an actor's ref, and none
/// while a top-level actor is still being started.
/// </summary>
public sealed class NullMessageSpecs : Spec
{
    [Fact]
    public void Null_is_refused_at_once_by_every_ref() => Assert.Throws<InvalidMessageException>(() => Actor().Tell(null!, null));
}
