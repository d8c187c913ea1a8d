using Kamisama.Actors.Tests.Simulation;

namespace Kamisama.Actors.Tests.Group;

public class WorkerPoolGroupOptionsValidatorTests
{
    [Fact]
    public void ThrowIfInvalid_Valid_Passes() => WorkerPoolGroupOptionsValidator.ThrowIfInvalid(GroupFixture.Options("a", "b"));

    [Fact]
    public void ThrowIfInvalid_NoPool_IsAFault() => Assert.Contains("no pool", Assert.Single(FaultsOf(GroupFixture.Options())), StringComparison.Ordinal);

    [Fact]
    public void ThrowIfInvalid_Everything_IsToldAtOnce()
    {
        IReadOnlyList<string> faults = FaultsOf(new WorkerPoolGroupOptions
        {
            Pools = [GroupFixture.Pool("a"), GroupFixture.Pool("b", 0) with { Command = null }, GroupFixture.Pool("a")],
            Strategy = (PoolStrategy)7,
            RestartLimit = -1,
            RestartInterval = TimeSpan.Zero,
        });

        Assert.Collection(
            faults,
            fault => Assert.StartsWith("Pool 'b': Instances must be", fault, StringComparison.Ordinal),
            fault => Assert.StartsWith("Pool 'b': The command is missing", fault, StringComparison.Ordinal),
            fault => Assert.StartsWith("Several pools are named 'a'", fault, StringComparison.Ordinal),
            fault => Assert.StartsWith("The strategy must be one of OneForOne, OneForAll, RestForOne, not 7", fault, StringComparison.Ordinal),
            fault => Assert.StartsWith("The restart limit must be 0 or more, not -1", fault, StringComparison.Ordinal),
            fault => Assert.StartsWith("The restart interval", fault, StringComparison.Ordinal));
    }

    private static IReadOnlyList<string> FaultsOf(WorkerPoolGroupOptions options) =>
        Assert.Throws<WorkerPoolOptionsException>(() => WorkerPoolGroupOptionsValidator.ThrowIfInvalid(options)).Faults;
}
