namespace Kamisama.Runtime;

/// <summary>Short forms for tables of directives.</summary>
public static class DirectiveExtensions
{
    /// <summary>One line of a table for <see cref="Decider"/>: <c>Directive.Stop.When&lt;IOException&gt;()</c>.</summary>
    /// <typeparam name="TException">The exception, and all that derive from it.</typeparam>
    /// <param name="self">The directive.</param>
    public static KeyValuePair<Type, Directive> When<TException>(this Directive self)
        where TException : Exception => new(typeof(TException), self);
}
