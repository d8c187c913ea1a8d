namespace Kamisama.Runtime;

/// <summary>Short forms for <see cref="ICancelable"/>.</summary>
public static class CancelableExtensions
{
    /// <summary>Cancels if there is something to cancel.</summary>
    /// <param name="cancelable">May be <see langword="null"/>.</param>
    public static void CancelIfNotNull(this ICancelable? cancelable) => cancelable?.Cancel();
}
