namespace Kamisama.Actors;

/// <summary>What happens when a worker writes faster than its output is taken away, and its buffer is full.</summary>
public enum OutputOverflow
{
    /// <summary>The worker waits in its write, as it does on any pipe that nobody reads. Nothing is lost.</summary>
    Block,

    /// <summary>Whole lines are dropped and counted: a line in the log and <see cref="SupervisionEvent.OutputDropped"/> say how many. The worker never waits.</summary>
    Drop,
}
