using System.Diagnostics;

namespace Kamisama.EndToEnd.Tests;

/// <summary>
/// A running master, what it says, and every process that came from it. Disposing ends them all: none outlives its test.
/// </summary>
internal sealed class MasterProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task _ended;

    private MasterProcess(Process process, string marker)
    {
        _process = process;
        Marker = marker;
        Pid = process.Id;
        _ended = Task.WhenAll(
            ReadAsync(process.StandardError, line => Timeline.Add(
                MasterEvent.TryParse(line) is { } masterEvent ? Timeline.Source.Event : Timeline.Source.Error, line, MasterEvent.TryParse(line))),
            ReadAsync(process.StandardOutput, line => Timeline.Add(Timeline.Source.Output, line)));
    }

    /// <summary>How long a test waits for what should come at once: a loaded machine is slow, a broken program is slower.</summary>
    internal static TimeSpan Patience { get; } = TimeSpan.FromSeconds(15);

    internal Timeline Timeline { get; } = new();

    /// <summary>Its pid, which is the master's as long as the prefix only executes it.</summary>
    internal int Pid { get; }

    /// <summary>In the environment of the master and of all its descendants.</summary>
    internal string Marker { get; }

    /// <summary>All events so far.</summary>
    internal IEnumerable<MasterEvent> Events => Timeline.Entries.Select(entry => entry.Event).OfType<MasterEvent>();

    /// <summary>Every line on standard error so far that is no event.</summary>
    internal IReadOnlyList<string> ErrorLines =>
        [.. Timeline.Entries.Where(entry => entry.Source == Timeline.Source.Error).Select(entry => entry.Text)];

    internal static MasterProcess Start(MasterStart start, string marker)
    {
        // Whatever the test run itself was started under (nohup), the master begins with every signal at its default action.
        string[] command = ["env", "--default-signal", .. start.Prefix, start.Program, .. start.Arguments];
        var info = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        info.Environment[Census.Variable] = marker;
        foreach (var (name, value) in start.Environment)
        {
            info.Environment[name] = value;
        }

        Process process = Process.Start(info) ?? throw new InvalidOperationException($"{command[0]} was not started.");
        var master = new MasterProcess(process, marker);
        master.Note($"started pid {master.Pid}: {string.Join(' ', start.Prefix.Append("kamisama").Concat(start.Arguments.Select(Shorten)))}");
        return master;
    }

    internal void Note(string text) => Timeline.Add(Timeline.Source.Harness, text);

    /// <summary>Sends a signal to the master.</summary>
    internal void Signal(int signal) => Signal(Pid, signal);

    /// <summary>Sends a signal to a process of this test.</summary>
    internal void Signal(int pid, int signal)
    {
        Note($"signal {signal} to pid {pid}{(pid == Pid ? ", the master" : "")}");
        LibC.Kill(pid, signal);
    }

    /// <summary>One line on standard input.</summary>
    internal void Say(string line)
    {
        Note($"says: {line}");
        _process.StandardInput.WriteLine(line);
        _process.StandardInput.Flush();
    }

    internal void CloseInput() => _process.StandardInput.Close();

    /// <summary>Every process of this test now, the master included.</summary>
    internal IReadOnlyList<int> Everybody() => Census.Of(Marker);

    /// <summary>The master's children, zombies included.</summary>
    internal IReadOnlyList<int> Children() => [.. ProcessFile.AllPids().Where(pid => ProcessFile.ParentOf(pid) == Pid).Order()];

    /// <summary>Waits for an event; one that has come already, after the given position, is as good.</summary>
    internal async Task<MasterEvent> ExpectAsync(Func<MasterEvent, bool> matches, string what, TimeSpan? within = null, int after = 0) =>
        (await ExpectManyAsync(1, matches, what, within, after))[0];

    /// <summary>Waits for some events and returns the first of them.</summary>
    internal async Task<IReadOnlyList<MasterEvent>> ExpectManyAsync(
        int count, Func<MasterEvent, bool> matches, string what, TimeSpan? within = null, int after = 0)
    {
        IReadOnlyList<Timeline.Entry> found = await WaitAsync(
            entry => entry.Event is { } masterEvent && matches(masterEvent), count, what, within, after);
        return [.. found.Select(entry => entry.Event!)];
    }

    /// <summary>Waits for lines on standard output.</summary>
    internal async Task<IReadOnlyList<string>> ExpectOutputAsync(
        int count, Func<string, bool> matches, string what, TimeSpan? within = null, int after = 0)
    {
        IReadOnlyList<Timeline.Entry> found = await WaitAsync(
            entry => entry.Source == Timeline.Source.Output && matches(entry.Text), count, what, within, after);
        return [.. found.Select(entry => entry.Text)];
    }

    /// <summary>Waits for a line on standard error that is no event.</summary>
    internal async Task<string> ExpectErrorAsync(Func<string, bool> matches, string what, TimeSpan? within = null) =>
        (await WaitAsync(entry => entry.Source == Timeline.Source.Error && matches(entry.Text), 1, what, within, after: 0))[0].Text;

    /// <summary>Waits until a worker of each index from 1 to <paramref name="count"/> runs, in its first incarnation.</summary>
    /// <returns>Their pids, by index.</returns>
    internal async Task<IReadOnlyDictionary<int, int>> ExpectWorkersAsync(int count)
    {
        IReadOnlyList<MasterEvent> started = await ExpectManyAsync(
            count, e => e is { Name: MasterEvent.WorkerStarted, Incarnation: 0 }, $"the first start of {count} workers");
        Assert.Equal(Enumerable.Range(1, count), started.Select(e => e.Worker!.Value).Order());
        return started.ToDictionary(e => e.Worker!.Value, e => e.Pid!.Value);
    }

    /// <summary>Waits until the master has ended by itself.</summary>
    /// <returns>Its exit code; 128 + N when signal N ended it.</returns>
    internal async Task<int> ExpectExitAsync(string what = "the end of the master", TimeSpan? within = null)
    {
        using var patience = new CancellationTokenSource(within ?? Patience);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            throw Missing(what, within ?? Patience);
        }

        Note($"the master has ended with code {_process.ExitCode}");
        return _process.ExitCode;
    }

    /// <summary>Waits until the master has ended, nobody of this test is left, and all that was said has been read.</summary>
    internal async Task<int> ExpectExitAndNobodyLeftAsync(string what = "the end of the master", TimeSpan? within = null)
    {
        int exitCode = await ExpectExitAsync(what, within);
        Assert.True(Everybody() is [], $"The master has ended, but left these:\n{Census.Describe(Everybody())}\n{Timeline}");
        await _ended;
        return exitCode;
    }

    /// <summary>After the master's end: its workers have this long.</summary>
    internal async Task ExpectNobodyLeftAsync(TimeSpan within)
    {
        List<int> left = await Census.SurvivorsAsync(Marker, within);
        Assert.True(left.Count == 0, $"Left {within.TotalSeconds:0.#} s later:\n{Census.Describe(left)}\n{Timeline}");
    }

    /// <summary>After everybody's end: waits until all that was said has been read.</summary>
    internal Task ExpectAllReadAsync() => _ended;

    /// <summary>Asks the master what it thinks.</summary>
    internal async Task<MasterEvent> StatusAsync()
    {
        int now = Timeline.Now;
        Signal(Signals.Usr2);
        return await ExpectAsync(e => e.Name == MasterEvent.StatusReported, "the answer to USR2", after: now);
    }

    /// <summary>Stops the pool as a user does, and checks that it went well.</summary>
    internal async Task StopAsync()
    {
        Signal(Signals.Term);
        Assert.Equal(0, await ExpectExitAndNobodyLeftAsync("exit code 0 after TERM"));
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await Census.EndAsync(Marker);
        await _ended;
        _process.Dispose();
    }

    private async Task<IReadOnlyList<Timeline.Entry>> WaitAsync(
        Func<Timeline.Entry, bool> matches, int count, string what, TimeSpan? within, int after)
    {
        IReadOnlyList<Timeline.Entry> found = await Timeline.WaitAsync(matches, count, within ?? Patience, after);
        return found.Count == count ? found : throw Missing($"{what} ({found.Count} of {count} came)", within ?? Patience);
    }

    private TimeoutException Missing(string what, TimeSpan within) => new(
        $"Awaited for {within.TotalSeconds:0.#} s: {what}.\nWhat came:\n{Timeline}Who is there:\n{Census.Describe(Everybody())}");

    // A thread of its own, because reading a pipe blocks one, and the pool has few.
    private static Task ReadAsync(StreamReader reader, Action<string> onLine) => Task.Factory.StartNew(
        () =>
        {
            while (reader.ReadLine() is { } line)
            {
                onLine(line);
            }
        },
        CancellationToken.None,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);

    private static string Shorten(string text) => text.Length > 200 ? $"{text[..200]}... ({text.Length} characters)" : text;
}
