namespace Kamisama.Actors.Hosting.Tests.Harness;

/// <summary>Waits for what only a look can tell.</summary>
internal static class Waits
{
    public static async Task WaitAsync(this CancellationToken token, TimeSpan patience)
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using CancellationTokenRegistration registration = token.Register(cancelled.SetResult);
        await cancelled.Task.WaitAsync(patience);
    }

    /// <summary>Waits until a line with this id is in the log.</summary>
    public static async Task<LogEntry> ExpectAsync(this LogCollector log, int id, Func<LogEntry, bool>? fits = null)
    {
        using var patience = new CancellationTokenSource(PoolHost.Patience);
        while (true)
        {
            if (log.Entries.FirstOrDefault(entry => entry.Id.Id == id && fits?.Invoke(entry) != false) is { } entry)
            {
                return entry;
            }

            Assert.False(
                patience.IsCancellationRequested,
                $"Awaited line {id}. What came:\n{string.Join('\n', log.Entries.Select(e => $"  {e.Id.Id} {e.Text}"))}");
            await Task.Yield();
        }
    }
}
