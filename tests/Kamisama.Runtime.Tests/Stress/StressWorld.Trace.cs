namespace Kamisama.Runtime.Tests;

internal sealed partial class StressWorld
{
    private const int Remembered = 60;
    private readonly Queue<(IActorRef Actor, string What)> _trace = new();
    private readonly HashSet<IActorRef> _inside = [];
    private string? _broken;

    /// <summary>What happened last, for whoever has to understand a run that did not end.</summary>
    internal string Trace
    {
        get
        {
            lock (_lock)
            {
                return string.Join(Environment.NewLine, _trace.Select(entry => $"  {entry.Actor} {entry.What}"));
            }
        }
    }

    /// <summary>Nodes that were made and have not been seen to die.</summary>
    internal IActorRef[] Alive() => [.. Nodes().Where(node => !node.WatchAsync().Wait(TimeSpan.Zero))];

    internal void Note(IActorRef actor, string what)
    {
        lock (_lock)
        {
            if (_trace.Count == Remembered)
            {
                _trace.Dequeue();
            }

            _trace.Enqueue((actor, what));
        }
    }

    /// <summary>A message begins. Also an asynchronous handler of an earlier instance must have ended by then.</summary>
    internal void Enter(IActorRef actor)
    {
        lock (_lock)
        {
            if (!_inside.Add(actor))
            {
                _broken = $"seed {seed}: a message came into the middle of another in {actor}";
            }
        }
    }

    internal void Leave(IActorRef actor)
    {
        lock (_lock)
        {
            _inside.Remove(actor);
        }
    }
}
