using System.Diagnostics.CodeAnalysis;

namespace Kamisama.Differential;

/// <summary>A tree of actors and what is done to it, all drawn from a seed.</summary>
public static class Scenario
{
    private const int Steps = 20;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    /// <summary>Runs it, one step after the other: the next one when the last has had all its effects.</summary>
    /// <param name="seed">The same seed is the same scenario.</param>
    /// <returns>What each actor went through, step by step.</returns>
    [SuppressMessage("Security", "CA5394", Justification = "A scenario is to be the same each time.")]
    public static async Task<IReadOnlyList<string>> RunAsync(int seed)
    {
        var random = new Random(seed);
        var trace = new Trace();
        var root = new NodePlan(random, null, "root");
        ActorSystem system = Systems.Create();
        try
        {
            root.Ref = system.ActorOf(Props.Create(() => new Node(root, trace)), root.Name);
            await SettleAsync(root, trace);
            trace.EndStep("start");
            for (int step = 0; step < Steps; step++)
            {
                await StepAsync(random, root, trace, step);
            }
        }
        finally
        {
            await system.Terminate().WaitAsync(s_patience);
        }

        trace.EndStep("end");
        return trace.Lines;
    }

    [SuppressMessage("Security", "CA5394", Justification = "A scenario is to be the same each time.")]
    private static async Task StepAsync(Random random, NodePlan root, Trace trace, int step)
    {
        NodePlan[] all = [.. root.All];
        NodePlan target = all[random.Next(all.Length)];
        NodePlan other = all[random.Next(all.Length)];
        object[] messages = Draw(random, target, other, step);
        foreach (object message in messages)
        {
            target.Ref?.Tell(message, ActorRefs.NoSender);
        }

        await SettleAsync(root, trace);
        trace.EndStep($"{step}. {target.Path}: {string.Join(", ", messages.Select(message => message is Command ? message : message.GetType().Name))}");
    }

    [SuppressMessage("Security", "CA5394", Justification = "A scenario is to be the same each time.")]
    private static object[] Draw(Random random, NodePlan target, NodePlan other, int step)
    {
        var ping = new Command.Ping(step);
        var fail = new Command.Fail(random.Next(Failure.Kinds));
        return random.Next(14) switch
        {
            0 or 1 or 2 => [fail],
            3 => [ping, fail, new Command.Ping(-step)],
            4 => [new Command.StopSelf(), ping],
            5 when target.Children is [var child, ..] => [new Command.StopChild(child.Name)],
            6 or 7 when other.Ref is { } actor => [new Command.Watch(new Subject(other.Path, actor))],
            8 when other.Ref is { } actor => [new Command.Unwatch(new Subject(other.Path, actor))],
            9 => [new Command.Excite(), ping],
            10 => [new Command.Calm(), ping],
            11 => [new Command.PutAside(), ping, new Command.Ping(-step)],
            12 => [new Command.Fetch()],
            13 => [ping, random.Next(2) == 0 ? Kill.Instance : PoisonPill.Instance, ping],
            _ => [ping],
        };
    }

    /// <summary>
    /// Everybody who lives has answered, three times in a row without anything new: an answer is behind every message and system
    /// message that was there before the question, and who is suspended or restarting answers only when that is over.
    /// </summary>
    private static async Task SettleAsync(NodePlan root, Trace trace)
    {
        const int Rounds = 3;
        for (int quiet = 0; quiet < Rounds; quiet++)
        {
            int before = trace.Count;
            await Task.WhenAll(root.All.Select(plan => plan.Ref).OfType<IActorRef>().Select(AnswerAsync));
            if (trace.Count != before)
            {
                quiet = -1;
            }
        }
    }

    // Asked again, because Akka.NET now and then loses a message that races the end of its receiver.
    private static async Task AnswerAsync(IActorRef actor)
    {
        const int Attempts = 12;
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                await actor.Ask<ActorIdentity>(new Identify(null), s_patience / Attempts);
                return;
            }
            catch (AskTimeoutException) when (attempt < Attempts)
            {
            }
        }
    }
}
