using System.Globalization;
using Kamisama.Processes;

namespace Kamisama.Actors;

/// <summary>Runs a program beside a worker and looks at how it ends. Nothing of it is left behind.</summary>
internal sealed class ExecProber(IProcessHost host, TimeProvider time)
{
    private const string WorkerPid = "KAMISAMA_WORKER_PID";
    private const int SigKill = 9;

    // A killed process that is stuck in the kernel (a dead NFS server) must not keep the answer back for ever.
    private static readonly TimeSpan WaitForKilled = TimeSpan.FromSeconds(5);

    public async Task<string?> ProbeAsync(Probe.Exec probe, WorkerId worker, int pid, CancellationToken cancellationToken)
    {
        ProcessSpec command = SpecFor(probe.Command, worker.Index, pid);
        IProcessHandle check = host.Start(command, cancellationToken);
        await ((Task)check.Exited).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        bool endedInTime = check.Exited.IsCompleted;

        // Also after an end in time: what it left in its group would pile up, probe after probe.
        check.Signal(SigKill, SignalTarget.Group);
        Task gone = check.WhenGroupGoneAsync();
        await gone.WaitAsync(WaitForKilled, time, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        if (!gone.IsCompleted)
        {
            return $"'{command.FileName}' was killed {Texts.Seconds(WaitForKilled)} ago and is still there";
        }

        ProcessExit exit = await check.Exited.ConfigureAwait(false);
        bool cancelledBeforeItsTurn = exit is ProcessExit.NotStarted && cancellationToken.IsCancellationRequested;
        return endedInTime && !cancelledBeforeItsTurn ? Judge(command, exit, check.LastErrorLines) : Prober.NoAnswer;
    }

    private static string? Judge(ProcessSpec command, ProcessExit exit, IReadOnlyList<string> lastErrorLines)
    {
        if (exit is ProcessExit.Code { ExitCode: 0 })
        {
            return null;
        }

        string lastWords = lastErrorLines is [.., var last] ? $": {last}" : "";
        return $"'{command.FileName}' {exit}{lastWords}";
    }

    private static ProcessSpec SpecFor(ProcessSpec command, int index, int pid)
    {
        var environment = command.Environment.ToDictionary(
            variable => variable.Key,
            variable => variable.Value is { } value ? IndexPlaceholder.Fill(value, index) : null);
        environment[WorkerEnvironment.Index] = index.ToString(CultureInfo.InvariantCulture);
        environment[WorkerPid] = pid.ToString(CultureInfo.InvariantCulture);
        return command with
        {
            FileName = IndexPlaceholder.Fill(command.FileName, index),
            Arguments = [.. command.Arguments.Select(argument => IndexPlaceholder.Fill(argument, index))],
            WorkingDirectory = command.WorkingDirectory is { } directory ? IndexPlaceholder.Fill(directory, index) : null,
            Environment = environment,
        };
    }
}
