using Kamisama.Actors;
using Kamisama.Processes;
using Microsoft.Extensions.Configuration;

namespace GenericHost;

/// <summary>The two pools of this program.</summary>
internal static class Pools
{
    // A worker may be any program. This one ends when it is told to, and says what it does once a second.
    private const string Script =
        "trap 'exit 0' TERM; while :; do echo \"$KAMISAMA_POOL $KAMISAMA_WORKER_INDEX: working\"; sleep 1 & wait $!; done";

    private static ProcessSpec Worker => new() { FileName = "sh", Arguments = ["-c", Script] };

    /// <summary>The host's pool: started and stopped with it.</summary>
    public static WorkerPoolOptions Crunchers(IConfiguration configuration) => new()
    {
        Instances = configuration.GetValue("instances", 17),
        RespawnLimit = configuration.GetValue("limit", 10),
        BreachAction = configuration.GetValue("breach", BreachAction.Fail),
        Command = Worker with { FileName = configuration["program"] ?? "sh" },
    };

    /// <summary>The application's own: a child of its actor, which decides what happens when the pool gives up.</summary>
    public static WorkerPoolOptions Helpers => new() { Name = "helpers", Instances = 2, RespawnLimit = 1, Command = Worker };
}
