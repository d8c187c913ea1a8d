using Kamisama.Cli.Run;

namespace Kamisama.Cli.Tests.Run;

public sealed class DurationsTests
{
    [Theory]
    [InlineData("60", 60)]
    [InlineData("0.5", 0.5)]
    [InlineData("0", 0)]
    [InlineData("500ms", 0.5)]
    [InlineData("90s", 90)]
    [InlineData("10m", 600)]
    [InlineData("1h30m", 5400)]
    [InlineData("30d", 2_592_000)]
    [InlineData("1.5h", 5400)]
    public void TryRead_ATime_IsThatTime(string text, double seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), Durations.TryRead(text));

    [Theory]
    [InlineData("")]
    [InlineData("m")]
    [InlineData("-1")]
    [InlineData("1 m")]
    [InlineData("1w")]
    [InlineData("1m30")]
    [InlineData("1M")]
    [InlineData("1e3")]
    [InlineData("10000000000")]
    [InlineData("99999999999999999999999999999999d")]
    public void TryRead_NoTime_IsNothing(string text) => Assert.Null(Durations.TryRead(text));
}
