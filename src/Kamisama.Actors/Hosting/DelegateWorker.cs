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

    private static readonly HashSet<string> Claimed = [];

    // Read once and taken out of the environment at once: not for this worker's own children, one that runs a pool is a master.
    private static readonly string? MasterPid = TakeMasterPid();

    /// <summary>Whether this process was started by a master to run the delegate. It never becomes a master itself.</summary>
    public static bool IsThisProcess => MasterPid is not null;

    /// <summary>Makes sure that a name means one delegate: the workers find theirs by the name of the pool.</summary>
    /// <exception cref="InvalidOperationException">The name was used before in this process.</exception>
    public static void Claim(string pool)
    {
        lock (Claimed)
        {
            if (!Claimed.Add(pool))
            {
                throw new InvalidOperationException(
                    $"This program already ran a pool of delegates named '{pool}', and its workers find their delegate by that name. Give each pool a WorkerPoolOptions.Name of its own.");
            }
        }
    }

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
        WorkerContext context = ReadContext();
        if (context.Pool != options.Name)
        {
            throw NotThisPool(options.Name);
        }

        Claim(options.Name);
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
            await worker(context, stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The delegate obeyed.
        }

        Environment.Exit(0);
        throw new UnreachableException("The process has ended.");
    }

    /// <summary>For a pool that the worker's program starts too, and that is its master's business.</summary>
    public static InvalidOperationException NotThisPool(string name) => new(
        $"This process is a worker of the pool '{ReadContext().Pool}' and can't run '{name}'. Pools of one program are started beside each other, not one after the other.");

    // The launcher set the death signal before this program began, so the kernel has the word. But a handler that Main
    // registered earlier may have swallowed it.
    private static void EndIfOrphaned()
    {
        if (MasterPid != ParentProcess.Id.ToString(CultureInfo.InvariantCulture))
        {
            Environment.Exit(ExitCodeOfTerm);
        }
    }

    private static string? TakeMasterPid()
    {
        string? pid = Environment.GetEnvironmentVariable(WorkerEnvironment.DelegateOf);
        Environment.SetEnvironmentVariable(WorkerEnvironment.DelegateOf, null);
        return pid;
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
