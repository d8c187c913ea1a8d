using Kamisama.Processes;

namespace Kamisama.Actors;

/// <summary>Whether two options mean the same. Records compare their lists and dictionaries by reference; here they are compared by what they hold.</summary>
internal static class OptionEquality
{
    private static readonly ProcessSpec Blank = new() { FileName = "" };
    private static readonly Probe NoProbe = new Probe.Http("");

    public static bool Same(ProcessSpec? one, ProcessSpec? other)
    {
        if (one is null || other is null)
        {
            return one is null && other is null;
        }

        // Whatever has no content of its own is left to the record, also what will be added to it.
        return Scalars(one) == Scalars(other)
            && one.Arguments.SequenceEqual(other.Arguments)
            && SameEntries(one.Environment, other.Environment, StringComparer.Ordinal)
            && one.ResourceLimits.SequenceEqual(other.ResourceLimits)
            && Same(one.Credentials, other.Credentials)
            && (one.ListenSockets?.Count, one.ListenSockets?.Names) == (other.ListenSockets?.Count, other.ListenSockets?.Names);
    }

    public static bool Same(Readiness? one, Readiness? other) => (one, other) switch
    {
        (Readiness.Probed probed, Readiness.Probed with) =>
            probed with { Probe = NoProbe } == with with { Probe = NoProbe } && Same(probed.Probe, with.Probe),
        _ => one == other,
    };

    public static bool Same(LivenessOptions? one, LivenessOptions? other) => one is null || other is null
        ? one is null && other is null
        : one with { Probe = NoProbe } == other with { Probe = NoProbe } && Same(one.Probe, other.Probe);

    /// <summary>Lists of numbers in which neither the order nor a repetition has a meaning.</summary>
    public static bool Same(IReadOnlyList<int> one, IReadOnlyList<int> other) =>
        ReferenceEquals(one, other) || one.ToHashSet().SetEquals(other);

    public static bool Same(IReadOnlyDictionary<ExitClass, ExitRule> one, IReadOnlyDictionary<ExitClass, ExitRule> other) =>
        SameEntries(one, other, EqualityComparer<ExitRule>.Default);

    private static bool Same(Probe one, Probe other) =>
        one is Probe.Exec { Command: var command } && other is Probe.Exec { Command: var with } ? Same(command, with) : one == other;

    private static bool Same(ProcessCredentials? one, ProcessCredentials? other) => one is null || other is null
        ? one is null && other is null
        : one with { SupplementaryGroups = [] } == other with { SupplementaryGroups = [] }
            && one.SupplementaryGroups.ToHashSet().SetEquals(other.SupplementaryGroups);

    private static bool SameEntries<TKey, TValue>(
        IReadOnlyDictionary<TKey, TValue> one, IReadOnlyDictionary<TKey, TValue> other, IEqualityComparer<TValue> values) =>
        ReferenceEquals(one, other) || (one.Count == other.Count
            && one.All(entry => other.TryGetValue(entry.Key, out TValue? value) && values.Equals(entry.Value, value)));

    private static ProcessSpec Scalars(ProcessSpec spec) => spec with
    {
        Arguments = Blank.Arguments,
        Environment = Blank.Environment,
        ResourceLimits = Blank.ResourceLimits,
        Credentials = null,
        ListenSockets = null,
    };
}
