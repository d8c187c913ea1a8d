namespace Kamisama.Processes;

/// <summary>A process could not be started.</summary>
public sealed class ProcessStartException : Exception
{
    /// <summary>Makes the exception for one failed start.</summary>
    /// <param name="error">The failed step and the error of the kernel.</param>
    public ProcessStartException(ProcessStartError error)
        : base((error ?? throw new ArgumentNullException(nameof(error))).ToString()) => Error = error;

    /// <summary>The failed step and the error of the kernel.</summary>
    public ProcessStartError Error { get; }
}
