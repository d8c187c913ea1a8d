using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Kamisama.Processes;

namespace Kamisama.Actors;

/// <summary>Workers that are a C# delegate: this program, executed again with the worker's index in its environment.</summary>
internal static class DelegateWorker
{
    // The code of a process that SIGTERM ended, as a shell reports it.
    private const int ExitCodeOfTerm = 143;

    /// <summary>Whether this process was started by a master to run the delegate.</summary>
    public static bool IsThisProcess => Environment.GetEnvironmentVariable(WorkerEnvironment.DelegateOf) is not null;

    /// <summary>The command that executes this program again, the way it was started itself.</summary>
    public static WorkerPoolOptions WithCommand(WorkerPoolOptions options)
    {
        if (options.Command is not null)
        {
            throw new WorkerPoolOptionsException(["The pool has both a delegate and a command: leave out WorkerPoolOptions.Command."]);
        }

        // From the kernel, because "dotnet app.dll" is not in the arguments that Main is given. See proc_pid_cmdline(5).
        string[] commandLine = File.ReadAllText("/proc/self/cmdline", Encoding.UTF8).Split('\0');
        return options with
        {
            Command = new ProcessSpec
            {
                FileName = Environment.ProcessPath ?? commandLine[0],
                Arguments = commandLine[1..^1],
                Environment = new Dictionary<string, string?>
                {
                    [WorkerEnvironment.DelegateOf] = Environment.ProcessId.ToString(CultureInfo.InvariantCulture),
                },
            },
        };
    }

    /// <summary>Runs the delegate and ends the process.</summary>
    public static async Task<PoolOutcome> RunAsync(WorkerPoolOptions options, Func<WorkerContext, CancellationToken, Task> worker)
    {
        using var stop = new CancellationTokenSource();
        using var overdue = new Timer(static _ => Environment.Exit(ExitCodeOfTerm));
        using var signal = PosixSignalRegistration.Create(PosixSignal.SIGTERM, terminate =>
        {
            terminate.Cancel = true;
            overdue.Change(PatienceOf(options), Timeout.InfiniteTimeSpan);
            stop.Cancel();
        });
        EndIfOrphaned();

        try
        {
            await worker(ReadContext(), stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The delegate obeyed.
        }

        Environment.Exit(0);
        throw new UnreachableException("The process has ended.");
    }

    // The launcher set the death signal before this program began, so the kernel has the word. But a handler that Main
    // registered earlier may have swallowed it.
    private static void EndIfOrphaned()
    {
        if (Environment.GetEnvironmentVariable(WorkerEnvironment.DelegateOf) != ParentProcess.Id.ToString(CultureInfo.InvariantCulture))
        {
            Environment.Exit(ExitCodeOfTerm);
        }

        // Not for this worker's own children: one that runs a pool is a master.
        Environment.SetEnvironmentVariable(WorkerEnvironment.DelegateOf, null);
    }

    private static WorkerContext ReadContext() => new(
        Environment.GetEnvironmentVariable(WorkerEnvironment.Pool) ?? "",
        new WorkerId(ReadNumber(WorkerEnvironment.Index), ReadNumber(WorkerEnvironment.Incarnation)));

    private static int ReadNumber(string variable) =>
        int.Parse(Environment.GetEnvironmentVariable(variable) ?? "0", CultureInfo.InvariantCulture);

    // With no grace period the master does not wait, but a delegate that never obeys must not outlive it for ever.
    private static TimeSpan PatienceOf(WorkerPoolOptions options) => options.GracePeriod switch
    {
        null => Timeout.InfiniteTimeSpan,
        { Ticks: 0 } => TimeSpan.FromSeconds(10),
        { } grace => grace,
    };
}
