using System.Globalization;

namespace Kamisama.EndToEnd.Tests;

/// <summary>A program that runs three pools as one group: db, web and mail, two workers each.</summary>
public sealed class PoolGroupSpecs(Family family, ITestOutputHelper output) : EndToEndSpecs(family, output)
{
    [Fact]
    public async Task Term_stops_the_pools_in_the_reverse_order()
    {
        MasterProcess program = await StartAsync();
        Assert.Equal(["db", "web", "mail"], PoolsOf(program, ": starting 2 workers"));
        program.Signal(Signals.Ttin);
        await program.ExpectOutputAsync(1, line => line.StartsWith("kamisama: ", StringComparison.Ordinal), "the ignored TTIN");

        program.Signal(Signals.Term);

        Assert.Equal(0, await program.ExpectExitAndNobodyLeftAsync());
        Assert.Equal(["mail", "web", "db"], PoolsOf(program, ": SIGTERM: stopping 2 workers"));
        Assert.Equal(["mail", "web", "db"], PoolsOf(program, ": stopped"));
    }

    [Fact]
    public async Task Pool_that_gives_up_takes_those_behind_it_along_once_and_the_second_time_all()
    {
        MasterProcess program = await StartAsync();
        program.Signal(await PidOfAsync(program, "web", 0), Signals.Kill);
        await program.ExpectOutputAsync(1, line => line.Contains("restarting web, mail", StringComparison.Ordinal), "the restart");
        await program.ExpectOutputAsync(10, IsStart, "the new workers");
        Assert.Equal(["db", "web", "mail", "web", "mail"], PoolsOf(program, ": starting 2 workers"));

        program.Signal(await PidOfAsync(program, "web", 2), Signals.Kill);

        Assert.Equal(1, await program.ExpectExitAndNobodyLeftAsync());
        Assert.Equal(["mail", "db"], PoolsOf(program, ": pool 'web' gave up: more than 0 respawns in 60 s: stopping 2 workers"));
    }

    [Fact]
    public async Task Workers_of_all_pools_end_with_the_program_that_was_killed()
    {
        MasterProcess program = await StartAsync();
        Assert.Equal(7, program.Everybody().Count);

        program.Signal(Signals.Kill);

        await program.ExpectExitAsync();
        await program.ExpectNobodyLeftAsync(TimeSpan.FromSeconds(1));
    }

    private async Task<MasterProcess> StartAsync()
    {
        MasterProcess program = Start(new MasterStart { Program = Programs.TestHost, Arguments = ["group", "2"] });
        await program.ExpectOutputAsync(6, IsStart, "the first workers");
        return program;
    }

    private static bool IsStart(string line) => line.EndsWith(") started", StringComparison.Ordinal);

    private static async Task<int> PidOfAsync(MasterProcess program, string pool, int which)
    {
        IReadOnlyList<string> started = await program.ExpectOutputAsync(
            which + 1, line => IsStart(line) && line.StartsWith($"{pool}: ", StringComparison.Ordinal), $"a worker of {pool}");
        string line = started[which];
        int begin = line.IndexOf("pid ", StringComparison.Ordinal) + "pid ".Length;
        return int.Parse(line[begin..line.IndexOf(')', begin)], CultureInfo.InvariantCulture);
    }

    // The pools that said a line, in order.
    private static string[] PoolsOf(MasterProcess program, string end) =>
        [.. program.Timeline.Entries.Select(entry => entry.Text).Where(text => text.EndsWith(end, StringComparison.Ordinal)).Select(text => text[..text.IndexOf(':', StringComparison.Ordinal)])];
}
