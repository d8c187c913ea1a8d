namespace Kamisama.Processes.Tests;

/// <summary>Many processes at once, from many threads.</summary>
public sealed class LoadSpecs : LinuxSpecs
{
    private static readonly int Crowd = LongRun.IsOn ? 5000 : 500;

    [Fact]
    public async Task Sixteen_threads_start_and_kill_at_once()
    {
        int each = LongRun.IsOn ? 1000 : 20;
        var exits = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(async () =>
        {
            var wrong = new List<ProcessExit>();
            for (int i = 0; i < each; i++)
            {
                var handle = Host.Start(i % 5 == 0 ? new() { FileName = "no-such-command" } : new() { FileName = "sleep", Arguments = ["1000"] });
                handle.Signal(9);
                ProcessExit exit = await handle.Exited;
                if (exit is not (ProcessExit.Signalled { Signal: 9 } or ProcessExit.NotStarted { Error.Errno: Errnos.ENOENT }))
                {
                    wrong.Add(exit);
                }
            }

            return wrong;
        }))).InTimeAsync();

        Assert.Empty(exits.SelectMany(wrong => wrong));
    }

    [Fact]
    public async Task A_crowd_that_dies_at_once_is_told_completely()
    {
        var handles = Enumerable.Range(0, Crowd).Select(_ => Host.Start(new() { FileName = "sleep", Arguments = ["1000"] })).ToList();
        await Task.WhenAll(handles.Select(handle => handle.Started)).InTimeAsync();

        handles.ForEach(handle => handle.Signal(9, SignalTarget.Group));

        var exits = await Task.WhenAll(handles.Select(handle => handle.Exited)).InTimeAsync();
        Assert.All(exits, exit => Assert.Equal(9, Assert.IsType<ProcessExit.Signalled>(exit).Signal));
        await Task.WhenAll(handles.Select(handle => handle.WhenGroupGoneAsync())).InTimeAsync();
    }

    [Fact]
    public async Task Groups_that_leave_children_behind_are_waited_for_together()
    {
        var handles = Enumerable.Range(0, Crowd / 10).Select(_ => Host.Start(Shell("sleep 1000 & exit 0"))).ToList();
        await Task.WhenAll(handles.Select(handle => handle.Exited)).InTimeAsync();
        var gone = Task.WhenAll(handles.Select(handle => handle.WhenGroupGoneAsync()));
        Assert.False(gone.IsCompleted);

        handles.ForEach(handle => Assert.Equal(SignalOutcome.Sent, handle.Signal(9, SignalTarget.Group)));

        await gone.InTimeAsync();
    }

    [Fact]
    public async Task Signals_race_with_the_end_of_their_process_without_harm()
    {
        for (int i = 0; i < (LongRun.IsOn ? 1000 : 200); i++)
        {
            var handle = Host.Start(new() { FileName = "/bin/true" });
            var outcomes = new List<SignalOutcome>();
            while (!handle.Exited.IsCompleted)
            {
                outcomes.Add(handle.Signal(0, SignalTarget.Group));
            }

            Assert.DoesNotContain(SignalOutcome.NotPermitted, outcomes);
            Assert.Equal(SignalOutcome.Gone, handle.Signal(9, SignalTarget.Group));
            Assert.Equal(0, Assert.IsType<ProcessExit.Code>(await handle.Exited).ExitCode);
        }
    }
}
