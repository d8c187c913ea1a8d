using System.Text;

namespace Kamisama.Actors.Tests.Output;

public sealed class RecentLinesTests
{
    private static readonly WorkerId Worker = new(3, 2);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void CopyTo_AnyLines_AreTheLastOnes(int seed)
    {
        var random = new Random(seed);
        for (int round = 0; round < 100; round++)
        {
            int size = random.Next(100, 5000);
            var recent = new RecentLines(size);
            List<string> all = [];
            for (int i = 0; i < 300; i++)
            {
                all.Add(new string('x', random.Next(0, 50)));
                recent.Add(i, DateTimeOffset.UnixEpoch.AddSeconds(i), Worker, 42, OutputStream.StandardError, Encoding.ASCII.GetBytes(all[^1]), continues: i % 2 == 0);
                List<(long Sequence, OutputLine Line)> kept = [];
                recent.CopyTo(kept);

                Assert.Equal(all.TakeLast(kept.Count), kept.Select(line => Encoding.ASCII.GetString(line.Line.Bytes.Span)));
                Assert.Equal(i, kept[^1].Sequence);
                Assert.InRange(kept.Sum(line => line.Line.Bytes.Length), 0, size);
            }

            List<(long Sequence, OutputLine Line)> last = [];
            recent.CopyTo(last);
            OutputLine line = last[^1].Line;
            Assert.Equal((Worker, 42, OutputStream.StandardError, false, 299), (line.Worker, line.Pid, line.Stream, line.Continues, line.Time.ToUnixTimeSeconds()));
        }
    }

    [Fact]
    public void Add_LineLargerThanEverything_IsNotKept()
    {
        var recent = new RecentLines(100);
        recent.Add(1, default, Worker, 42, OutputStream.StandardOutput, "short"u8, continues: false);
        recent.Add(2, default, Worker, 42, OutputStream.StandardOutput, new byte[100], continues: false);
        List<(long Sequence, OutputLine Line)> kept = [];
        recent.CopyTo(kept);
        Assert.Equal(1, Assert.Single(kept).Sequence);
    }
}
