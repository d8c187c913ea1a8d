using Kamisama.Cli.Explain;

namespace Kamisama.Cli.Tests.Explain;

public sealed class WordsTests
{
    [Theory]
    [InlineData(0, "0 s")]
    [InlineData(0.25, "0.25 s")]
    [InlineData(59.5, "59.5 s")]
    [InlineData(60, "1 min")]
    [InlineData(90, "1 min 30 s")]
    [InlineData(3600, "1 h")]
    [InlineData(86400, "1 day")]
    [InlineData(180061, "2 days 2 h 1 min 1 s")]
    public void Time_Seconds_ReadsAsATime(double seconds, string text) => Assert.Equal(text, Words.Time(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(100, "100 bytes")]
    [InlineData(1536, "1536 bytes")]
    [InlineData(2048, "2 KiB")]
    [InlineData(500L << 20, "500 MiB")]
    [InlineData(3L << 40, "3072 GiB")]
    public void Bytes_Count_HasTheLargestUnitThatIsExact(long bytes, string text) => Assert.Equal(text, Words.Bytes(bytes));

    [Theory]
    [InlineData(15, "TERM")]
    [InlineData(36, "RTMIN+2")]
    public void Signal_Number_IsItsName(int signal, string name) => Assert.Equal(name, Words.Signal(signal));
}
