using System.Globalization;

namespace Kamisama.EndToEnd.Tests;

/// <summary>
/// The sample of a .NET host: GenericHost on the embedded runtime, AkkaHost on Akka.NET. A pool of the host, "crunchers", and
/// one that is the child of the application's own actor, "helpers".
/// </summary>
public sealed class HostSpecs(Family family, ITestOutputHelper output) : EndToEndSpecs(family, output)
{
    private const int Instances = 17, Helpers = 2;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Pool_of_seventeen_survives_kills_scales_by_message_and_by_signal_and_ends_with_the_host()
    {
        MasterProcess host = await RunningAsync("--limit", "100");
        foreach (int pid in (await CrunchersAsync(host, Instances)).Take(5))
        {
            host.Signal(pid, Signals.Kill);
        }

        await ExpectAsync(host, 5, "crunchers: worker ", "started, incarnation 1", "the respawns");
        await CrunchersAsync(host, Instances);
        Assert.Equal(Instances + Helpers, host.Children().Count);

        host.Say("scale 20");
        await ExpectAsync(host, 1, "[overseer] 20 crunchers are wanted now", "", "the answer to the message");
        host.Signal(Signals.Ttin);
        await ExpectAsync(host, 1, "crunchers: scaling from 20 to 21", "", "the effect of TTIN");
        await CrunchersAsync(host, 21);
        host.Signal(Signals.Ttou);
        await ExpectAsync(host, 1, "crunchers: scaling from 21 to 20", "", "the effect of TTOU");
        host.Signal(Signals.Usr2);
        await ExpectAsync(host, 1, "crunchers: 20 workers wanted", "", "the effect of USR2");

        host.Signal(Signals.Term);
        Assert.Equal(0, await host.ExpectExitAsync("exit code 0 after TERM", Patience));
        await host.ExpectNobodyLeftAsync(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Breach_ends_the_host_with_exit_code_1_and_tells_the_applications_actor()
    {
        MasterProcess host = await RunningAsync("--limit", "2");
        await KillAsync(host, (await CrunchersAsync(host, Instances)).Take(3));
        await ExpectAsync(host, 1, "[overseer] the crunchers gave up", "", "the event of the breach");
        Assert.Equal(1, await host.ExpectExitAsync("exit code 1 after the breach", Patience));
        await host.ExpectNobodyLeftAsync(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Pool_that_can_not_start_any_worker_ends_the_host_with_exit_code_3()
    {
        MasterProcess host = Start(new MasterStart { Program = Programs.SampleHost, Arguments = ["--program", "/no/such/program"] });
        Assert.Equal(3, await host.ExpectExitAsync("exit code 3", Patience));
        await host.ExpectNobodyLeftAsync(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Breach_of_a_pool_that_may_end_alone_leaves_the_host()
    {
        MasterProcess host = await RunningAsync("--limit", "2", "--breach", "StopPool");
        await KillAsync(host, (await CrunchersAsync(host, Instances)).Take(3));
        await ExpectAsync(host, 1, "the host goes on without this pool", "", "the end of the pool");
        await Eventually.IsAsync(() => host.Children().Count, count => count == Helpers, "only the helpers are left", Patience);
        host.Signal(Signals.Ttin);
        host.Say("nothing");
        await ExpectAsync(host, 1, "[overseer] 'nothing' is no command", "", "an answer of the host");

        host.Signal(Signals.Term);
        Assert.Equal(0, await host.ExpectExitAsync("exit code 0 after TERM", Patience));
        await host.ExpectNobodyLeftAsync(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Pool_of_the_applications_actor_that_gave_up_is_started_again_by_it()
    {
        MasterProcess host = await RunningAsync();
        List<int> crunchers = await CrunchersAsync(host, Instances);
        await KillAsync(host, HelpersOf(host));
        await ExpectAsync(host, 1, "[overseer] the helpers gave up", "", "the event of the breach");
        await ExpectAsync(host, 2, "[overseer] the helpers have been started", "", "the second start");
        await Eventually.IsAsync(() => HelpersOf(host).Count, count => count == Helpers, "the new helpers", Patience);
        Assert.Equal(crunchers.Order(), (await CrunchersAsync(host, Instances)).Order());
    }

    [Fact]
    public async Task Host_that_is_killed_leaves_nobody()
    {
        MasterProcess host = await RunningAsync();
        await CrunchersAsync(host, Instances);
        host.Signal(Signals.Kill);
        await host.ExpectExitAsync("the end of the host", Patience);
        await host.ExpectNobodyLeftAsync(Patience);
    }

    // One after the other, each when the one before has been taken into account.
    private static async Task KillAsync(MasterProcess host, IEnumerable<int> pids)
    {
        foreach (int pid in pids)
        {
            host.Signal(pid, Signals.Kill);
            await ExpectAsync(host, 1, "[overseer] death ", $"(pid {pid}) was killed", $"the death of {pid}");
        }
    }

    private static Task<IReadOnlyList<string>> ExpectAsync(MasterProcess host, int count, string part, string other, string what) =>
        host.ExpectOutputAsync(
            count,
            line => line.Contains(part, StringComparison.Ordinal) && line.Contains(other, StringComparison.Ordinal),
            what,
            Patience);

    private static Task<List<int>> CrunchersAsync(MasterProcess host, int count) => Eventually.IsAsync(
        () => ChildrenOf(host, "crunchers"), pids => pids.Count == count, $"{count} crunchers", Patience);

    private static List<int> HelpersOf(MasterProcess host) => ChildrenOf(host, "helpers");

    private static List<int> ChildrenOf(MasterProcess host, string pool) =>
        [.. host.Children().Where(pid => ProcessFile.EnvironmentOf(pid).Contains($"KAMISAMA_POOL={pool}") && ProcessFile.IsRunning(pid))];

    private async Task<MasterProcess> RunningAsync(params string[] options)
    {
        MasterProcess host = Start(new MasterStart
        {
            Program = Programs.SampleHost,
            Arguments = ["--instances", Instances.ToString(CultureInfo.InvariantCulture), .. options],
        });
        await ExpectAsync(host, 1, "[overseer] the helpers have been started", "", "the application's actor");
        IEnumerable<string> workers = Enumerable.Range(1, Instances).Select(index => $"crunchers {index}: working")
            .Concat(Enumerable.Range(1, Helpers).Select(index => $"helpers {index}: working"));
        foreach (string words in workers)
        {
            await ExpectAsync(host, 1, words, "", $"the first \"{words}\"");
        }

        return host;
    }
}
