using System.Diagnostics;
using System.Text;
using System.Threading.Channels;
using Mono.Unix.Native;

namespace Kamisama.Cli.Tests;

/// <summary>A program that a test runs and ends, with all lines it printed.</summary>
internal sealed class RunningProgram : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly StringBuilder _seen = new();
    private int _open = 2;

    private RunningProgram(ProcessStartInfo start)
    {
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Receive(line.Data);
        _process.ErrorDataReceived += (_, line) => Receive(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        _process.StandardInput.Close();
    }

    public int Pid => _process.Id;

    /// <summary>Starts a program that was built beside the tests, or any other by its path.</summary>
    public static RunningProgram Start(string program, params string[] args)
    {
        string beside = Path.Combine(AppContext.BaseDirectory, program);
        return new RunningProgram(new ProcessStartInfo(File.Exists(beside) ? beside : program, args)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        });
    }

    /// <summary>Waits until a line for which the condition holds came.</summary>
    public async Task<string> WaitForLine(string awaited, Func<string, bool> condition)
    {
        using var timeout = new CancellationTokenSource(Patience);
        try
        {
            while (true)
            {
                string line = await _lines.Reader.ReadAsync(timeout.Token);
                _seen.AppendLine(line);
                if (condition(line))
                {
                    return line;
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ChannelClosedException)
        {
            throw new TimeoutException($"Awaited: {awaited}. What came from {_process.StartInfo.FileName}:{Environment.NewLine}{_seen}", exception);
        }
    }

    public void Signal(Signum signal) => Assert.Equal(0, Syscall.kill(_process.Id, signal));

    /// <summary>Waits for the end.</summary>
    /// <returns>The exit code, and the lines that were not awaited.</returns>
    public async Task<(int ExitCode, IReadOnlyList<string> Lines)> WaitForExit()
    {
        using var timeout = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(timeout.Token);
        return (_process.ExitCode, await _lines.Reader.ReadAllAsync(timeout.Token).ToListAsync(timeout.Token));
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private void Receive(string? line)
    {
        if (line is not null)
        {
            _lines.Writer.TryWrite(line);
        }
        else if (Interlocked.Decrement(ref _open) == 0)
        {
            _lines.Writer.Complete();
        }
    }
}
