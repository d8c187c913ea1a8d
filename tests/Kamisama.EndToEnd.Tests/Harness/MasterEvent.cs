using System.Text.Json;

namespace Kamisama.EndToEnd.Tests;

/// <summary>One event of a master, as "--log-format json" prints it. What a line does not hold reads as null.</summary>
internal sealed record MasterEvent(JsonElement Json)
{
    internal const string PoolStarted = "pool_started";
    internal const string PoolScaled = "pool_scaled";
    internal const string PoolStopping = "pool_stopping";
    internal const string PoolStopped = "pool_stopped";
    internal const string RequestIgnored = "request_ignored";
    internal const string RespawnLimitBreached = "respawn_limit_breached";
    internal const string StatusReported = "status_reported";
    internal const string WorkerExited = "worker_exited";
    internal const string WorkerKilled = "worker_killed";
    internal const string WorkerRetiring = "worker_retiring";
    internal const string WorkerStartDelayed = "worker_start_delayed";
    internal const string WorkerStarted = "worker_started";

    internal string Name => Text("event") ?? "";

    internal DateTimeOffset Time => Json.GetProperty("time").GetDateTimeOffset();

    internal int? Worker => Number("worker");

    internal int? Incarnation => Number("incarnation");

    internal int? Pid => Number("pid");

    /// <summary>The line for people.</summary>
    internal string Message => Text("message") ?? "";

    /// <summary>Of a worker's exit: the code, if it ended by one.</summary>
    internal int? ExitCode => Number("exit", "code");

    /// <summary>Of a worker's exit: the signal, if one ended it.</summary>
    internal int? ExitSignal => Number("exit", "signal");

    /// <summary>Of a worker's exit: what follows.</summary>
    internal string? Decision => Text("decision");

    internal static MasterEvent? TryParse(string line)
    {
        if (!line.StartsWith('{'))
        {
            return null;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            return new MasterEvent(document.RootElement.Clone());
        }
        catch (JsonException)
        {
            return null;
        }
    }

    internal int? Number(params string[] path) =>
        Find(path) is { ValueKind: JsonValueKind.Number } value ? value.GetInt32() : null;

    internal string? Text(params string[] path) =>
        Find(path) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    internal JsonElement? Find(params string[] path)
    {
        JsonElement value = Json;
        foreach (string name in path)
        {
            if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(name, out value))
            {
                return null;
            }
        }

        return value;
    }

    /// <summary>The objects of an array.</summary>
    internal IReadOnlyList<MasterEvent> Items(string name) =>
        Find(name) is { ValueKind: JsonValueKind.Array } array ? [.. array.EnumerateArray().Select(item => new MasterEvent(item))] : [];

    public override string ToString() => Json.GetRawText();
}
