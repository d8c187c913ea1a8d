namespace Kamisama.Actors;

/// <summary>Reads a program's configuration again when it is asked to: one time after the other, and one more when it was asked to meanwhile.</summary>
/// <param name="reload">Reads it and has it taken over. What it throws is why the former one stays.</param>
/// <param name="failed">Is told why the former configuration stays.</param>
/// <param name="service">The supervisor of this program, if it has one that wants to hear.</param>
/// <param name="stopping">Cancelled by the decision to stop: nothing is read any more.</param>
internal sealed class Reloader(
    Func<CancellationToken, Task> reload, Action<string> failed, ServiceNotifier? service, CancellationToken stopping)
{
    private readonly Lock _lock = new();
    private bool _isReloading, _isOneMoreDue;

    /// <summary>What is read then is no older than this call. From any thread; returns at once.</summary>
    /// <returns>The end of it; never fails.</returns>
    public Task Request()
    {
        lock (_lock)
        {
            if (_isReloading)
            {
                _isOneMoreDue = true;
                return Task.CompletedTask;
            }

            _isReloading = true;
        }

        // On a thread of the pool: who asks is the handler of a signal.
        return Task.Run(ReloadWhileDueAsync, CancellationToken.None);
    }

    private async Task ReloadWhileDueAsync()
    {
        do
        {
            service?.SayReloading();
            await ReloadOnceAsync().ConfigureAwait(false);
            service?.SayReloaded();
        }
        while (TakeOneMore());
    }

    private async Task ReloadOnceAsync()
    {
        try
        {
            stopping.ThrowIfCancellationRequested();
            await reload(stopping).ConfigureAwait(false);
        }
        catch (Exception) when (stopping.IsCancellationRequested)
        {
            // The program ends: that is why, and nobody wants to know.
        }
        catch (Exception exception)
        {
            // Whatever it is: it comes from code of the program's own, and must not end it.
            failed(exception is WorkerPoolOptionsException wrong ? string.Join(" ", wrong.Faults) : exception.Message);
        }
    }

    private bool TakeOneMore()
    {
        lock (_lock)
        {
            _isReloading = _isOneMoreDue;
            _isOneMoreDue = false;
            return _isReloading;
        }
    }
}
