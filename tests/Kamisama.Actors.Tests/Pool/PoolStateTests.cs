using Kamisama.Processes;

namespace Kamisama.Actors.Tests.Pool;

public class PoolStateTests
{
    private static readonly ProcessExit Crash = new ProcessExit.Code(1);
    private static readonly ProcessExit Missing =
        new ProcessExit.NotStarted(new ProcessStartError(ProcessStartStage.Execute, 2, "/no/such"));

    private readonly PoolState _pool = new(new WorkerPoolOptions { Instances = 2, RespawnLimit = 1 }, seed: 1);

    [Fact]
    public void Exited_WindowHasRoom_RespawnsInTheSameSlot()
    {
        Slot slot = Running();
        Assert.Equal(RespawnDecision.Respawn, Decide(slot, Crash, TimeSpan.FromSeconds(1)));
        Assert.Equal((1, 1, WorkerState.Starting, null), (slot.Index, slot.Incarnation, slot.State, slot.Pid));
    }

    [Fact]
    public void Exited_WithCodeZero_CountsLikeAnyOther()
    {
        Slot slot = Running();
        Assert.Equal(RespawnDecision.Respawn, Decide(slot, new ProcessExit.Code(0), TimeSpan.Zero));
        Assert.Equal(1, _pool.RespawnsInInterval(TimeSpan.Zero));
    }

    [Fact]
    public void Exited_WindowIsFull_GivesUp_AndNothingIsRespawnedAfterwards()
    {
        Slot first = Running(), second = Running();
        Assert.Equal(RespawnDecision.Respawn, Decide(first, Crash, TimeSpan.Zero));
        Assert.Equal(RespawnDecision.GiveUp, Decide(second, Crash, TimeSpan.Zero));
        Assert.True(_pool.IsStopping);
        // The window has room again by then, but the decision stands.
        Assert.Equal(RespawnDecision.Stop, Decide(first, Crash, TimeSpan.FromHours(1)));
    }

    [Fact]
    public void Exited_Retired_IsNoRespawnAndCountsNothing()
    {
        Slot slot = Running();
        Running();
        _pool.Slots.MarkStopping(slot);
        Assert.Equal(RespawnDecision.Retire, Decide(slot, Crash, TimeSpan.Zero));
        Assert.Equal(0, _pool.RespawnsInInterval(TimeSpan.Zero));
    }

    [Fact]
    public void Exited_PoolIsStopping_IsLetGo()
    {
        Slot slot = Running();
        _pool.Stop();
        Assert.Equal(RespawnDecision.Stop, Decide(slot, Crash, TimeSpan.Zero));
    }

    [Fact]
    public void Exited_NotStartedAndNoneEverRan_CouldNotStart()
    {
        Slot slot = _pool.Slots.Add(TimeSpan.Zero);
        Assert.Equal(RespawnDecision.CouldNotStart, Decide(slot, Missing, TimeSpan.Zero));
        Assert.True(_pool.IsStopping);
    }

    [Fact]
    public void Exited_NotStartedAfterOneRan_CountsAsADeath()
    {
        Slot slot = Running();
        Assert.Equal(RespawnDecision.Respawn, Decide(slot, Crash, TimeSpan.Zero));
        Assert.Equal(RespawnDecision.GiveUp, Decide(slot, Missing, TimeSpan.Zero));
    }

    [Fact]
    public void Exited_RanSoShortlyThatItsStartWasNotTold_HasRunAllTheSame()
    {
        Slot slot = _pool.Slots.Add(TimeSpan.Zero);
        Assert.Equal(RespawnDecision.Respawn, Decide(slot, Crash, TimeSpan.Zero));
        Assert.Equal(RespawnDecision.GiveUp, Decide(slot, Missing, TimeSpan.Zero));
    }

    [Fact]
    public void Started_WhileStopping_StaysStopping()
    {
        Slot slot = _pool.Slots.Add(TimeSpan.Zero);
        _pool.Slots.MarkStopping(slot);
        _pool.Started(slot, 42, TimeSpan.Zero);
        Assert.Equal(WorkerState.Stopping, slot.State);
    }

    private RespawnDecision Decide(Slot slot, ProcessExit exit, TimeSpan now) =>
        _pool.Exited(slot, new WorkerEnd(exit, TimeSpan.Zero), now).Decision;

    private Slot Running()
    {
        Slot slot = _pool.Slots.Add(TimeSpan.Zero);
        _pool.Started(slot, 100 + slot.Index, TimeSpan.Zero);
        return slot;
    }
}
