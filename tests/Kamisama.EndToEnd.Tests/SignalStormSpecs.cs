using System.Diagnostics;

namespace Kamisama.EndToEnd.Tests;

[Collection(Collections.Heavy)]
public sealed class SignalStormSpecs(Family family, ITestOutputHelper output) : EndToEndSpecs(family, output)
{
    // TERM, INT and QUIT get a thread each from the platform; those of this test do not.
    private const int ThreadsOnTop = 16;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Two_hundred_signals_while_workers_die_leave_a_consistent_pool(int seed)
    {
        var random = new Random(seed);
        MasterProcess master = Start(10, ["--respawn-limit", "1000000"], Workers.Sleep);
        await master.ExpectWorkersAsync(10);
        int threads = ProcessFile.ThreadsOf(master.Pid), most = threads;

        int[] signals = [Signals.Ttin, Signals.Ttin, Signals.Ttou, Signals.Ttou, Signals.Usr2, Signals.Hup, Signals.Usr1, Signals.Cont];
        for (int i = 0; i < 200; i++)
        {
            LibC.Kill(master.Pid, signals[random.Next(signals.Length)]);
            if (i % 4 == 0 && master.Children() is [_, ..] children)
            {
                LibC.Kill(children[random.Next(children.Count)], Signals.Kill);
            }

            most = Math.Max(most, ProcessFile.ThreadsOf(master.Pid));
        }

        MasterEvent status = await SettledStatusAsync(master);
        IReadOnlyList<MasterEvent> workers = status.Items("workers");
        Assert.Equal(status.Number("instances"), workers.Count);
        Assert.Equal(workers.Select(worker => worker.Pid!.Value).Order(), master.Children());
        Assert.Equal(workers.Count + 1, master.Everybody().Count);
        Assert.InRange(most, 1, threads + ThreadsOnTop);
        Assert.DoesNotContain(master.ErrorLines, line => line.Contains("rror", StringComparison.Ordinal) || line.Contains("xception", StringComparison.Ordinal));
        await master.StopAsync();
    }

    [Fact]
    public async Task Every_pid_was_started_once_and_ended_once()
    {
        var random = new Random(4);
        MasterProcess master = Start(10, ["--respawn-limit", "1000000"], Workers.Sleep);
        await master.ExpectWorkersAsync(10);
        for (int i = 0; i < 300; i++)
        {
            if (master.Children() is [_, ..] children)
            {
                LibC.Kill(children[random.Next(children.Count)], random.Next(2) == 0 ? Signals.Kill : Signals.Term);
            }

            LibC.Kill(master.Pid, random.Next(2) == 0 ? Signals.Ttin : Signals.Ttou);
        }

        await SettledStatusAsync(master);
        await master.StopAsync();

        // With its place and incarnation, because the machine may give a pid out again.
        string[] started = [.. master.Events.Where(e => e.Name == MasterEvent.WorkerStarted).Select(Identity).Order()];
        string[] ended = [.. master.Events.Where(e => e.Name == MasterEvent.WorkerExited && e.Pid is not null).Select(Identity).Order()];
        Assert.Equal(started, ended);
    }

    private static string Identity(MasterEvent e) => $"pid {e.Pid} worker {e.Worker} incarnation {e.Incarnation}";

    // Ends of workers may still be on their way to the master: in the end its report and the machine agree.
    private static async Task<MasterEvent> SettledStatusAsync(MasterProcess master)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            MasterEvent status = await master.StatusAsync();
            IEnumerable<int?> reported = status.Items("workers").Select(worker => worker.Pid);
            if (status.Items("workers").All(worker => worker.Text("state") == "running") && reported.Order().SequenceEqual(master.Children().Select(pid => (int?)pid)))
            {
                return status;
            }

            Assert.True(
                Stopwatch.GetElapsedTime(start) < MasterProcess.Patience,
                $"The report and the machine do not come to agree. The report: {status}\nThe machine:\n{Census.Describe(master.Children())}");
            await Task.Delay(10);
        }
    }
}
