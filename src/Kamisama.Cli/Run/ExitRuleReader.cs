using Kamisama.Actors;

namespace Kamisama.Cli.Run;

/// <summary>Reads <c>--rule CLASS:backoff=FIRST[..LONGEST],limit=N/TIME</c>: what one kind of end does differently.</summary>
internal static class ExitRuleReader
{
    private const string Form =
        "must be CLASS:backoff=FIRST[..LONGEST],limit=N/TIME with one of both or both, such as signalled:backoff=5..60,limit=10/1h";

    // Not retired: such a worker is never respawned.
    private static readonly string[] Classes =
        ["clean", "failed", "signalled", "killed-for-memory", "timed-out", "could-not-start", "recycled"];

    /// <summary>The pool with that rule.</summary>
    /// <exception cref="OptionValueException">The text is no rule, or its class has one already.</exception>
    public static WorkerPoolOptions Apply(WorkerPoolOptions pool, string text)
    {
        int at = text.IndexOf(':', StringComparison.Ordinal);
        if (at < 0)
        {
            throw new OptionValueException($"{Form}, not '{text}'.");
        }

        ExitClass exitClass = ReadClass(text[..at]);
        var rule = new ExitRule();
        foreach (string part in text[(at + 1)..].Split(','))
        {
            rule = part.Split('=') switch
            {
                ["backoff", var wait] when rule.Backoff is null => rule with { Backoff = ReadBackoff(wait, pool.Backoff ?? new()) },
                ["limit", var limit] when rule.Budget is null => rule with { Budget = ReadBudget(limit) },
                _ => throw new OptionValueException($"{Form}, not '{text}'."),
            };
        }

        var rules = new Dictionary<ExitClass, ExitRule>(pool.ExitRules);
        return rules.TryAdd(exitClass, rule)
            ? pool with { ExitRules = rules }
            : throw new OptionValueException($"for {text[..at]} was given twice. Put both parts into one: {text[..at]}:backoff=5,limit=10/1h.");
    }

    private static ExitClass ReadClass(string text) => Array.IndexOf(Classes, text) switch
    {
        0 => ExitClass.Clean,
        1 => ExitClass.Failed,
        2 => ExitClass.Signalled,
        3 => ExitClass.KilledForMemory,
        4 => ExitClass.TimedOut,
        5 => ExitClass.CouldNotStart,
        6 => ExitClass.Recycled,
        _ => throw new OptionValueException($"must begin with a class of ends ({string.Join(", ", Classes)}), not '{text}'."),
    };

    // Factor, jitter and reset are those of the pool.
    private static RespawnBackoff ReadBackoff(string text, RespawnBackoff common)
    {
        int at = text.IndexOf("..", StringComparison.Ordinal);
        TimeSpan first = OptionValues.ReadTime(at < 0 ? text : text[..at]);
        TimeSpan longest = at >= 0 ? OptionValues.ReadTime(text[(at + 2)..]) : common.MaxDelay > first ? common.MaxDelay : first;
        return common with { InitialDelay = first, MaxDelay = longest };
    }

    private static RespawnBudget ReadBudget(string text)
    {
        if (text == OptionValues.Unlimited)
        {
            return RespawnBudget.Unlimited;
        }

        return text.Split('/') is [var limit, var interval]
            ? new RespawnBudget(OptionValues.ReadRespawnLimit(limit), OptionValues.ReadPositiveTime(interval))
            : throw new OptionValueException($"has limit=N/TIME or limit={OptionValues.Unlimited}, such as limit=10/1h, not limit={text}.");
    }
}
