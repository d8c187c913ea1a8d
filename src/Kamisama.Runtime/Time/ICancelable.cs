namespace Kamisama.Runtime;

/// <summary>Cancels what was scheduled with it.</summary>
public interface ICancelable
{
    /// <summary>Whether it has been cancelled.</summary>
    bool IsCancellationRequested { get; }

    /// <summary>The same as a token.</summary>
    CancellationToken Token { get; }

    /// <summary>Cancels. A message that is in a mailbox by then is still delivered.</summary>
    void Cancel();

    /// <summary>Cancels later.</summary>
    /// <param name="delay">When.</param>
    void CancelAfter(TimeSpan delay);

    /// <summary>Cancels.</summary>
    /// <param name="throwOnFirstException">Whether the first callback that throws keeps the others from being called.</param>
    void Cancel(bool throwOnFirstException);
}
