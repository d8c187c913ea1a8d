namespace Kamisama.Runtime;

public sealed partial class BackoffSupervisor
{
    /// <summary>Asks for the child; answered with <see cref="CurrentChild"/>.</summary>
    public sealed class GetCurrentChild
    {
        private GetCurrentChild() { }

        /// <summary>The one there is.</summary>
        public static GetCurrentChild Instance { get; } = new();
    }

    /// <summary>The answer to <see cref="GetCurrentChild"/>.</summary>
    /// <param name="ref">The child; <see langword="null"/> during a delay.</param>
    public sealed class CurrentChild(IActorRef? @ref)
    {
        /// <summary>The child; <see langword="null"/> during a delay.</summary>
        public IActorRef? Ref { get; } = @ref;
    }

    /// <summary>Sets the count of restarts to zero; see <see cref="BackoffOptions.WithManualReset"/>. Otherwise it is unhandled.</summary>
    public sealed class Reset
    {
        private Reset() { }

        /// <summary>The one there is.</summary>
        public static Reset Instance { get; } = new();
    }

    /// <summary>Asks how many restarts there have been; answered with <see cref="RestartCount"/>.</summary>
    public sealed class GetRestartCount
    {
        private GetRestartCount() { }

        /// <summary>The one there is.</summary>
        public static GetRestartCount Instance { get; } = new();
    }

    /// <summary>The answer to <see cref="GetRestartCount"/>.</summary>
    /// <param name="count">The restarts since the last reset, the one that waits for its delay included.</param>
    public sealed class RestartCount(int count)
    {
        /// <summary>The restarts since the last reset, the one that waits for its delay included.</summary>
        public int Count { get; } = count;
    }

    private sealed class StartChildNow : IDeadLetterSuppression
    {
        internal static readonly StartChildNow Instance = new();
    }

    /// <summary>The child has lived long enough, unless there was another restart meanwhile.</summary>
    private sealed record ResetCount(int Current) : IDeadLetterSuppression;
}
