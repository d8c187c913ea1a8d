namespace Kamisama.Runtime;

/// <summary>How something went: an answer for those who ask, and what <see cref="PipeToSupport"/> makes of a failed task.</summary>
public abstract class Status
{
    private Status() { }

    /// <summary>It went well.</summary>
    /// <param name="status">The result, or <see langword="null"/>.</param>
    public sealed class Success(object? status) : Status
    {
        /// <summary>A success without a result.</summary>
        public static Success Instance { get; } = new(null);

        /// <summary>The result, or <see langword="null"/>.</summary>
        public object? Status { get; } = status;

        /// <inheritdoc/>
        public override string ToString() => Status is null ? "Success" : $"Success: {Status}";
    }

    /// <summary>It went wrong. As an answer it faults the task of <c>Ask</c>.</summary>
    /// <param name="cause">Why.</param>
    /// <param name="state">Anything that helps to understand it, or <see langword="null"/>.</param>
    public sealed class Failure(Exception cause, object? state) : Status
    {
        /// <summary>A failure without a state.</summary>
        /// <param name="cause">Why.</param>
        public Failure(Exception cause)
            : this(cause, null)
        {
        }

        /// <summary>Why.</summary>
        public Exception Cause { get; } = cause;

        /// <summary>Anything that helps to understand it, or <see langword="null"/>.</summary>
        public object? State { get; } = state;

        /// <inheritdoc/>
        public override string ToString() => State is null ? $"Failure: {Cause}" : $"Failure[{State}]: {Cause}";
    }
}
