namespace Kamisama.TestKitSpecs;

/// <summary>What is printed, and the texts of failures, which are this kit's own.</summary>
public class OutputSpecs : IDisposable
{
    private readonly Lines _lines = new();
    private readonly Kit _kit;

    public OutputSpecs() => _kit = new Kit(_lines);

    public void Dispose() => _kit.Dispose();

    [Fact]
    public void The_log_goes_to_the_output_of_the_test()
    {
        _kit.Log.Warning("one");

        Assert.Matches(@"^\[WARNING\].* one$", Assert.Single(_lines.All));
    }

    [Fact]
    public void What_is_expected_or_muted_is_not_printed()
    {
        _kit.EventFilter.Warning("one").ExpectOne(() => _kit.Log.Warning("one"));
        _kit.EventFilter.Warning("one").Mute(() => _kit.Log.Warning("one"));
        using (_kit.EventFilter.Warning("one").Mute())
        {
            _kit.Log.Warning("one");
        }

        Assert.Empty(_lines.All);
        _kit.Log.Warning("one");
        Assert.Single(_lines.All);
    }

    [Fact]
    public void An_output_that_has_ended_does_not_matter()
    {
        _lines.HasEnded = true;

        _kit.Log.Warning("one");
    }

    [Fact]
    public void Filters_inside_of_each_other_count_the_same_event() => _kit.EventFilter.Warning().ExpectOne(
        () => _kit.EventFilter.Warning("one").ExpectOne(() => _kit.Log.Warning("one")));

    [Fact]
    public void A_failure_says_what_was_awaited_and_lists_all_that_was_logged()
    {
        string[] lines = Assert.ThrowsAny<XunitException>(() => _kit.EventFilter.Warning("one").And.Error(start: "o", source: "/user/a").Expect(
            2, TimeSpan.FromMilliseconds(50), () => { _kit.Log.Warning("one"); _kit.Log.Warning("two"); })).Message.Split('\n');

        Assert.Equal(
            "Awaited 2 × Warning with the message \"one\" or Error that starts with \"o\" from /user/a for 0.05 s after the block, but 1 came.", lines[0]);
        Assert.Equal("All that was logged, with times from the end of the block:", lines[1]);
        Assert.Matches(@"^ +-\d\.\d{3} s  fits  \[WARNING\].* one$", lines[2]);
        Assert.Matches(@"^ +-\d\.\d{3} s        \[WARNING\].* two$", lines[3]);
    }

    [Fact]
    public void Events_of_another_system_are_expected_without_configuring_it()
    {
        using ActorSystem other = ActorSystem.Create("other");

        _kit.CreateEventFilter(other).Warning("one").ExpectOne(() => other.Log.Warning("one"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void What_a_predicate_threw_is_told(int expected)
    {
        XunitException failure = Assert.ThrowsAny<XunitException>(() => _kit.EventFilter.Custom(_ => throw new NotSupportedException()).Expect(
            expected, TimeSpan.FromMilliseconds(50), () => _kit.Log.Warning("one")));

        Assert.IsType<NotSupportedException>(failure.InnerException);
    }

    private sealed class Kit(ITestOutputHelper output) : TestKit(output: output);

    private sealed class Lines : ITestOutputHelper
    {
        public List<string> All { get; } = [];

        public bool HasEnded { get; set; }

        public void WriteLine(string message)
        {
            if (HasEnded)
            {
                throw new InvalidOperationException();
            }

            All.Add(message);
        }

        public void WriteLine(string format, params object[] args) => WriteLine(string.Format(null, format, args));
    }
}
