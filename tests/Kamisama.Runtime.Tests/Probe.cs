using System.Collections.Concurrent;

namespace Kamisama.Runtime.Tests;

/// <summary>Collects what actors report, and says what was awaited when it does not come.</summary>
public sealed class Probe
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);
    private readonly BlockingCollection<object> _seen = [];
    private readonly ConcurrentQueue<object> _all = new();

    public void Add(object what)
    {
        _all.Enqueue(what);
        _seen.Add(what);
    }

    public object[] All => [.. _all];

    /// <summary>The next report, which must be of that type.</summary>
    public T Next<T>(string? awaited = null)
    {
        if (!_seen.TryTake(out object? got, s_patience))
        {
            throw new TimeoutException(
                $"Awaited {awaited ?? typeof(T).Name} for {s_patience.TotalSeconds} s. All that came: {string.Join(", ", _all)}");
        }

        return got is T typed ? typed : throw new InvalidOperationException(
            $"Awaited {awaited ?? typeof(T).Name}, got {got}. All that came: {string.Join(", ", _all)}");
    }

    /// <summary>The next reports, which must be exactly these.</summary>
    public void Expect(params object[] expected)
    {
        foreach (object one in expected)
        {
            object got = Next<object>(one.ToString());
            Assert.True(Equals(one, got), $"Awaited {one}, got {got}. All that came: {string.Join(", ", _all)}");
        }
    }

    /// <summary>Nothing has been reported that was not taken. Only meaningful after a message that must come later.</summary>
    public void ExpectNothingMore() =>
        Assert.True(_seen.Count == 0, $"Awaited nothing more, but there is: {string.Join(", ", _seen)}. All that came: {string.Join(", ", _all)}");
}
