namespace Kamisama.Actors.Tests.Pool;

public class SampleWindowTests
{
    [Theory]
    [InlineData(3, 5, "bgbgb", true)]
    [InlineData(3, 5, "bgbggb", false)]
    [InlineData(3, 3, "bbgbb", false)]
    [InlineData(3, 3, "bbgbbb", true)]
    [InlineData(1, 1, "b", true)]
    [InlineData(1, 1, "bg", false)]
    public void IsReachedWith_BadAndGoodSamples_NOfTheLastM(int needed, int of, string samples, bool expected)
    {
        var window = new SampleWindow(needed, of);
        bool isReached = false;
        foreach (char sample in samples)
        {
            isReached = window.IsReachedWith(sample == 'b');
        }

        Assert.Equal(expected, isReached);
    }

    [Fact]
    public void Clear_BeginsAnew()
    {
        var window = new SampleWindow(2, 2);
        window.IsReachedWith(true);
        window.Clear();
        Assert.False(window.IsReachedWith(true));
    }
}
