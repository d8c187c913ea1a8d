using System.Diagnostics;
using System.Globalization;

namespace Kamisama.Processes.Tests;

/// <summary>However a master ends, its children get their death signal.</summary>
[Collection(nameof(LinuxSpecs))]
[Trait("Needs", "Linux")]
public sealed class MasterDeathSpecs
{
    private static readonly int Storms = LongRun.IsOn ? 300 : 12;

    [Fact]
    public async Task The_children_of_a_killed_master_are_gone()
    {
        await using var master = MasterRun.Start("hold 20");
        await master.UntilReadyAsync();
        var children = master.Children.ToList();
        Assert.Equal(20, children.Count(ProcStatus.IsRunning));

        master.Kill();

        await Eventually.SeesAsync("all children gone", () => children.Count(ProcStatus.IsRunning), running => running == 0);
    }

    [Fact]
    public async Task A_child_that_hangs_before_its_program_runs_is_gone_too()
    {
        string fifo = Path.Combine(Path.GetTempPath(), $"kamisama-{Guid.NewGuid():N}");
        await Process.Start("mkfifo", fifo).WaitForExitAsync();
        try
        {
            await using var master = MasterRun.Start($"blocked {fifo}");
            await master.UntilReadyAsync();
            var children = master.Children.ToList();
            Assert.True(ProcStatus.IsRunning(Assert.Single(children)));

            master.Kill();

            await Eventually.SeesAsync("the child gone", () => children.Count(ProcStatus.IsRunning), running => running == 0);
        }
        finally
        {
            File.Delete(fifo);
        }
    }

    [Theory]
    [InlineData("return")]
    [InlineData("exit")]
    [InlineData("abort")]
    [InlineData("failfast")]
    [InlineData("segfault")]
    [InlineData("overflow")]
    [InlineData("throw")]
    public async Task The_children_of_a_master_that_ends_otherwise_are_gone(string how)
    {
        await using var master = MasterRun.Start($"crash {how}");

        await master.UntilEndAsync();

        Assert.Equal(3, master.Children.Count());
        await Eventually.SeesAsync("all children gone", () => master.Children.Count(ProcStatus.IsRunning), running => running == 0);
    }

    [Fact]
    public async Task No_child_survives_a_master_that_is_killed_while_it_starts_and_respawns()
    {
        var random = new Random(20260101);
        int storms = 0;
        for (int i = 0; i < Storms; i++)
        {
            await using var master = MasterRun.Start("storm");
            await master.UntilReadyAsync();
            await Task.Delay(random.Next(0, 400));
            string mark = $"KAMISAMA_STORM={master.Pid}";
            storms += Marked(mark).Any() ? 1 : 0;

            master.Kill();

            await Eventually.SeesAsync($"storm {i} leaves nobody", () => string.Join(' ', Marked(mark)), pids => pids.Length == 0);
        }

        // Otherwise it was always killed before its first start, and nothing was shown.
        Assert.InRange(storms, Storms / 3, Storms);
    }

    [Fact]
    public async Task Children_started_from_a_pool_thread_live_on_when_that_thread_ends()
    {
        // An idle pool thread ends after 20 s. The short run sees that the children's parent is the right thread instead.
        await using var master = MasterRun.Start("hold 5");
        await master.UntilReadyAsync();
        var children = master.Children.ToList();

        Assert.All(children, child => Assert.Equal("kamisama-spawne", CommandOfParentThread(master.Pid, child)));
        if (LongRun.IsOn)
        {
            await Task.Delay(TimeSpan.FromSeconds(45));
        }

        Assert.Equal(5, children.Count(ProcStatus.IsRunning));
    }

    /// <summary>The name of the thread of a process on whose list of children another one is.</summary>
    private static string? CommandOfParentThread(int master, int child) => Directory.GetDirectories($"/proc/{master}/task")
        .Where(task => ReadIfThere($"{task}/children").Split(' ').Contains(child.ToString(CultureInfo.InvariantCulture)))
        .Select(task => ReadIfThere($"{task}/comm").Trim())
        .SingleOrDefault();

    private static IEnumerable<int> Marked(string mark) =>
        ProcFs.Pids().Where(pid => ProcStatus.IsRunning(pid) && ReadIfThere($"/proc/{pid}/environ").Split('\0').Contains(mark));

    private static string ReadIfThere(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
