namespace Kamisama.Runtime;

/// <summary>A behaviour that calls <see cref="ActorBase.Unhandled"/> itself.</summary>
/// <param name="message">The message in hand.</param>
public delegate void UntypedReceive(object message);
