namespace Kamisama.Actors;

/// <summary>The environment variables that every worker finds.</summary>
public static class WorkerEnvironment
{
    /// <summary>The worker's index, from 1.</summary>
    public const string Index = "KAMISAMA_WORKER_INDEX";

    /// <summary>Which process of the slot, from 0.</summary>
    public const string Incarnation = "KAMISAMA_INCARNATION";

    /// <summary>The name of the pool.</summary>
    public const string Pool = "KAMISAMA_POOL";

    /// <summary>Only in workers that are C# delegates: the pid of the master that re-executed its own program.</summary>
    internal const string DelegateOf = "KAMISAMA_DELEGATE_OF";
}
