namespace Kamisama.Runtime;

/// <summary>An actor that has a stash. Implement <see cref="IWithStash"/> or <see cref="IWithUnboundedStash"/>.</summary>
public interface IActorStash
{
    /// <summary>Set by the runtime before the constructors of subclasses run; another one for each instance.</summary>
    IStash Stash { get; set; }
}

/// <summary>The common base, as in Akka.NET; it adds nothing.</summary>
public interface IWithUnrestrictedStash : IActorStash;

/// <summary>An actor that wants a stash, with the limit of its <see cref="Props.WithStashCapacity"/> if there is one.</summary>
public interface IWithStash : IWithUnrestrictedStash;

/// <summary>An actor that wants a stash without a limit, whatever its <see cref="Props"/> say.</summary>
public interface IWithUnboundedStash : IWithUnrestrictedStash;

/// <summary>As <see cref="IWithStash"/>.</summary>
[Obsolete("Use IWithStash, and Props.WithStashCapacity for the limit.")]
public interface IWithBoundedStash : IWithUnrestrictedStash;
