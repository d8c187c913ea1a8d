using System.Text.Json;
using Kamisama.Actors;
using Kamisama.Processes;

namespace Kamisama.Control;

/// <summary><c>signal</c>: a signal to the process of one worker.</summary>
internal static class SignalCommand
{
    private const int MaxSignal = 64;

    public static async Task<Action<Utf8JsonWriter>> RunAsync(ControlRequest request, ControlMaster master, CancellationToken gone)
    {
        request.AllowOnly("pool", "worker", "signal");
        IWorkerPool pool = master.PoolOf(request);
        int index = request.Worker() ?? throw ControlRequest.Bad("'worker' is missing: the index of the worker.");
        int signal = ReadSignal(request);
        WorkerSignalResult result = await pool.AskMasterAsync<WorkerSignalResult>(new MasterMessage.SignalWorker(index, signal), gone).ConfigureAwait(false);
        if (result.Outcome != SignalOutcome.Sent)
        {
            throw new ControlException(ControlErrorCode.Refused, result.Outcome == SignalOutcome.Gone
                ? $"Worker {index} has no process now."
                : $"The master may not signal worker {index}, pid {result.Pid} (EPERM): the process has changed its user.");
        }

        return json =>
        {
            json.WriteString("pool"u8, pool.Name);
            JsonFields.WriteWorker(json, result.Worker, result.Pid);
            json.WriteNumber("signal"u8, signal);
            json.WriteString("signalName"u8, SignalNames.NameOf(signal));
        };
    }

    private static int ReadSignal(ControlRequest request) => request.Value("signal") switch
    {
        string name when SignalNames.TryParse(name, out int signal) => signal,
        long number when number is >= 1 and <= MaxSignal => (int)number,
        _ => throw ControlRequest.Bad($"'signal' must be a number from 1 to {MaxSignal}, or a name such as \"HUP\"."),
    };
}
