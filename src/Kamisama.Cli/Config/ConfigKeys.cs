using Kamisama.Cli.Run;

namespace Kamisama.Cli.Config;

/// <summary>The keys of a configuration. docs/configuration.md and docs/kamisama.schema.json have them too, and tests that say so.</summary>
internal static class ConfigKeys
{
    public const string Schema = "$schema", Strategy = "strategy", RestartLimit = "restartLimit", RestartInterval = "restartInterval", Pools = "pools";
    public const string Command = "command", Environment = "environment", Rules = "rules", BreachAction = "breachAction";

    /// <summary>At the top.</summary>
    public static readonly string[] Top = [Schema, Strategy, RestartLimit, RestartInterval, Pools];

    /// <summary>In a pool, those that are no option of <c>kamisama run</c>.</summary>
    public static readonly string[] OwnOfPool = [Command, Environment, Rules, BreachAction];

    /// <summary>In a pool, those that are an option too, in the order in which they are read: what another one refines comes first.</summary>
    public static readonly ConfigKey[] Pool =
    [
        Key("instances", ConfigKind.Whole, "1", "4", "How many workers are kept running, 1 to 10000."),
        Key("respawnLimit", ConfigKind.WholeOrUnlimited, "3", "10", "Respawns allowed in the respawn interval; one more, and the pool gives up. 0: the first death does."),
        Key("respawnInterval", ConfigKind.Time, "60", "\"10m\"", "The sliding interval of the respawn limit."),
        Key("gracePeriod", ConfigKind.TimeOrUnlimited, "10", "30", "How long a worker may take to end after the stop signal before KILL. 0: nobody waits, the kernel sends TERM."),
        Key("stopSignal", ConfigKind.Text, "\"TERM\"", "\"QUIT\"", "Asks a worker to end: a signal's name or number."),
        Key("directory", ConfigKind.Text, "", "\"/srv/app\"", "Working directory of the workers, from the directory of the file. Default: the directory of the file."),
        Key("user", ConfigKind.Text, "", "\"www-data\"", "The user the workers run as, by name or number, with its groups and home; for a kamisama that runs as root. Default: kamisama's own."),
        Key("controlGroup", ConfigKind.Text, "", "\"/sys/fs/cgroup/app\"", "A writable directory of cgroup v2: each worker gets a group of its own there, and KILL reaches all descendants."),
        Key("restart", ConfigKind.Word, "\"always\"", "\"on-failure\"", "Which ends are followed by a respawn.") with { Words = ["always", "on-failure", "never"] },
        Key("successCodes", ConfigKind.List, "[0]", "[0, 99]", "Exit codes that are no failure."),
        Key("noRestartCodes", ConfigKind.List, "[]", "[64]", "Exit codes that say \"don't restart me\"."),
        Key("noRestartSignals", ConfigKind.List, "[]", "[\"ABRT\"]", "Signals after which a worker is not restarted."),
        Key("respawnScope", ConfigKind.Word, "\"pool\"", "\"worker\"", "Whether the respawn limit counts over the pool or for each worker.") with { Words = ["pool", "worker"] },
        Key("backoffInitial", ConfigKind.Time, "1", "\"500ms\"", "Wait before the first respawn in a row. Without any backoff key a respawn comes at once."),
        Key("backoffMax", ConfigKind.Time, "60", "\"5m\"", "The longest wait."),
        Key("backoffFactor", ConfigKind.Number, "2", "1.5", "What each next wait is multiplied by, 1 to 1000."),
        Key("backoffJitter", ConfigKind.Number, "0", "1", "Which part of a wait is random, 0 to 1."),
        Key("backoffReset", ConfigKind.Time, "600", "\"1h\"", "After this uptime a death is the first again."),
        Key("startStagger", ConfigKind.Time, "0", "\"100ms\"", "Time between two first starts."),
        Key("ready", ConfigKind.Text, "", "\"notify\"", "How a worker is known to be ready: notify (READY=1 of sd_notify), fd:N (a newline on descriptor N), uptime:TIME, or a probe: tcp:HOST:PORT, http://URL, https://URL, exec:COMMAND. Default: as soon as it runs."),
        Key("startTimeout", ConfigKind.Time, "", "\"30s\"", "Not ready by then: ended, and that is a death. Default: no limit."),
        Key("watchdog", ConfigKind.Time, "", "\"20s\"", "So long without WATCHDOG=1 of sd_notify: ended, and that is a death. Default: no heartbeat is expected."),
        Key("liveness", ConfigKind.Text, "", "\"http://127.0.0.1:800{index}/health\"", "A probe that is put again and again: tcp:HOST:PORT, http://URL, https://URL or exec:COMMAND. Fails too often: ended, and that is a death. Default: none."),
        Key("livenessInterval", ConfigKind.Time, "10", "\"5s\"", "Time between two probes; only with liveness."),
        Key("livenessTimeout", ConfigKind.Time, "1", "\"500ms\"", "How long an answer may take; only with liveness."),
        Key("livenessFailures", ConfigKind.Text, "\"3/3\"", "\"3/5\"", "N failures in a row, or N/M of the last M, are too often; only with liveness."),
        Key("memoryLimit", ConfigKind.Size, "", "\"500M\"", "A worker larger than this in 3 of the last 5 samples is replaced, which is no death: bytes, or with K, M, G. Default: none."),
        Key("memoryMeasure", ConfigKind.Word, "\"rss\"", "\"pss\"", "What counts: rss, or pss, where shared pages are divided; only with memoryLimit.") with { Words = ["rss", "pss"] },
        Key("memoryInterval", ConfigKind.Time, "10", "\"1m\"", "Time between two samples; only with memoryLimit."),
        Key("maxAge", ConfigKind.Time, "", "\"1d\"", "A worker is replaced so long after its start, up to 10 % earlier by chance; that is no death. Default: never."),
        Key("maxUptime", ConfigKind.Time, "", "\"1d\"", "The same, since it became ready. Default: never."),
        Key("restartSurge", ConfigKind.Whole, "0", "1", "For a replacement: first start so many new workers, at free indexes, then end the old ones. 0: one after the other."),
        Key("quietSignal", ConfigKind.Text, "", "\"TSTP\"", "Sent before the stop signal: take no new work. Default: none."),
        Key("quietPeriod", ConfigKind.Time, "10", "\"1m\"", "How long a worker then has until the stop signal; only with quietSignal."),
        Key("errorLines", ConfigKind.Whole, "0", "20", "How many of the last lines of standard error the report of a death keeps, at most 1000."),
        Key("seed", ConfigKind.Whole, "", "42", "Makes jitter the same in each run. Default: another one in each run."),
        Key("output", ConfigKind.Text, "\"inherit\"", "\"file:log/{pool}.{index}.log\"", "Where the workers' output goes: inherit (kamisama's own streams), prefix (the same, each line begins with the worker), json (lines of JSON on standard output), journald, or file:PATH, where {pool}, {index} and {stream} are replaced, from the directory of the file. See logs.md."),
        Key("outputFormat", ConfigKind.Word, "", "\"json\"", "Lines in files: plain, prefix or json; only for files. Default: plain.") with { Words = ["plain", "prefix", "json"] },
        Key("outputRotateSize", ConfigKind.Size, "", "\"100M\"", "A larger file becomes FILE.1, that FILE.2, and so on; only for files. Default: never."),
        Key("outputRotateEvery", ConfigKind.Time, "", "\"1d\"", "So does an older one: 1d is at midnight UTC; only for files. Default: never."),
        Key("outputKeep", ConfigKind.Whole, "", "5", "How many old files are kept; only for files. Default: 10."),
        Key("outputFull", ConfigKind.Word, "\"block\"", "\"drop\"", "When a worker writes faster than its output is taken: block, it waits, or drop, lines are left out and counted; only where output is captured.") with { Words = ["block", "drop"] },
        Key("outputBuffer", ConfigKind.Size, "\"128K\"", "\"1M\"", "Room for what waits, for each stream of each worker; only where output is captured."),
        Key("outputRecent", ConfigKind.Size, "\"32K\"", "\"256K\"", "How much of the last output of each worker is kept for who asks; only where output is captured."),
    ];

    /// <summary>All keys of a pool.</summary>
    public static IEnumerable<string> NamesOfPool => [.. OwnOfPool, .. Pool.Select(key => key.Name)];

    private static ConfigKey Key(string name, ConfigKind kind, string @default, string example, string meaning) =>
        new(name, OptionOf(name), kind, @default, example, meaning);

    // "respawnLimit" is "--respawn-limit".
    private static string OptionOf(string name) => "--" + string.Concat(name.Select(c => char.IsAsciiLetterUpper(c) ? $"-{char.ToLowerInvariant(c)}" : $"{c}"));
}
