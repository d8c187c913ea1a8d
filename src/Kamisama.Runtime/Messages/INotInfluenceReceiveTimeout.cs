namespace Kamisama.Runtime;

/// <summary>A message of such a type does not start the receive timeout anew; see <see cref="IActorContext.SetReceiveTimeout"/>.</summary>
public interface INotInfluenceReceiveTimeout;
