using System.Text.Json;
using Kamisama.Actors;
using Kamisama.Cli.Output;
using Kamisama.Control;
using Kamisama.Processes;

namespace Kamisama.Cli.Simulate;

/// <summary>How one worker lived and ended.</summary>
internal sealed record RecordedDeath(TimeSpan Uptime, ProcessExit Exit);

/// <summary>The deaths in a log of <c>kamisama run --log-format json</c>: of each worker, in their order.</summary>
/// <remarks>Only those that came by themselves: a worker that was stopped, retired or replaced might live still.</remarks>
internal sealed class RecordedDeaths
{
    private readonly Dictionary<int, Queue<RecordedDeath>> _deaths = [];

    /// <summary>From the first to the last line.</summary>
    public TimeSpan Duration { get; private set; }

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>Reads the lines of a log; other lines, as workers write them, are left out.</summary>
    public static RecordedDeaths Read(IEnumerable<string> lines)
    {
        var deaths = new RecordedDeaths();
        DateTimeOffset? first = null;
        foreach (string line in lines.Where(line => line.StartsWith("{\"time\":", StringComparison.Ordinal)))
        {
            try
            {
                using JsonDocument document = JsonDocument.Parse(line);
                DateTimeOffset time = document.RootElement.GetProperty("time").GetDateTimeOffset();
                first ??= time;
                deaths.Duration = time - first.Value;
                deaths.Add(document.RootElement);
            }
            catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
            {
                // A line of a worker that looks like one of ours, or the half line that a full disk left: no event of the pool.
            }
        }

        return deaths;
    }

    /// <summary>How the next process of a worker lives; <see langword="null"/>: the log tells of no further death.</summary>
    public RecordedDeath? Next(int index) =>
        _deaths.TryGetValue(index, out Queue<RecordedDeath>? queue) && queue.TryDequeue(out RecordedDeath? death) ? death : null;

    private void Add(JsonElement line)
    {
        if (line.GetProperty("event").GetString() != "worker_exited" || line.GetProperty("cause").GetString() != JsonNames.Of(WorkerEndCause.Itself))
        {
            return;
        }

        int index = line.GetProperty("worker").GetInt32();
        var death = new RecordedDeath(TimeSpan.FromSeconds(line.GetProperty("uptimeSeconds").GetDouble()), ReadExit(line.GetProperty("exit"), line));
        if (!_deaths.TryGetValue(index, out Queue<RecordedDeath>? queue))
        {
            _deaths[index] = queue = new Queue<RecordedDeath>();
        }

        queue.Enqueue(death);
        Count++;
    }

    private static ProcessExit ReadExit(JsonElement exit, JsonElement line) => exit.GetProperty("kind").GetString() switch
    {
        "code" => new ProcessExit.Code(exit.GetProperty("code").GetInt32()),
        "signal" => new ProcessExit.Signalled(exit.GetProperty("signal").GetInt32(), exit.GetProperty("coreDumped").GetBoolean())
        {
            OutOfMemory = line.GetProperty("class").GetString() == JsonNames.Of(ExitClass.KilledForMemory),
        },
        "not_started" => new ProcessExit.NotStarted(new ProcessStartError(
            Enum.GetValues<ProcessStartStage>().First(stage => JsonNames.Of(stage) == exit.GetProperty("stage").GetString()),
            exit.GetProperty("errno").GetInt32(),
            exit.GetProperty("subject").GetString() ?? "")),
        _ => new ProcessExit.Unknown(),
    };
}
