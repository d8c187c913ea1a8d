using System.Runtime.CompilerServices;

namespace Kamisama.TestKit;

/// <summary>Everything a simulated pool has told, in order.</summary>
/// <remarks>
/// Counts are always of all events. Of the events themselves the last <see cref="Limit"/> are kept; a question that would need
/// one that is gone is refused, never answered wrongly.
/// </remarks>
public sealed class SimulationEvents
{
    private readonly List<RecordedEvent> _kept = [];
    private readonly Dictionary<Type, int> _counts = [];
    private readonly HashSet<Type> _droppedTypes = [];
    private readonly Func<string, SimulationException> _failure;
    private int _dropped;
    private int _expected;

    internal SimulationEvents(Func<string, SimulationException> failure) => _failure = failure;

    /// <summary>How many events are kept.</summary>
    /// <value>The default is 10,000.</value>
    public int Limit { get; set; } = 10_000;

    /// <summary>Told of each event when it comes, for figures of your own over a run of any length. It must not call the simulation.</summary>
    /// <value>The default is <see langword="null"/>: nobody is.</value>
    public Action<RecordedEvent>? OnEvent { get; set; }

    /// <summary>The events that are kept, the oldest first.</summary>
    public IReadOnlyList<RecordedEvent> Kept => _kept;

    /// <summary>How many events there were.</summary>
    public int Total => _dropped + _kept.Count;

    /// <summary>All events of a type, the oldest first.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <exception cref="SimulationException">Some are not kept any more.</exception>
    public IReadOnlyList<T> OfType<T>()
        where T : SupervisionEvent =>
        _droppedTypes.Any(typeof(T).IsAssignableFrom)
            ? throw _failure($"Not every {typeof(T).Name} is kept: there were {Total} events, and Events.Limit is {Limit}. Raise it, or use Count.")
            : [.. _kept.Select(recorded => recorded.Event).OfType<T>()];

    /// <summary>How many events of a type there were.</summary>
    /// <typeparam name="T">The type.</typeparam>
    public int Count<T>()
        where T : SupervisionEvent => _counts.Where(count => typeof(T).IsAssignableFrom(count.Key)).Sum(count => count.Value);

    /// <summary>
    /// The next event of a type that fits, after the one that was expected last; so a row of expectations also tells their order.
    /// What lies between is skipped. Time does not go on.
    /// </summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="fits">Whether it is the one. Default: any is.</param>
    /// <param name="what">The text of <paramref name="fits"/>; leave it to the compiler.</param>
    /// <exception cref="SimulationException">There is none.</exception>
    public T Expect<T>(Func<T, bool>? fits = null, [CallerArgumentExpression(nameof(fits))] string? what = null)
        where T : SupervisionEvent =>
        TryTake(fits, out T? found) ? found : throw _failure(Missing<T>(fits, what));

    /// <summary>No such event, from the beginning until now.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="fits">Whether it is one. Default: any is.</param>
    /// <param name="what">The text of <paramref name="fits"/>; leave it to the compiler.</param>
    /// <exception cref="SimulationException">There is one.</exception>
    public void ExpectNone<T>(Func<T, bool>? fits = null, [CallerArgumentExpression(nameof(fits))] string? what = null)
        where T : SupervisionEvent
    {
        if (Count<T>() > 0 && OfType<T>().FirstOrDefault(one => fits?.Invoke(one) != false) is { } wrong)
        {
            throw _failure($"Awaited no {Name<T>(what)}, but it came: {_kept.First(recorded => ReferenceEquals(recorded.Event, wrong))}");
        }
    }

    /// <summary>The next expectation looks from the beginning again.</summary>
    public void Rewind() => _expected = 0;

    /// <summary>A line for each event, with its time: the last ones.</summary>
    /// <param name="last">How many at most. Default: all that are kept.</param>
    public string Timeline(int last = int.MaxValue) =>
        string.Concat(_kept.Skip(Math.Max(0, _kept.Count - last)).Select(recorded => $"  {recorded}\n"));

    internal void Add(TimeSpan at, SupervisionEvent supervisionEvent)
    {
        var recorded = new RecordedEvent(at, supervisionEvent);
        _kept.Add(recorded);
        Type type = supervisionEvent.GetType();
        _counts[type] = _counts.GetValueOrDefault(type) + 1;
        if (_kept.Count > Limit)
        {
            Drop();
        }

        OnEvent?.Invoke(recorded);
    }

    internal bool TryTake<T>(Func<T, bool>? fits, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out T? found)
        where T : SupervisionEvent
    {
        for (int i = Math.Max(0, _expected - _dropped); i < _kept.Count; i++)
        {
            if (_kept[i].Event is T candidate && fits?.Invoke(candidate) != false)
            {
                _expected = _dropped + i + 1;
                found = candidate;
                return true;
            }
        }

        found = null;
        return false;
    }

    internal static string Name<T>(string? what) => what is null ? typeof(T).Name : $"{typeof(T).Name} with {what}";

    private string Missing<T>(Func<T, bool>? fits, string? what)
        where T : SupervisionEvent
    {
        RecordedEvent? earlier = _kept.Take(_expected - _dropped).LastOrDefault(recorded => recorded.Event is T one && fits?.Invoke(one) != false);
        return $"Awaited {Name<T>(what)}, but none came{(earlier is null ? "" : $" after the one expected last; there was one before: {earlier}")}.";
    }

    // A quarter at a time, so that it costs little.
    private void Drop()
    {
        int count = Math.Max(1, Limit / 4);
        foreach (RecordedEvent recorded in _kept.Take(count))
        {
            _droppedTypes.Add(recorded.Event.GetType());
        }

        _kept.RemoveRange(0, count);
        _dropped += count;
    }
}
