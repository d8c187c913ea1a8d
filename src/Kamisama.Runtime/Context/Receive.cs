namespace Kamisama.Runtime;

/// <summary>A behaviour.</summary>
/// <param name="message">The message in hand.</param>
/// <returns>Whether the behaviour knew the message; if not, it goes to <see cref="ActorBase.Unhandled"/>.</returns>
public delegate bool Receive(object message);
