using Kamisama.Processes;

namespace Kamisama.Actors.Tests.Pool;

public class FirstWorkersTests
{
    private static readonly ProcessExit Missing =
        new ProcessExit.NotStarted(new ProcessStartError(ProcessStartStage.Execute, 2, "/no/such"));

    private readonly PoolState _pool = new(new WorkerPoolOptions { Instances = 2, RespawnLimit = 9 }, seed: 1);
    private readonly Slot _first, _second;

    public FirstWorkersTests()
    {
        _first = _pool.Slots.Add(TimeSpan.Zero);
        _second = _pool.Slots.Add(TimeSpan.Zero);
    }

    [Fact]
    public void HasItsFirstWorkers_AllRun_InAnyOrder()
    {
        Runs(_second, 2);
        Assert.False(_pool.HasItsFirstWorkers);
        Runs(_first, 1);
        Assert.True(_pool.HasItsFirstWorkers);
    }

    [Fact]
    public void HasItsFirstWorkers_OneDiedBeforeTheOtherRan_Counts()
    {
        Runs(_first, 1);
        _pool.Exited(_first, new WorkerEnd(new ProcessExit.Code(1), TimeSpan.Zero), TimeSpan.Zero);
        Assert.False(_pool.HasItsFirstWorkers);
        Runs(_second, 2);
        Assert.True(_pool.HasItsFirstWorkers);
    }

    [Fact]
    public void HasItsFirstWorkers_OneWasRetiredBeforeItRan_IsNotMissed()
    {
        Runs(_first, 1);
        _pool.Slots.MarkStopping(_second);
        Assert.True(_pool.HasItsFirstWorkers);
    }

    [Fact]
    public void HasItsFirstWorkers_CanNotStartAny_Never()
    {
        _pool.Exited(_first, new WorkerEnd(Missing, TimeSpan.Zero), TimeSpan.Zero);
        Assert.False(_pool.HasItsFirstWorkers);
    }

    [Fact]
    public void HasItsFirstWorkers_Stopping_Never()
    {
        Runs(_first, 1);
        _pool.Stop();
        Assert.False(_pool.HasItsFirstWorkers);
    }

    private void Runs(Slot slot, int pid)
    {
        _pool.Started(slot, pid, TimeSpan.Zero);
        PoolState.Ready(slot);
    }
}
