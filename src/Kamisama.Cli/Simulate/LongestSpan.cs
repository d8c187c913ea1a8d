namespace Kamisama.Cli.Simulate;

/// <summary>The longest time for which something was so.</summary>
internal sealed class LongestSpan
{
    private TimeSpan? _since;

    /// <summary>How long it was.</summary>
    public TimeSpan Length { get; private set; }

    /// <summary>When it began.</summary>
    public TimeSpan From { get; private set; }

    /// <summary>From now on it is so, or is not.</summary>
    public void Note(bool isSo, TimeSpan at)
    {
        if (isSo)
        {
            _since ??= at;
        }
        else if (_since is { } since)
        {
            _since = null;
            if (at - since > Length)
            {
                (Length, From) = (at - since, since);
            }
        }
    }
}
