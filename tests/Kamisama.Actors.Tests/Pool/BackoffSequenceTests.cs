namespace Kamisama.Actors.Tests.Pool;

public class BackoffSequenceTests
{
    [Fact]
    public void Delay_DeathsInARow_DoublesUpToTheLongest()
    {
        double[] delays = [.. Enumerable.Range(1, 9).Select(deaths => BackoffSequence.Delay(new RespawnBackoff(), deaths, 0).TotalSeconds)];
        Assert.Equal([1, 2, 4, 8, 16, 32, 60, 60, 60], delays);
    }

    [Theory]
    [InlineData(64)]
    [InlineData(5000)]
    [InlineData(int.MaxValue)]
    public void Delay_AnyNumberOfDeaths_StaysAtTheLongest(int deaths) =>
        Assert.Equal(TimeSpan.FromMinutes(1), BackoffSequence.Delay(new RespawnBackoff(), deaths, 0));

    [Fact]
    public void Delay_NoBackoff_Zero()
    {
        Assert.Equal(TimeSpan.Zero, BackoffSequence.Delay(null, 5, 0.5));
        Assert.Equal(TimeSpan.Zero, BackoffSequence.Delay(RespawnBackoff.None, 5, 0.5));
    }

    [Theory]
    [InlineData(0, 4)]
    [InlineData(0.5, 3)]
    [InlineData(1, 2)]
    public void Delay_Jitter_TakesAwayARandomPart(double unit, double seconds)
    {
        var backoff = new RespawnBackoff { Jitter = 0.5 };
        Assert.Equal(TimeSpan.FromSeconds(seconds), BackoffSequence.Delay(backoff, 3, unit));
    }

    [Fact]
    public void Unit_SameSeedAndWorker_SameNumber_OthersDiffer()
    {
        var worker = new WorkerId(3, 7);
        double unit = Jitter.Unit(42, worker, Jitter.Use.Backoff);
        Assert.Equal(unit, Jitter.Unit(42, worker, Jitter.Use.Backoff));
        Assert.NotEqual(unit, Jitter.Unit(43, worker, Jitter.Use.Backoff));
        Assert.NotEqual(unit, Jitter.Unit(42, worker with { Index = 4 }, Jitter.Use.Backoff));
        Assert.NotEqual(unit, Jitter.Unit(42, worker with { Incarnation = 8 }, Jitter.Use.Backoff));
        Assert.NotEqual(unit, Jitter.Unit(42, worker, Jitter.Use.Age));
    }

    [Fact]
    public void Unit_ManyWorkers_SpreadEvenlyOverTheWholeRange()
    {
        const int workers = 10_000;
        int[] tenths = new int[10];
        for (int index = 1; index <= workers; index++)
        {
            double unit = Jitter.Unit(1, new WorkerId(index, 1), Jitter.Use.Backoff);
            Assert.InRange(unit, 0, 1 - double.Epsilon);
            tenths[(int)(unit * 10)]++;
        }

        Assert.All(tenths, count => Assert.InRange(count, workers / 10 * 0.85, workers / 10 * 1.15));
    }
}
