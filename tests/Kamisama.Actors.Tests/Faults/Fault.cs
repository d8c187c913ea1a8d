namespace Kamisama.Actors.Tests.Faults;

/// <summary>A bug in one place of an actor's code: it throws before or after what the place does, once or each time.</summary>
/// <param name="Actor">"Master" or "Worker".</param>
/// <param name="Place">The name of a message or of a life-cycle hook.</param>
/// <param name="After">Whether all that the place does has been done.</param>
/// <param name="Always">Whether it throws each time, or the first time only.</param>
public sealed record Fault(string Actor, string Place, bool After, bool Always)
{
    private int _thrown;

    /// <summary>Hooks of a restart run only when something else has failed.</summary>
    public bool IsOfRestart => Place is "PreRestart" or "PostRestart";

    public bool HasThrown => Volatile.Read(ref _thrown) > 0;

    public void Around(string actor, string place, Action act)
    {
        Throw(actor, place, after: false);
        act();
        Throw(actor, place, after: true);
    }

    /// <summary>Inside the behaviour and not around it: Akka.NET unwraps the message of a timer on the way there.</summary>
    public Receive Around(string actor, Receive receive) => message =>
    {
        bool known = false;
        Around(actor, message.GetType().Name, () => known = receive(message));
        return known;
    };

    private void Throw(string actor, string place, bool after)
    {
        if (actor == Actor && place == Place && after == After && (Always || !HasThrown))
        {
            Interlocked.Increment(ref _thrown);
            throw new InvalidOperationException($"a bug in {this}");
        }
    }

    public override string ToString() => $"{Actor}, {(After ? "after" : "before")} {Place}{(Always ? ", always" : "")}";
}
