namespace Kamisama.Runtime;

/// <summary>The cancelable that was cancelled before it was made.</summary>
internal sealed class CanceledCancelable : ICancelable
{
    private CanceledCancelable() { }

    internal static CanceledCancelable Instance { get; } = new();

    public bool IsCancellationRequested => true;

    public CancellationToken Token { get; } = new(canceled: true);

    public void Cancel() { }

    public void Cancel(bool throwOnFirstException) { }

    public void CancelAfter(TimeSpan delay) { }

    public void CancelAfter(int millisecondsDelay) { }
}
