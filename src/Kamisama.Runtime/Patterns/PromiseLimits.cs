namespace Kamisama.Runtime;

/// <summary>What ends the wait for an answer: a time, a token. Taken down when the answer is there.</summary>
internal sealed class PromiseLimits<T>(PromiseRef<T> promise, ICanTell asked, object? question)
{
    private Alarm? _alarm;
    private CancellationTokenRegistration _registration;
    private TimeSpan _timeout;

    internal static void Set(PromiseRef<T> promise, ICanTell asked, object? question, TimeSpan? timeout, CancellationToken token)
    {
        bool isLimited = timeout is { } time && time > TimeSpan.Zero;
        if (isLimited || token.CanBeCanceled)
        {
            new PromiseLimits<T>(promise, asked, question).Set(isLimited ? timeout : null, token);
        }
    }

    private void Set(TimeSpan? timeout, CancellationToken token)
    {
        if (timeout is { } time)
        {
            _timeout = time;
            _alarm = Alarm.Once(promise.System.TimeProvider, time, static self => ((PromiseLimits<T>)self).Expire(), this);
        }

        if (token.CanBeCanceled)
        {
            _registration = token.UnsafeRegister(
                static (self, token) => ((PromiseLimits<T>)self!).Cancel(token), this);
        }

        // Added last: if the answer is there already, this runs now, when both are set.
        _ = promise.Task.ContinueWith(
            static (_, self) => ((PromiseLimits<T>)self!).TakeDown(),
            this,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    private void Expire() => promise.Expire(_timeout, asked, question);

    private void Cancel(CancellationToken token) => promise.Cancel(token);

    private void TakeDown()
    {
        _alarm?.Dispose();
        _registration.Unregister();
    }
}
