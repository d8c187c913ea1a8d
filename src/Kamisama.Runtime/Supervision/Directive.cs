namespace Kamisama.Runtime;

/// <summary>What becomes of a child that failed.</summary>
public enum Directive
{
    /// <summary>The same instance goes on with the next message.</summary>
    Resume,

    /// <summary>A new instance takes over the ref and the mailbox.</summary>
    Restart,

    /// <summary>The supervisor fails with the child's exception; its own supervisor decides.</summary>
    Escalate,

    /// <summary>The child ends.</summary>
    Stop,
}
