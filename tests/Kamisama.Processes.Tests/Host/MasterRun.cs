using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Kamisama.Processes.Tests;

/// <summary>A run of Kamisama.TestMaster: a master of its own that a test can kill, or start under other conditions.</summary>
internal sealed class MasterRun : IAsyncDisposable
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "Kamisama.TestMaster");

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly Task _read;

    private MasterRun(Process process)
    {
        _process = process;
        _read = ReadAsync();
    }

    /// <summary>Of the program that was started: of the wrapper, where there is one.</summary>
    internal int Pid => _process.Id;

    internal IEnumerable<int> Children => _lines
        .Where(line => line.StartsWith("child ", StringComparison.Ordinal))
        .Select(line => int.Parse(line["child ".Length..], CultureInfo.InvariantCulture));

    /// <summary>Starts it.</summary>
    /// <param name="duty">Its arguments.</param>
    /// <param name="wrapper">A command in front of it.</param>
    internal static MasterRun Start(string duty, params string[] wrapper)
    {
        string[] all = [.. wrapper, Program, .. duty.Split(' ')];
        var start = new ProcessStartInfo(all[0], all[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };

        // A crash on purpose must not fill the disk, nor write a report of it for each.
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        return new MasterRun(Process.Start(start)!);
    }

    /// <summary>Runs it to its end and gives its last line.</summary>
    internal static async Task<string> LastLineAsync(string duty, params string[] wrapper)
    {
        await using var run = Start(duty, wrapper);
        await run.UntilEndAsync();
        return run._lines.LastOrDefault() ?? $"no line; exit code {run._process.ExitCode}";
    }

    internal async Task UntilReadyAsync() => await Eventually.SeesAsync(
        "the master's ready line",
        () => string.Join('\n', _lines),
        text => text.Contains("ready (pid ", StringComparison.Ordinal));

    internal async Task UntilEndAsync()
    {
        await _process.WaitForExitAsync().InTimeAsync();

        // Its output ends only when its children, which inherit it, have ended too.
        await _read.InTimeAsync();
    }

    internal void Kill() => _process.Kill();

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await UntilEndAsync();
        _process.Dispose();
    }

    private async Task ReadAsync()
    {
        Task<string> errors = _process.StandardError.ReadToEndAsync();
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            _lines.Enqueue(line);
        }

        await errors;
    }
}
