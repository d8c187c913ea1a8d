namespace Kamisama.Runtime;

/// <summary>Makes deciders.</summary>
public static class Decider
{
    /// <summary>From a table; the first line that fits counts.</summary>
    /// <param name="defaultDirective">For exceptions that are in no line.</param>
    /// <param name="pairs">The lines; see <see cref="DirectiveExtensions.When{TException}"/>.</param>
    public static DeployableDecider From(Directive defaultDirective, params KeyValuePair<Type, Directive>[] pairs) => new(defaultDirective, pairs);

    /// <summary>From a table; the first line that fits counts.</summary>
    /// <param name="defaultDirective">For exceptions that are in no line.</param>
    /// <param name="pairs">The lines.</param>
    public static DeployableDecider From(Directive defaultDirective, IEnumerable<KeyValuePair<Type, Directive>> pairs) => new(defaultDirective, pairs);

    /// <summary>From a function.</summary>
    /// <param name="localOnlyDecider">The function.</param>
    public static LocalOnlyDecider From(Func<Exception, Directive> localOnlyDecider) => new(localOnlyDecider);
}
