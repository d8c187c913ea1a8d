namespace Kamisama.Runtime;

/// <summary>
/// A ref that the runtime itself made. It adds nothing for users; it is public because Akka's strategies name it
/// (<see cref="SupervisorStrategy.HandleChildTerminated"/>).
/// </summary>
public interface IInternalActorRef : IActorRef;
