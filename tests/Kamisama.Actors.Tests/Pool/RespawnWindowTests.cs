using FsCheck;
using FsCheck.Fluent;

namespace Kamisama.Actors.Tests.Pool;

public class RespawnWindowTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromSeconds(60);

    [Fact]
    public void TryRecord_UpToTheLimit_IsAllowed_AndTheNextIsTheBreach()
    {
        var window = new RespawnWindow(2, Minute);
        Assert.True(window.TryRecord(At(1)));
        Assert.True(window.TryRecord(At(2)));
        Assert.False(window.TryRecord(At(3)));
    }

    [Fact]
    public void TryRecord_LimitZero_TheFirstDeathIsTheBreach() =>
        Assert.False(new RespawnWindow(0, Minute).TryRecord(TimeSpan.Zero));

    [Fact]
    public void TryRecord_NoLimit_IsAlwaysAllowed()
    {
        var window = new RespawnWindow(null, Minute);
        for (int i = 0; i < 1000; i++)
        {
            Assert.True(window.TryRecord(TimeSpan.Zero));
        }

        Assert.Equal(0, window.Count(TimeSpan.Zero));
    }

    [Fact]
    public void TryRecord_ExactlyAsOldAsTheInterval_IsOutside()
    {
        var window = new RespawnWindow(1, Minute);
        Assert.True(window.TryRecord(TimeSpan.Zero));
        Assert.False(window.TryRecord(Minute - TimeSpan.FromTicks(1)));
        Assert.True(window.TryRecord(Minute));
    }

    [Fact]
    public void TryRecord_SameInstant_CountsEach()
    {
        var window = new RespawnWindow(2, Minute);
        Assert.True(window.TryRecord(At(5)));
        Assert.True(window.TryRecord(At(5)));
        Assert.False(window.TryRecord(At(5)));
        Assert.Equal(2, window.Count(At(5)));
    }

    [Fact]
    public void TryRecord_TheBreachItself_IsNotRecorded()
    {
        var window = new RespawnWindow(1, Minute);
        Assert.True(window.TryRecord(TimeSpan.Zero));
        Assert.False(window.TryRecord(At(59)));
        Assert.True(window.TryRecord(At(60)));
    }

    [Fact]
    public void Count_LargestLimitAndLongestInterval_DoNotOverflow()
    {
        var window = new RespawnWindow(int.MaxValue, TimeSpan.MaxValue);
        Assert.True(window.TryRecord(TimeSpan.Zero));
        Assert.True(window.TryRecord(TimeSpan.MaxValue - TimeSpan.FromTicks(1)));
        Assert.Equal(2, window.Count(TimeSpan.MaxValue - TimeSpan.FromTicks(1)));
    }

    /// <summary>Against an oracle that keeps every performed respawn and counts from scratch.</summary>
    [Fact]
    public void TryRecord_RandomSequences_AgreeWithTheOracle()
    {
        // Steps cluster around 0, the interval and its neighbours, where an inclusive bound would show.
        Gen<int> step = Gen.Frequency(
            (4, Gen.Choose(0, 3)), (2, Gen.Constant(10)), (1, Gen.Constant(9)), (1, Gen.Constant(11)), (1, Gen.Choose(0, 40)));
        Gen<(int Limit, int[] Steps)> scenario =
            from limit in Gen.Choose(0, 5)
            from steps in step.ArrayOf()
            select (limit, steps);
        Prop.ForAll(scenario.ToArbitrary(), s => AgreesWithOracle(s.Limit, s.Steps))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(5000).WithEndSize(60));
    }

    private static bool AgreesWithOracle(int limit, int[] steps)
    {
        const int interval = 10;
        var window = new RespawnWindow(limit, TimeSpan.FromTicks(interval));
        var performed = new List<int>();
        int now = 0;
        foreach (int step in steps)
        {
            now += step;
            bool allowed = performed.Count(at => at > now - interval && at <= now) < limit;
            if (allowed)
            {
                performed.Add(now);
            }

            if (window.TryRecord(TimeSpan.FromTicks(now)) != allowed)
            {
                return false;
            }
        }

        return true;
    }

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);
}
