using Kamisama.Actors;

namespace Kamisama.Control;

/// <summary>What the typed front of a pool does not have.</summary>
internal static class MasterQuestions
{
    /// <summary>Asks a pool's master.</summary>
    /// <exception cref="InvalidOperationException">The pool is over, or has no master now.</exception>
    public static Task<T> AskMasterAsync<T>(this IWorkerPool pool, MasterMessage question, CancellationToken cancellationToken) =>
        pool.UnlessOverAsync(pool.Master.Ask<T>(question, cancellationToken));

    /// <summary>An answer of a pool's master. One that is over does not answer, so its end is awaited beside it.</summary>
    /// <exception cref="InvalidOperationException">The pool is over.</exception>
    public static async Task<T> UnlessOverAsync<T>(this IWorkerPool pool, Task<T> answer) =>
        await Task.WhenAny(answer, pool.Completion).ConfigureAwait(false) == answer
            ? await answer.ConfigureAwait(false)
            : throw new InvalidOperationException($"The pool '{pool.Name}' is over.");
}
