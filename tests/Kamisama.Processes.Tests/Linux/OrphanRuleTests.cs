namespace Kamisama.Processes.Tests;

public sealed class OrphanRuleTests
{
    private const int Pid = 50;
    private const int OwnGroup = 10;

    [Theory]
    [InlineData(OwnGroup, false, nameof(OrphanDecision.Leave))]
    [InlineData(OwnGroup, true, nameof(OrphanDecision.CollectIfItStays))]
    [InlineData(Pid, false, nameof(OrphanDecision.CollectIfItStays))]
    [InlineData(Pid, true, nameof(OrphanDecision.CollectIfItStays))]
    [InlineData(40, false, nameof(OrphanDecision.Collect))]
    [InlineData(40, true, nameof(OrphanDecision.Collect))]
    public void Decide_by_group(int group, bool isInit, string expected) =>
        Assert.Equal(expected, OrphanRule.Decide(Pid, group, OwnGroup, isInit).ToString());
}
