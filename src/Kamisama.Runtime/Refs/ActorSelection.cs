using System.IO.Enumeration;

namespace Kamisama.Runtime;

/// <summary>
/// Actors by path, looked up anew for each message: none, one, or with wildcards many. A ref is better where one can be had; a selection
/// finds whoever bears the name now.
/// </summary>
/// <remarks>
/// <code>
///   /user/master      from the root          ..        one level up
///   master/worker-1   from the anchor        worker-*  ? is one character, * any number; upper and lower case are the same
///                                            **        all below, only at the end
/// </code>
/// What reaches nobody is a dead letter; an <see cref="Identify"/> is answered then, with no subject.
/// </remarks>
public class ActorSelection : ICanTell
{
    private const string Everything = "**";

    private readonly string[] _elements;

    /// <summary>A selection from an actor on.</summary>
    /// <param name="anchor">Where the path begins.</param>
    /// <param name="path">The path, relative to the anchor; empty for the anchor itself.</param>
    /// <exception cref="IllegalActorNameException"><c>**</c> is not at the end.</exception>
    public ActorSelection(IActorRef anchor, string path)
        : this(anchor, (path ?? throw new ArgumentNullException(nameof(path))).Split('/'))
    {
    }

    /// <summary>A selection from an actor on.</summary>
    /// <param name="anchor">Where the path begins.</param>
    /// <param name="elements">The path, relative to the anchor; empty elements do not count.</param>
    /// <exception cref="IllegalActorNameException"><c>**</c> is not at the end.</exception>
    public ActorSelection(IActorRef anchor, IEnumerable<string> elements)
    {
        ArgumentNullException.ThrowIfNull(anchor);
        ArgumentNullException.ThrowIfNull(elements);
        Anchor = anchor;
        _elements = [.. elements.Where(static element => !string.IsNullOrEmpty(element))];
        if (Array.IndexOf(_elements, Everything) is >= 0 and int at && at != _elements.Length - 1)
        {
            throw new IllegalActorNameException($"Cannot select {PathString}: {Everything} means all below, so nothing can follow. Put it last.");
        }
    }

    /// <summary>Where the path begins.</summary>
    public IActorRef Anchor { get; }

    /// <summary>The path from the anchor on, beginning with <c>/</c>.</summary>
    public string PathString => "/" + string.Join('/', _elements);

    /// <summary>Sends to all that the path stands for at this moment.</summary>
    /// <param name="message">The message, not <see langword="null"/>.</param>
    /// <param name="sender">Whom they may answer; <see langword="null"/> for the actor that is running, if one is.</param>
    /// <exception cref="InvalidMessageException">The message is <see langword="null"/>.</exception>
    public void Tell(object message, IActorRef? sender = null)
    {
        if (message is null)
        {
            throw new InvalidMessageException($"Cannot send null to {this}. Send an object, if need be an empty record.");
        }

        if (InternalActorRef.Behind(Anchor) is { } anchor)
        {
            Deliver(anchor, 0, new Envelope(message, (sender ?? ActorCell.Current?.Self)!), isOneOfMany: false);
        }
    }

    /// <summary>Finds the actor; with wildcards, the one that answers first.</summary>
    /// <param name="timeout">How long to wait for its answer.</param>
    /// <returns>Its ref. The task faults with <see cref="ActorNotFoundException"/> if there is none, or it does not answer in time.</returns>
    public Task<IActorRef> ResolveOne(TimeSpan timeout) => ResolveOne(timeout, CancellationToken.None);

    /// <summary>Finds the actor; with wildcards, the one that answers first.</summary>
    /// <param name="timeout">How long to wait for its answer.</param>
    /// <param name="ct">Ends the wait, also with <see cref="ActorNotFoundException"/>.</param>
    /// <returns>Its ref. The task faults with <see cref="ActorNotFoundException"/> if there is none, or it does not answer in time.</returns>
    public async Task<IActorRef> ResolveOne(TimeSpan timeout, CancellationToken ct)
    {
        ActorIdentity identity;
        try
        {
            identity = await this.Ask<ActorIdentity>(new Identify(null), timeout, ct).ConfigureAwait(false);
        }
        catch (Exception cause)
        {
            throw new ActorNotFoundException($"{this} did not answer: {cause.Message} Is the actor alive, and not busy for longer?", cause);
        }

        return identity.Subject ?? throw new ActorNotFoundException($"{this} stands for no actor. Check the path, and that the actor is alive.");
    }

    /// <summary>Whether both begin at the same actor and have the same path.</summary>
    /// <param name="obj">The selection to compare with.</param>
    public override bool Equals(object? obj) => obj is ActorSelection other && Equals(Anchor, other.Anchor) && PathString == other.PathString;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Anchor, PathString);

    /// <inheritdoc/>
    public override string ToString() => $"ActorSelection[Anchor({Anchor.Path.ToStringWithUid()}), Path({PathString})]";

    internal static ActorSelection Of(string? path, ActorSystem system, IActorRef start)
    {
        if (string.IsNullOrEmpty(path))
        {
            return new ActorSelection(system.DeadLetters, []);
        }

        if (path.Contains("://", StringComparison.Ordinal))
        {
            return ActorPath.TryParse(path, out ActorPath? parsed) ? Of(parsed, system) : new ActorSelection(system.DeadLetters, []);
        }

        return new ActorSelection(path[0] == '/' ? system.RootRef : start, path);
    }

    /// <summary>Of a path in another system there is nobody here.</summary>
    internal static ActorSelection Of(ActorPath path, ActorSystem system)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path.Root.Equals(system.RootPath)
            ? new ActorSelection(system.RootRef, path.Elements)
            : new ActorSelection(system.DeadLetters, []);
    }

    private void Deliver(InternalActorRef at, int step, Envelope letter, bool isOneOfMany)
    {
        for (; step < _elements.Length; step++)
        {
            string element = _elements[step];
            if (element == Everything)
            {
                DeliverBelow(at, letter);
                return;
            }

            if (element.AsSpan().ContainsAny('*', '?'))
            {
                DeliverToMatching(at, step, letter, isOneOfMany);
                return;
            }

            InternalActorRef? next = element == ".." ? at.ParentOfRef : at.FindChild(element);
            if (next is null)
            {
                Miss(at.System, letter, isOneOfMany);
                return;
            }

            at = next;
        }

        at.Tell(letter.Message, letter.Sender);
    }

    private void DeliverToMatching(InternalActorRef at, int step, Envelope letter, bool isOneOfMany)
    {
        LocalActorRef[] matching = Array.FindAll(
            at.ChildRefs, child => FileSystemName.MatchesSimpleExpression(_elements[step], child.Name, ignoreCase: true));
        if (matching.Length == 0)
        {
            Miss(at.System, letter, isOneOfMany);
        }

        foreach (LocalActorRef child in matching)
        {
            Deliver(child, step + 1, letter, isOneOfMany || matching.Length > 1);
        }
    }

    private static void DeliverBelow(InternalActorRef at, Envelope letter)
    {
        foreach (LocalActorRef child in at.ChildRefs)
        {
            child.Tell(letter.Message, letter.Sender);
            DeliverBelow(child, letter);
        }
    }

    // One of many branches that ends nowhere is no miss: others may have arrived.
    private void Miss(ActorSystem system, Envelope letter, bool isOneOfMany)
    {
        if (!isOneOfMany)
        {
            new EmptyRef(system, Anchor.Path / _elements).Tell(letter.Message, letter.Sender);
        }
    }
}
