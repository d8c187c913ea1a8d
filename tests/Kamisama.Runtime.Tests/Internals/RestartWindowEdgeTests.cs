namespace Kamisama.Runtime.Tests;

/// <summary>
/// The last tick of a window. Not on Akka.NET: its clock cannot be stopped there.
/// </summary>
public sealed class RestartWindowEdgeTests : Spec
{
    [Fact]
    public void RequestRestartPermission_ExactlyAtTheEndOfTheWindow_IsInside()
    {
        var stats = new ChildRestartStats((IInternalActorRef)Actor());
        Assert.True(stats.RequestRestartPermission(1, 1000));
        Time.Advance(TimeSpan.FromMilliseconds(1000));
        Assert.False(stats.RequestRestartPermission(1, 1000));
        Time.Advance(TimeSpan.FromTicks(1));
        Assert.True(stats.RequestRestartPermission(1, 1000));
    }
}
