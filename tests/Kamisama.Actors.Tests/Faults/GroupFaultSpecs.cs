using System.Reflection;
using Kamisama.Actors.Tests.Simulation;

namespace Kamisama.Actors.Tests.Faults;

/// <summary>A bug in each message's handler and each life-cycle hook of the group's actor, before and after what it does, once and always.</summary>
public class GroupFaultSpecs
{
    private const int SigTerm = 15;

    private static readonly string[] Others = ["StartPool", "StopPool", "AddWorkers", "ReportStatus", "PropsOf", "PreStart", "PostStop", "PreRestart", "PostRestart"];

    /// <summary>Every place, so that a message that is added is tried too.</summary>
    public static TheoryData<string, bool, bool> Places()
    {
        var places = new TheoryData<string, bool, bool>();
        IEnumerable<string> messages = typeof(PoolGroupMessage)
            .GetNestedTypes(BindingFlags.Public | BindingFlags.NonPublic)
            .Where(typeof(PoolGroupMessage).IsAssignableFrom)
            .Select(message => message.Name);
        foreach (string place in messages.Concat(Others))
        {
            foreach ((bool after, bool always) in new[] { (false, false), (true, false), (false, true), (true, true) })
            {
                places.Add(place, after, always);
            }
        }

        return places;
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Bug_anywhere_in_the_actor_of_a_group_loses_no_pool_doubles_none_and_ends_in_a_defined_state(
        string place, bool after, bool always)
    {
        var fault = new Fault("Group", place, after, always);
        await using var faulty = new FaultyGroup(
            GroupFixture.Options("a", "b", "c") with { Strategy = PoolStrategy.RestForOne, RestartLimit = 9 }, fault);
        ScriptedHost host = faulty.Host;
        await faulty.UntilAsync("all pools to run", () => host.Alive.Count == 3);
        if (fault.IsOfRestart)
        {
            // Something else has to fail first; a fact about a pool that does not exist makes it.
            faulty.Group.Supervisor.Tell(new PoolGroupMessage.PoolGone(new PoolId(99, 0)), ActorRefs.NoSender);
        }

        faulty.Group.Supervisor.Tell(new MasterMessage.AddWorkers(), ActorRefs.NoSender);
        faulty.Group.Supervisor.Tell(new MasterMessage.ReportStatus(), ActorRefs.NoSender);
        host.Alive.FirstOrDefault(process => process.Pool == "b")?.Exit(1);
        await faulty.UntilAsync("b and c to be restarted", () => host.All.Count == 5 && host.Alive.Count == 3);

        _ = faulty.Group.ReconfigureAsync(GroupFixture.Options("a", "b", "c") with { Strategy = PoolStrategy.OneForOne });
        _ = faulty.Group["c"].StopAsync();
        await faulty.UntilAsync("c to end", () => faulty.Group["c"].Completion.IsCompleted);
        faulty.Group.Supervisor.Tell(SignalCommands.For(SigTerm), ActorRefs.NoSender);
        PoolGroupOutcome outcome = await faulty.ExpectEndAsync();

        Assert.True(fault.HasThrown, $"{fault}: the story did not come there.");
        if (!always && !fault.IsOfRestart && place is not ("PreStart" or "PostStop"))
        {
            // Not by force: a request that is told again after a fault is not a second one.
            Assert.Equal((new PoolOutcome.Stopped(false, SigTerm), 5), (outcome.Outcome, host.All.Count));
        }
    }

    [Theory]
    [InlineData("StartPool")]
    [InlineData("PoolReady")]
    [InlineData("PropsOf")]
    [InlineData("PreStart")]
    public async Task Group_that_can_not_be_mended_ends_all_pools_with_exit_code_70(string place)
    {
        await using var faulty = new FaultyGroup(GroupFixture.Options("a", "b"), new Fault("Group", place, After: false, Always: true));
        PoolGroupOutcome outcome = await faulty.ExpectEndAsync();
        Assert.IsType<PoolOutcome.Faulted>(outcome.Outcome);
        Assert.Equal((70, null), (outcome.ExitCode, outcome.Pool));
    }
}
