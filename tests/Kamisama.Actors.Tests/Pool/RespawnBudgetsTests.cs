namespace Kamisama.Actors.Tests.Pool;

public class RespawnBudgetsTests
{
    private static readonly WorkerPoolOptions Options = new() { Instances = 3, RespawnLimit = 1 };

    [Fact]
    public void TryRecord_ScopePool_AllWorkersShareTheLimit()
    {
        var budgets = new RespawnBudgets(Options);
        Assert.True(Record(budgets, ExitClass.Failed, index: 1));
        Assert.False(Record(budgets, ExitClass.Failed, index: 2));
    }

    [Fact]
    public void TryRecord_ScopeWorker_EachHasItsOwn()
    {
        var budgets = new RespawnBudgets(Options with { RespawnScope = RespawnScope.Worker });
        Assert.True(Record(budgets, ExitClass.Failed, index: 1));
        Assert.True(Record(budgets, ExitClass.Failed, index: 2));
        Assert.False(Record(budgets, ExitClass.Failed, index: 1));
        Assert.Equal(2, budgets.CountAll(TimeSpan.Zero));
    }

    [Fact]
    public void Forget_ScopeWorker_WhoTakesTheIndexLaterBeginsAnew()
    {
        var budgets = new RespawnBudgets(Options with { RespawnScope = RespawnScope.Worker });
        Assert.True(Record(budgets, ExitClass.Failed, index: 1));
        budgets.Forget(1);
        Assert.True(Record(budgets, ExitClass.Failed, index: 1));
    }

    [Fact]
    public void TryRecord_ClassWithABudget_LeavesThePoolsAlone()
    {
        var rule = new ExitRule { Budget = new RespawnBudget(2, TimeSpan.FromHours(1)) };
        var budgets = new RespawnBudgets(Options with { ExitRules = new Dictionary<ExitClass, ExitRule> { [ExitClass.Clean] = rule } });
        Assert.True(Record(budgets, ExitClass.Clean, index: 1));
        Assert.True(Record(budgets, ExitClass.Clean, index: 1));
        Assert.True(Record(budgets, ExitClass.Failed, index: 1));
        Assert.False(Record(budgets, ExitClass.Clean, index: 1));
        Assert.Equal(1, budgets.CountAll(TimeSpan.Zero));
    }

    [Fact]
    public void TryRecord_Replacement_IsCountedOnlyWhereItsClassHasABudget()
    {
        var budgets = new RespawnBudgets(Options with
        {
            RespawnLimit = 0,
            ExitRules = new Dictionary<ExitClass, ExitRule> { [ExitClass.KilledForMemory] = new() { Budget = new(1, TimeSpan.FromHours(1)) } },
        });
        Assert.True(budgets.TryRecord(ExitClass.Recycled, isReplacement: true, 1, TimeSpan.Zero));
        Assert.True(budgets.TryRecord(ExitClass.KilledForMemory, isReplacement: true, 1, TimeSpan.Zero));
        Assert.False(budgets.TryRecord(ExitClass.KilledForMemory, isReplacement: true, 1, TimeSpan.Zero));
    }

    private static bool Record(RespawnBudgets budgets, ExitClass exitClass, int index) =>
        budgets.TryRecord(exitClass, isReplacement: false, index, TimeSpan.Zero);
}
