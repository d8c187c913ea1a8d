using System.Reflection;
using Kamisama.Actors.Tests.Simulation;
using Kamisama.Processes;

namespace Kamisama.Actors.Tests.Faults;

/// <summary>A bug in each message's handler and each life-cycle hook of both actors, before and after what it does, once and always.</summary>
public class FaultInjectionSpecs
{
    private const int SigTerm = 15, SigHup = 1, SigUsr1 = 10, SigKill = 9, SigCont = 18;

    private static readonly string[] Hooks = ["PreStart", "PostStop", "PreRestart", "PostRestart"];

    /// <summary>Every place, so that a message that is added is tried too.</summary>
    public static TheoryData<string, string, bool, bool> Places()
    {
        var places = new TheoryData<string, string, bool, bool>();
        foreach ((string actor, Type family) in new[] { ("Master", typeof(MasterMessage)), ("Worker", typeof(WorkerMessage)) })
        {
            IEnumerable<string> messages = family
                .GetNestedTypes(BindingFlags.Public | BindingFlags.NonPublic)
                .Where(family.IsAssignableFrom)
                .Select(message => message.Name);
            foreach (string place in messages.Concat(Hooks))
            {
                foreach ((bool after, bool always) in new[] { (false, false), (true, false), (false, true), (true, true) })
                {
                    places.Add(actor, place, after, always);
                }
            }
        }

        return places;
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Bug_anywhere_in_the_actors_loses_no_process_doubles_none_and_ends_in_a_defined_state(
        string actor, string place, bool after, bool always)
    {
        var fault = new Fault(actor, place, after, always);
        await LiveAsync(fault);
        if (!fault.HasThrown)
        {
            await WatchOverAsync(fault);
        }

        if (!fault.HasThrown || always)
        {
            await GiveUpAsync(fault);
        }

        Assert.True(fault.HasThrown, $"{fault}: neither story came there.");
    }

    [Theory]
    [InlineData("StartPool")]
    [InlineData("WorkerStarted")]
    [InlineData("PostRestart")]
    public async Task Master_that_can_not_be_mended_ends_the_pool_and_its_workers_with_exit_code_70(string place)
    {
        await using var pool = new FaultyPool(new WorkerPoolOptions { Instances = 3 }, new Fault("Master", place, After: false, Always: true));
        pool.Master.Tell(
            new MasterMessage.WorkerStopped(new WorkerId(99, 0), null, new WorkerEnd(new ProcessExit.Code(0), TimeSpan.Zero)), ActorRefs.NoSender);
        await pool.ExpectEndAsync();

        PoolOutcome outcome = await pool.Pool.Completion;
        Assert.IsType<PoolOutcome.Faulted>(outcome);
        Assert.Equal(70, outcome.ExitCode);
        await pool.UntilAsync("the subscribers to be told", () => pool.Saw<SupervisionEvent.PoolStopped>());
    }

    /// <summary>Starts, deaths, scaling, retiring, a stop that has to become urgent.</summary>
    private static async Task LiveAsync(Fault fault)
    {
        int noRoom = 2;
        var options = new WorkerPoolOptions { Instances = 3, RespawnLimit = 50, GracePeriod = TimeSpan.FromSeconds(5), StartStagger = TimeSpan.FromSeconds(10) };
        await using var pool = new FaultyPool(options, fault, host => host.StartError = process =>
            process.Index == 2 && Interlocked.Decrement(ref noRoom) >= 0 ? new ProcessStartError(ProcessStartStage.Prepare, 11, "") : null);
        await pool.RequestAsync(front => front.StartNowAsync());
        await pool.UntilCompleteAsync();
        if (fault is { IsOfRestart: true, Actor: "Master" })
        {
            // Something else has to fail first; a fact about a worker that does not exist makes it.
            pool.Master.Tell(
                new MasterMessage.WorkerStopped(new WorkerId(99, 0), null, new WorkerEnd(new ProcessExit.Code(0), TimeSpan.Zero)), ActorRefs.NoSender);
        }

        Kill(pool, 1);
        await pool.UntilCompleteAsync();
        await pool.RequestAsync(front => front.AddWorkersAsync(2));
        await pool.UntilCompleteAsync();
        await pool.RequestAsync(front => front.ReconfigureAsync(options with
        {
            Command = new ProcessSpec { FileName = "simulated", Arguments = ["again"] },
            MaxAge = TimeSpan.FromDays(10),
        }));
        await pool.UntilCompleteAsync();
        foreach (ScriptedProcess process in pool.Host.Alive)
        {
            process.Ignores.Add(SigTerm);
        }

        await pool.RequestAsync(front => front.RetireWorkersAsync());
        await pool.RequestAsync(front => front.ScaleToAsync(3));
        pool.Master.Tell(new MasterMessage.ReportStatus(), ActorRefs.NoSender);
        pool.Master.Tell(SignalCommands.For(SigUsr1), ActorRefs.NoSender);
        pool.Master.Tell(SignalCommands.For(SigHup), ActorRefs.NoSender);
        await pool.UntilCompleteAsync();

        if (pool.Host.Alive is [var unkillable, ..])
        {
            unkillable.Ignores.Add(SigTerm);
            unkillable.Ignores.Add(SigKill);
        }

        pool.Master.Tell(SignalCommands.For(SigTerm), ActorRefs.NoSender);
        pool.Master.Tell(SignalCommands.For(SigTerm), ActorRefs.NoSender);
        await StopAsync(pool);
    }

    /// <summary>Readiness, probes, a worker that fails them, one that grows too large, a rolling restart.</summary>
    private static async Task WatchOverAsync(Fault fault)
    {
        var options = new WorkerPoolOptions
        {
            Instances = 2,
            RespawnLimit = 20,
            RespawnInterval = TimeSpan.FromDays(1),
            GracePeriod = TimeSpan.FromSeconds(5),
            Readiness = new Readiness.Notified(),
            StartTimeout = TimeSpan.FromMinutes(1),
            WatchdogTimeout = TimeSpan.FromDays(1),
            Liveness = new LivenessOptions(new Probe.Tcp("localhost", "80")) { Interval = TimeSpan.FromSeconds(3), Failures = 1, Of = 1 },
            MemoryLimit = new MemoryLimitOptions(1000) { Interval = TimeSpan.FromSeconds(4), Samples = 1, Of = 1 },
        };
        int probes = 0;
        await using var pool = new FaultyPool(options, fault, host => host.ProbeFailure = process =>
        {
            Interlocked.Increment(ref probes);
            return process is { Index: 1, Incarnation: 0 } ? "no" : null;
        });
        pool.Host.OnStart += process =>
        {
            process.Memory = process is { Index: 2, Incarnation: 0 } ? 2000 : 500;
            process.SayReady();
        };
        await pool.UntilAsync("both workers to be replaced", () => pool.IsOver
            || (pool.Host.Alive.Count == 2 && pool.Host.Alive.All(process => process.Incarnation > 0)));
        await pool.RequestAsync(front => front.RestartWorkersAsync());
        await pool.UntilCompleteAsync();
        pool.Master.Tell(new MasterMessage.RestartWorker(1), ActorRefs.NoSender);
        pool.Master.Tell(new MasterMessage.SignalWorker(2, SigCont), ActorRefs.NoSender);
        await pool.UntilCompleteAsync();

        // On a machine that is overloaded virtual time may run ahead, and other things may have replaced the workers.
        await pool.UntilAsync("a few probes", () => Volatile.Read(ref probes) > 2);
        await StopAsync(pool);
    }

    /// <summary>Deaths until the respawn limit is breached.</summary>
    private static async Task GiveUpAsync(Fault fault)
    {
        var options = new WorkerPoolOptions { Instances = 2, RespawnLimit = 2, RespawnInterval = TimeSpan.FromDays(1) };
        await using var pool = new FaultyPool(options, fault);
        for (int death = 0; death < 3; death++)
        {
            await pool.UntilCompleteAsync();
            Kill(pool, 1);
            await pool.UntilAsync("the death to be seen", () => pool.Host.Alive.Any(process => process.Index == 1) || pool.Saw<SupervisionEvent.PoolStopping>());
        }

        await StopAsync(pool);
    }

    private static void Kill(FaultyPool pool, int index) => pool.Host.Alive.FirstOrDefault(process => process.Index == index)?.Exit(1);

    // Again and again, as an impatient user does it; a bug may swallow some.
    private static async Task StopAsync(FaultyPool pool)
    {
        for (int i = 0; i < 3 && !pool.IsOver; i++)
        {
            _ = pool.Pool.StopAsync();
        }

        await pool.ExpectEndAsync();
    }
}
