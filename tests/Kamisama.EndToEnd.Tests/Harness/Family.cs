namespace Kamisama.EndToEnd.Tests;

/// <summary>All processes of one test class: each has its name in the environment. When the class is done, nobody is left.</summary>
public sealed class Family : IAsyncLifetime
{
    private readonly string _name = $"{Environment.ProcessId}-{Guid.NewGuid():N}";
    private int _last;

    /// <summary>A name for one master and its descendants. None is the beginning of another.</summary>
    internal string NewMarker() => $"{_name}-{Interlocked.Increment(ref _last)}.";

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        // A second look, later than each test's own: a process that appeared after it is found here.
        List<int> left = Census.Of(_name);
        string who = Census.Describe(left);
        await Census.EndAsync(_name);
        Assert.True(left.Count == 0, $"These outlived their tests:\n{who}");
    }
}
