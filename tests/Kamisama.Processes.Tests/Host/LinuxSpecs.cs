namespace Kamisama.Processes.Tests;

/// <summary>Base of the tests on real processes: a host, a folder, and a check that no process is left.</summary>
[Collection(nameof(LinuxSpecs))]
[Trait("Needs", "Linux")]
public abstract class LinuxSpecs : IAsyncLifetime
{
    private readonly Nursery _host = new(new LinuxProcessHost());
    private readonly string _folder = Directory.CreateTempSubdirectory("kamisama-host-").FullName;

    protected IProcessHost Host => _host;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        try
        {
            await _host.AssertNothingLeftAsync();
        }
        finally
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    internal static ProcessSpec Shell(string script, params string[] arguments) => new()
    {
        FileName = "/bin/sh",
        Arguments = ["-c", script, "sh", .. arguments],
    };

    protected string PathOf(string name) => Path.Combine(_folder, name);

    protected string AddScript(string name, string text, UnixFileMode mode = (UnixFileMode)0b111_101_101)
    {
        string path = PathOf(name);
        File.WriteAllText(path, text);
        File.SetUnixFileMode(path, mode);
        return path;
    }

    /// <summary>Runs a program to its end and gives what it wrote.</summary>
    internal async Task<(ProcessExit Exit, string Output)> RunAsync(ProcessSpec spec)
    {
        string output = PathOf($"output-{Guid.NewGuid():N}");
        var handle = Host.Start(spec with { StandardOutput = ProcessStdio.File(output) });
        var exit = await handle.Exited.InTimeAsync();
        return (exit, File.Exists(output) ? await File.ReadAllTextAsync(output) : "");
    }

    /// <summary>Starts a program and waits for this line of it.</summary>
    internal async Task<(IProcessHandle Handle, string Output)> StartAndWaitAsync(ProcessSpec spec, string line)
    {
        string path = PathOf($"output-{Guid.NewGuid():N}");
        var handle = Host.Start(spec with { StandardOutput = ProcessStdio.File(path) });
        await handle.Started.InTimeAsync();
        string output = await Eventually.SeesAsync(
            $"a line '{line}'", () => File.ReadAllText(path), text => text.Contains(line, StringComparison.Ordinal) && text.EndsWith('\n'));
        return (handle, output);
    }
}

/// <summary>One after the other: they count descriptors and start storms.</summary>
[CollectionDefinition(nameof(LinuxSpecs))]
public sealed class LinuxSpecsGroup;
