using System.Text.Json;
using Kamisama.Actors;

namespace Kamisama.Control;

/// <summary><c>restart</c>: a rolling restart, of all workers or of one.</summary>
internal static class RestartCommand
{
    public static async Task<Action<Utf8JsonWriter>> RunAsync(ControlRequest request, ControlMaster master, CancellationToken gone)
    {
        request.AllowOnly("pool", "worker", "wait");
        IWorkerPool pool = master.PoolOf(request);
        if (pool.Completion.IsCompleted)
        {
            throw new ControlException(ControlErrorCode.Refused, $"The pool '{pool.Name}' is over.");
        }

        // Not with the token: the client may go, the restart goes on.
        Task<RollingRestartResult> restarting = request.Worker() is { } index
            ? await RestartAsync(pool, index, gone).ConfigureAwait(false)
            : pool.RestartWorkersAsync(CancellationToken.None);
        RollingRestartResult? result = request.Flag("wait") ? await restarting.WaitAsync(gone).ConfigureAwait(false) : null;
        return json =>
        {
            json.WriteString("pool"u8, pool.Name);
            json.WriteBoolean("over"u8, result is not null);
            if (result is not null)
            {
                json.WriteNumber("workers"u8, result.Workers);
                json.WriteNumber("replaced"u8, result.Replaced);
                json.WriteString("aborted"u8, result.Aborted);
            }
        };
    }

    // A worker that is not there, or a restart in progress, is told at once: that refusal comes before the answer to the second question.
    private static async Task<Task<RollingRestartResult>> RestartAsync(IWorkerPool pool, int index, CancellationToken gone)
    {
        Task<RollingRestartResult> answer = pool.Master.Ask<RollingRestartResult>(new MasterMessage.RestartWorker(index), CancellationToken.None);
        await pool.GetStatusAsync(gone).ConfigureAwait(false);
        if (answer.IsFaulted)
        {
            await answer.ConfigureAwait(false);
        }

        return pool.UnlessOverAsync(answer);
    }
}
