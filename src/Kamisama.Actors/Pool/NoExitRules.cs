using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Kamisama.Actors;

/// <summary>No rule for any exit class.</summary>
/// <remarks>
/// A class of its own, because the code of a framework's dictionary over a type of ours is not compiled ahead: compiling the one for
/// an empty table was a part of every start.
/// </remarks>
internal sealed class NoExitRules : IReadOnlyDictionary<ExitClass, ExitRule>
{
    public static readonly NoExitRules Instance = new();

    private NoExitRules()
    {
    }

    public IEnumerable<ExitClass> Keys => [];

    public IEnumerable<ExitRule> Values => [];

    public int Count => 0;

    public ExitRule this[ExitClass key] => throw new KeyNotFoundException($"There is no rule for {key}.");

    public bool ContainsKey(ExitClass key) => false;

    public bool TryGetValue(ExitClass key, [MaybeNullWhen(false)] out ExitRule value)
    {
        value = null;
        return false;
    }

    public IEnumerator<KeyValuePair<ExitClass, ExitRule>> GetEnumerator() =>
        Enumerable.Empty<KeyValuePair<ExitClass, ExitRule>>().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
