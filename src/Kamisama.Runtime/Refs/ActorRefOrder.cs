namespace Kamisama.Runtime;

/// <summary>Refs sort by path, and then by uid, so that lists of them print alike in every run.</summary>
internal static class ActorRefOrder
{
    internal static int Compare(IActorRef self, IActorRef? other)
    {
        if (other is null)
        {
            return 1;
        }

        if (ReferenceEquals(self, other))
        {
            return 0;
        }

        int byPath = string.CompareOrdinal(self.Path.ToString(), other.Path.ToString());
        return byPath != 0 ? byPath : self.Path.Uid.CompareTo(other.Path.Uid);
    }

    internal static int Compare(IActorRef self, object? other) => other switch
    {
        null => 1,
        IActorRef actor => Compare(self, actor),
        _ => throw new ArgumentException($"Cannot compare an actor ref with a {other.GetType()}. Pass an IActorRef.", nameof(other)),
    };
}
