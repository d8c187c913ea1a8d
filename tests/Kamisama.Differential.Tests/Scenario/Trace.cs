using System.Collections.Concurrent;

namespace Kamisama.Differential;

/// <summary>What each actor went through, step by step of the driver.</summary>
internal sealed class Trace
{
    private const string Death = "Terminated";

    private readonly List<string> _lines = [];
    private ConcurrentDictionary<string, ConcurrentQueue<string>> _step = new();
    private int _count;

    /// <summary>How much was noted so far; as long as it grows something is going on.</summary>
    public int Count => Volatile.Read(ref _count);

    public IReadOnlyList<string> Lines => _lines;

    public void Add(string actor, string what)
    {
        _step.GetOrAdd(actor, _ => new ConcurrentQueue<string>()).Enqueue(what);
        Interlocked.Increment(ref _count);
    }

    /// <summary>Everything since the last call was caused by this. Actors run side by side, so only the order in each of them is kept.</summary>
    public void EndStep(string cause)
    {
        ConcurrentDictionary<string, ConcurrentQueue<string>> step = Interlocked.Exchange(ref _step, new());
        _lines.Add(cause);
        _lines.AddRange(step
            .OrderBy(actor => actor.Key, StringComparer.Ordinal)
            .Select(actor => $"    {actor.Key}: {string.Join("; ", WithoutChance([.. actor.Value]))}"));
    }

    // Actors that are stopped together die in any order, beside whatever else goes on; and whether one that dies too hears of
    // another is chance.
    private static IEnumerable<string> WithoutChance(string[] entries)
    {
        ILookup<bool, string> byDeath = entries.ToLookup(entry => entry.StartsWith(Death, StringComparison.Ordinal));
        return entries.Contains("PostStop") ? byDeath[false] : byDeath[false].Concat(byDeath[true].Order(StringComparer.Ordinal));
    }
}
