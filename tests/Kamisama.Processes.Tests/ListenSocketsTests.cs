namespace Kamisama.Processes.Tests;

[Trait("Needs", "Linux")]
public sealed class ListenSocketsTests
{
    private static readonly string Self = $"{Environment.ProcessId}";

    [Theory]
    [InlineData(null, "1")]
    [InlineData("1", "1")]
    [InlineData("", "1")]
    [InlineData("self", null)]
    [InlineData("self", "")]
    [InlineData("self", "0")]
    [InlineData("self", "-1")]
    [InlineData("self", "one")]
    public void From_ForAnother_OrNothing_IsNull(string? pid, string? count) => Assert.Null(ListenSockets.From(pid == "self" ? Self : pid, count, "a"));

    [Fact]
    public void From_TellsCountAndNames()
    {
        // The runtime has opened the first few descriptors of every process.
        ListenSockets sockets = ListenSockets.From(Self, "2", "web:admin")!;
        Assert.Equal((2, "web:admin"), (sockets.Count, sockets.Names));
    }

    [Fact]
    public void From_MoreThanCanBePassedOn_SaysSo()
    {
        var exception = Assert.Throws<InvalidOperationException>(() => ListenSockets.From(Self, "9", null));
        Assert.Contains("LISTEN_FDS is 9, but at most 8", exception.Message, StringComparison.Ordinal);
    }
}
