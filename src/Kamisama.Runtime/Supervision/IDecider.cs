namespace Kamisama.Runtime;

/// <summary>Decides by the exception alone.</summary>
public interface IDecider
{
    /// <summary>What becomes of the child.</summary>
    /// <param name="cause">Why it failed.</param>
    Directive Decide(Exception cause);
}

/// <summary>A decider that is a function.</summary>
/// <param name="decider">The function.</param>
public class LocalOnlyDecider(Func<Exception, Directive> decider) : IDecider
{
    /// <inheritdoc/>
    public Directive Decide(Exception cause) => decider(cause);
}

/// <summary>A decider that is a table; the first line that fits counts.</summary>
public class DeployableDecider : IDecider
{
    /// <summary>From lines.</summary>
    /// <param name="defaultDirective">For exceptions that are in no line.</param>
    /// <param name="pairs">The lines.</param>
    public DeployableDecider(Directive defaultDirective, IEnumerable<KeyValuePair<Type, Directive>> pairs)
        : this(defaultDirective, [.. pairs])
    {
    }

    /// <summary>From lines.</summary>
    /// <param name="defaultDirective">For exceptions that are in no line.</param>
    /// <param name="pairs">The lines.</param>
    public DeployableDecider(Directive defaultDirective, params KeyValuePair<Type, Directive>[] pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        DefaultDirective = defaultDirective;
        Pairs = pairs;
    }

    /// <summary>For exceptions that are in no line.</summary>
    public Directive DefaultDirective { get; }

    /// <summary>The lines, in their order.</summary>
#pragma warning disable CA1819 // Akka.NET's signature.
    public KeyValuePair<Type, Directive>[] Pairs { get; }
#pragma warning restore CA1819

    /// <inheritdoc/>
    public Directive Decide(Exception cause)
    {
        foreach (KeyValuePair<Type, Directive> pair in Pairs)
        {
            if (pair.Key.IsInstanceOfType(cause))
            {
                return pair.Value;
            }
        }

        return DefaultDirective;
    }
}
