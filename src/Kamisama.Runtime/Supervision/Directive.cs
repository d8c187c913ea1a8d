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

/// <summary>Short forms for tables of directives.</summary>
public static class DirectiveExtensions
{
    /// <summary>One line of a table for <see cref="Decider"/>: <c>Directive.Stop.When&lt;IOException&gt;()</c>.</summary>
    /// <typeparam name="TException">The exception, and all that derive from it.</typeparam>
    /// <param name="self">The directive.</param>
    public static KeyValuePair<Type, Directive> When<TException>(this Directive self)
        where TException : Exception => new(typeof(TException), self);
}
