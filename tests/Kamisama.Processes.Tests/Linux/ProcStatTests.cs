using System.Text;

namespace Kamisama.Processes.Tests;

public sealed class ProcStatTests
{
    private const string Numbers = "1 22 33 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 987654 2703360 200 18446744073709551615";

    [Theory]
    [InlineData("sleep")]
    [InlineData("a b")]
    [InlineData(") Z 9 9 9 (")]
    [InlineData("")]
    [InlineData("two\nlines")]
    public void TryParse_any_name_finds_the_fields(string name)
    {
        Assert.True(ProcStat.TryParse(Encoding.UTF8.GetBytes($"7 ({name}) S {Numbers}\n"), out ProcStat stat));

        Assert.Equal(new ProcStat('S', 1, 22, 33, 987654), stat);
        Assert.False(stat.HasEnded);
    }

    [Theory]
    [InlineData('Z', true)]
    [InlineData('X', true)]
    [InlineData('T', false)]
    public void HasEnded_is_about_zombies(char state, bool ended)
    {
        Assert.True(ProcStat.TryParse(Encoding.UTF8.GetBytes($"7 (x) {state} {Numbers}"), out ProcStat stat));

        Assert.Equal(ended, stat.HasEnded);
    }

    [Theory]
    [InlineData("")]
    [InlineData("7 (x")]
    [InlineData("7 (x)")]
    [InlineData("7 (x) S")]
    [InlineData("7 (x) S 1 2 3")]
    [InlineData("7 (x) S 1 2 a b c d e f g h i j k l m n o p q r s")]
    public void TryParse_a_broken_line_is_refused(string line) => Assert.False(ProcStat.TryParse(Encoding.UTF8.GetBytes(line), out _));

    [Fact]
    public void TryReadStat_nobody_is_refused() => Assert.False(ProcFs.TryReadStat(int.MaxValue, out _));

    [Fact]
    public void Pids_this_process_is_among_them() => Assert.Contains(Environment.ProcessId, ProcFs.Pids());
}
