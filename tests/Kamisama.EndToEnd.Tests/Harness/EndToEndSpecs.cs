namespace Kamisama.EndToEnd.Tests;

/// <summary>What all end-to-end tests share: masters that end with the test, and a census when the class is done.</summary>
public abstract class EndToEndSpecs(Family family, ITestOutputHelper output) : IClassFixture<Family>, IAsyncLifetime
{
    private readonly List<MasterProcess> _masters = [];

    protected ITestOutputHelper Output { get; } = output;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (MasterProcess master in _masters)
        {
            await master.DisposeAsync();
            Output.WriteLine($"{master.Timeline}");
        }
    }

    internal MasterProcess Start(MasterStart start)
    {
        var master = MasterProcess.Start(start, family.NewMarker());
        lock (_masters)
        {
            _masters.Add(master);
        }

        return master;
    }

    internal MasterProcess Start(int instances, IEnumerable<string> options, IEnumerable<string> command) =>
        Start(MasterStart.Run(instances, options, command));

    /// <summary>Whether the machine allows what a test needs; if not, says so in its output.</summary>
    protected bool Can(bool condition, string what)
    {
        if (!condition)
        {
            Output.WriteLine($"NOT TESTED HERE: it needs {what}.");
        }

        return condition;
    }
}
