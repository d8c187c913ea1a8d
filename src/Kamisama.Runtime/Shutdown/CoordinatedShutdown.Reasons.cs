namespace Kamisama.Runtime;

public sealed partial class CoordinatedShutdown
{
    /// <summary>Why a shutdown was begun. Derive from it for reasons of your own.</summary>
    public class Reason
    {
        /// <summary>For subclasses.</summary>
        protected Reason() { }
    }

    /// <summary>Nobody said why.</summary>
    public class UnknownReason : Reason
    {
        private UnknownReason() { }

        /// <summary>The one there is.</summary>
        public static Reason Instance { get; } = new UnknownReason();
    }

    /// <summary><see cref="ActorSystem.Terminate"/> was called.</summary>
    public class ActorSystemTerminateReason : Reason
    {
        private ActorSystemTerminateReason() { }

        /// <summary>The one there is.</summary>
        public static Reason Instance { get; } = new ActorSystemTerminateReason();
    }

    /// <summary>The program ends. The runtime never gives this reason itself: it does not hook into the end of the process.</summary>
    public class ClrExitReason : Reason
    {
        private ClrExitReason() { }

        /// <summary>The one there is.</summary>
        public static Reason Instance { get; } = new ClrExitReason();
    }
}
