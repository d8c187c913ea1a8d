namespace Kamisama.Actors.Tests.Group;

/// <summary>A <see cref="PoolGroupState"/> whose pools have one letter each, and whose steps are words: "stop c, start a".</summary>
internal sealed class Story
{
    private readonly List<int> _lives;
    private string _names;

    public Story(string names, WorkerPoolGroupOptions? options = null, Func<WorkerPoolOptions, WorkerPoolOptions>? each = null)
    {
        _names = names;
        _lives = [.. names.Select(_ => -1)];
        State = new PoolGroupState((options ?? new WorkerPoolGroupOptions { Pools = [] }) with
        {
            Pools = [.. names.Select(name => new WorkerPoolOptions { Name = $"{name}", Instances = 1 }).Select(pool => each?.Invoke(pool) ?? pool)],
        });
    }

    public PoolGroupState State { get; }

    /// <summary>All pools have been started.</summary>
    public static Story Running(
        string names, WorkerPoolGroupOptions? options = null, Func<WorkerPoolOptions, WorkerPoolOptions>? each = null)
    {
        var story = new Story(names, options, each);
        story.Do(state => state.Start());
        foreach (char name in names)
        {
            story.Ready(name);
        }

        return story;
    }

    public string Ready(char name) => Do(state => state.Ready(IdOf(name)));

    public string Gone(char name) => Do(state => state.Gone(IdOf(name)));

    public string Ended(char name, PoolOutcome outcome, TimeSpan now = default) => Do(state => state.Ended(IdOf(name), outcome, now));

    public string Stop(int signal = 15) => Do(state => state.Stop((MasterMessage.StopPool)SignalCommands.For(signal)));

    /// <summary>The group has these pools from now on, and starts those that it did not have.</summary>
    public string Reconfigure(string names, WorkerPoolGroupOptions? options = null)
    {
        options = (options ?? new WorkerPoolGroupOptions { Pools = [] }) with
        {
            Pools = [.. names.Select(name => new WorkerPoolOptions { Name = $"{name}", Instances = 2 })],
        };
        return Do(state => state.Reconfigure(options, state.ChangeTo(options)));
    }

    public string Do(Func<PoolGroupState, IReadOnlyList<PoolGroupStep>> act) => string.Join(", ", act(State).Select(Word));

    private PoolId IdOf(char name) => new(_names.LastIndexOf(name), _lives[_names.LastIndexOf(name)]);

    private string Word(PoolGroupStep step)
    {
        switch (step)
        {
            case PoolGroupStep.StartPool start:
                _lives[start.Pool.Index]++;
                Assert.Equal(_lives[start.Pool.Index], start.Pool.Incarnation);
                return $"start {_names[start.Pool.Index]}";
            case PoolGroupStep.StopPool stop:
                return $"stop {_names[stop.Pool.Index]}";
            case PoolGroupStep.EndPool end:
                return $"over {_names[end.Index]}";
            case PoolGroupStep.AddPool add:
                Assert.Equal(_names.Length, add.Index);
                _names += add.Options.Name;
                _lives.Add(-1);
                return $"add {add.Options.Name}";
            case PoolGroupStep.ReconfigurePool change:
                return $"{(change.IsUp ? "change" : "later")} {_names[change.Pool.Index]}";
            case PoolGroupStep.LeavePool leave:
                return $"leave {_names[leave.Index]}";
            case PoolGroupStep.ForgetPool forget:
                return $"forget {_names[forget.Index]}";
            case PoolGroupStep.EndGroup end:
                return $"group over {end.Outcome.ExitCode}";
            case PoolGroupStep.Publish { Event: SupervisionEvent.PoolRestarting restarting }:
                return $"restart {string.Concat(restarting.Pools)}";
            case PoolGroupStep.Publish { Event: SupervisionEvent.RequestIgnored }:
                return "ignored";
            default:
                throw new ArgumentException($"{step}");
        }
    }
}
