namespace Kamisama.Actors;

/// <summary>The sinks of all pools: two pools that name the same file write to it through the same sink, so no line of one is torn by the other.</summary>
internal static class OutputSinks
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, OutputSink> Shared = [];

    /// <summary>The sink of a target, for a pool.</summary>
    public static OutputSink Get(PoolOutput pool, string target, Func<string, OutputSink> create)
    {
        lock (Gate)
        {
            if (!Shared.TryGetValue(target, out OutputSink? sink))
            {
                sink = create(target);
                Shared.Add(target, sink);
            }

            sink.AddPool(pool);
            return sink;
        }
    }

    /// <summary>The pool is over. Helpers that its workers left behind may still write to the sink.</summary>
    public static void Release(PoolOutput pool, OutputSink sink)
    {
        lock (Gate)
        {
            if (sink.RemovePool(pool) && Shared.TryGetValue(sink.Target, out OutputSink? shared) && shared == sink)
            {
                Shared.Remove(sink.Target);
            }
        }
    }
}
