namespace Kamisama.Actors;

/// <summary>"n of the last m": whether something happens often enough to be believed.</summary>
internal sealed class SampleWindow(int needed, int of)
{
    private readonly Queue<bool> _samples = new();

    /// <summary>Takes a sample.</summary>
    /// <returns>Whether enough of the last ones are bad, this one included.</returns>
    public bool IsReachedWith(bool isBad)
    {
        _samples.Enqueue(isBad);
        if (_samples.Count > of)
        {
            _samples.Dequeue();
        }

        return _samples.Count(bad => bad) >= needed;
    }

    /// <summary>Begins anew.</summary>
    public void Clear() => _samples.Clear();
}
