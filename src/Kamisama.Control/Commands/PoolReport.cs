using System.Text.Json;
using Kamisama.Actors;

namespace Kamisama.Control;

/// <summary>The status of a pool, or why it has none: it is over, or its group has not started it.</summary>
/// <param name="Pool">The pool.</param>
/// <param name="Status">Its status; <see langword="null"/>: it has none now.</param>
internal sealed record PoolReport(IWorkerPool Pool, PoolStatus? Status)
{
    // A pool between two lives does not answer; one that runs does in no time.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static Task<PoolReport[]> OfAsync(IEnumerable<IWorkerPool> pools, TimeProvider time, CancellationToken cancellationToken) =>
        Task.WhenAll(pools.Select(pool => OfAsync(pool, time, cancellationToken)));

    public void Write(Utf8JsonWriter json, Action<PoolStatus> writeFields)
    {
        json.WriteStartObject();
        json.WriteString("pool"u8, Pool.Name);
        json.WriteString("state"u8, Status switch
        {
            null when Pool.Completion.IsCompleted => "over",
            null => "not_running",
            { IsStopping: true } => "stopping",
            _ => "running",
        });
        if (Pool.Completion.IsCompletedSuccessfully)
        {
            JsonFields.WriteOutcome(json, Pool.Completion.Result);
        }

        if (Status is not null)
        {
            writeFields(Status);
        }

        json.WriteEndObject();
    }

    private static async Task<PoolReport> OfAsync(IWorkerPool pool, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            return new PoolReport(pool, await pool.GetStatusAsync(cancellationToken).WaitAsync(Patience, time, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception exception) when (exception is InvalidOperationException or TimeoutException)
        {
            return new PoolReport(pool, null);
        }
    }
}
