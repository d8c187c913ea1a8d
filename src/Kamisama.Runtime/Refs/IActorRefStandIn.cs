namespace Kamisama.Runtime;

/// <summary>A ref that wraps the one of an actor, as test probes do: it can be watched, stopped and compared like that actor.</summary>
internal interface IActorRefStandIn
{
    /// <summary>The actor.</summary>
    IActorRef Ref { get; }
}
