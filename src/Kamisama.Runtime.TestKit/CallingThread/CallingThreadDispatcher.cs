namespace Kamisama.Runtime.TestKit;

/// <summary>
/// Runs an actor on the thread of whoever sends to it: a <c>Tell</c> returns when the message has been handled.
/// </summary>
/// <remarks>
/// What the actor sends to itself, and what other threads send while it runs, is handled by the same turn, before the first
/// <c>Tell</c> returns; those other threads do not wait.
/// </remarks>
public static class CallingThreadDispatcher
{
    /// <summary>For <see cref="WithDispatcher"/>.</summary>
    public const string Id = "akka.test.calling-thread-dispatcher";

    /// <summary>The same recipe for an actor on the calling thread.</summary>
    /// <param name="props">The recipe.</param>
    /// <param name="dispatcher"><see cref="Id"/>; there are no other dispatchers here.</param>
    /// <exception cref="ArgumentException">Another id.</exception>
    public static Props WithDispatcher(this Props props, string dispatcher)
    {
        ArgumentNullException.ThrowIfNull(props);
        return dispatcher == Id ? props.OnCallingThread() : throw new ArgumentException(
            $"There is no dispatcher '{dispatcher}': this runtime has the thread pool and '{Id}'. Use one of them.", nameof(dispatcher));
    }
}
