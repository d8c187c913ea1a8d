namespace Kamisama.EndToEnd.Tests;

public sealed class ReadmeLineSpecs(Family family, ITestOutputHelper output) : EndToEndSpecs(family, output)
{
    private const string Crunch = "while :; do echo \"WORKER $KAMISAMA_WORKER_INDEX: crunching\"; sleep 1; done";

    [Fact]
    public async Task Seventeen_workers_crunch_as_children_of_the_master_each_with_its_own_index()
    {
        MasterProcess master = Start(17, [], Workers.Shell(Crunch));

        IReadOnlyDictionary<int, int> pids = await master.ExpectWorkersAsync(17);
        for (int index = 1; index <= 17; index++)
        {
            string line = $"WORKER {index}: crunching";
            await master.ExpectOutputAsync(2, text => text == line, $"'{line}', twice");
            Assert.Equal(master.Pid, ProcessFile.ParentOf(pids[index]));
            Assert.Contains($"KAMISAMA_WORKER_INDEX={index}", ProcessFile.EnvironmentOf(pids[index]));
        }

        Assert.Equal(pids.Values.Order(), master.Children());
        Assert.DoesNotContain(master.Events, e => e.Name == MasterEvent.WorkerExited);
        await master.StopAsync();
    }

    [Fact]
    public async Task Events_are_lines_for_people_unless_json_is_asked_for()
    {
        MasterProcess master = Start(MasterStart.CommandLine("run", "--instances", "2", "--", "sleep", "1000"));

        for (int index = 1; index <= 2; index++)
        {
            string worker = $"[master {master.Pid}] worker {index} (pid ";
            await master.ExpectErrorAsync(line => line.StartsWith(worker, StringComparison.Ordinal) && line.EndsWith(") started", StringComparison.Ordinal), $"'{worker}...) started'");
        }

        master.Signal(master.Children()[0], Signals.Kill);
        await master.ExpectErrorAsync(
            line => line.Contains("was killed by signal 9 (SIGKILL) after", StringComparison.Ordinal) && line.EndsWith("; respawn 1 of 3 in 60 s", StringComparison.Ordinal),
            "the report of the exit");
        await master.StopAsync();
    }

    [Fact]
    public async Task Quiet_says_nothing_when_all_is_well()
    {
        MasterProcess master = Start(MasterStart.CommandLine("run", "--quiet", "--instances", "2", "--", "sh", "-c", "echo ready; exec sleep 1000"));

        await master.ExpectOutputAsync(2, line => line == "ready", "both workers");
        await master.StopAsync();

        Assert.Empty(master.ErrorLines);
    }

    [Fact]
    public async Task The_index_takes_the_place_of_its_name_in_arguments()
    {
        MasterProcess master = Start(3, [], ["sh", "-c", "echo \"$0 $1\"; exec sleep 1000", "a{index}b", "{index}{index}"]);

        for (int index = 1; index <= 3; index++)
        {
            string line = $"a{index}b {index}{index}";
            await master.ExpectOutputAsync(1, text => text == line, line);
        }

        await master.StopAsync();
    }
}
