using System.Globalization;

namespace Kamisama.Processes.Tests;

/// <summary>Signals to a whole group, and what is left of it when its leader is gone.</summary>
public sealed class GroupSpecs : LinuxSpecs
{
    private const int SIGKILL = 9;
    private const int SIGTERM = 15;

    [Fact]
    public async Task A_signal_to_the_group_reaches_the_children_of_the_worker()
    {
        var (handle, children) = await StartWithChildrenAsync("sleep 1000 & a=$!; sleep 1000 & echo $a $!; wait");

        Assert.Equal(SignalOutcome.Sent, handle.Signal(SIGTERM, SignalTarget.Group));

        await handle.Exited.InTimeAsync();
        await handle.WhenGroupGoneAsync().InTimeAsync();
        Assert.DoesNotContain(children, ProcStatus.IsRunning);
    }

    [Fact]
    public async Task A_signal_to_the_process_leaves_its_children()
    {
        var (handle, children) = await StartWithChildrenAsync("sleep 1000 & a=$!; sleep 1000 & echo $a $!; wait");

        handle.Signal(SIGKILL);
        await handle.Exited.InTimeAsync();

        var gone = handle.WhenGroupGoneAsync();
        Assert.All(children, child => Assert.True(ProcStatus.IsRunning(child)));
        Assert.False(gone.IsCompleted);

        Assert.Equal(SignalOutcome.Sent, handle.Signal(SIGTERM, SignalTarget.Group));
        await gone.InTimeAsync();
        Assert.DoesNotContain(children, ProcStatus.IsRunning);
        Assert.Equal(SignalOutcome.Gone, handle.Signal(SIGTERM, SignalTarget.Group));
    }

    [Fact]
    public async Task Members_that_fork_while_they_are_waited_for_are_waited_for_too()
    {
        // Each member leaves another one behind, three generations long; the last one runs until it is killed.
        string last = PathOf("last");
        string script = AddScript("member", "#!/bin/sh\nif [ $1 -gt 0 ]; then \"$0\" $(($1-1)) \"$2\" & sleep 0.05; exit; fi\necho $$ > \"$2.new\"; mv \"$2.new\" \"$2\"; exec sleep 1000\n");
        var handle = Host.Start(new() { FileName = script, Arguments = ["3", last] });
        await handle.Exited.InTimeAsync();
        var gone = handle.WhenGroupGoneAsync();
        await Eventually.SeesAsync("the last generation", () => File.Exists(last), there => there);

        Assert.False(gone.IsCompleted);
        Assert.Equal(SignalOutcome.Sent, handle.Signal(SIGKILL, SignalTarget.Group));

        await gone.InTimeAsync();
        Assert.False(ProcStatus.IsRunning(int.Parse(await File.ReadAllTextAsync(last), CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task A_group_larger_than_what_is_watched_at_once_is_waited_for()
    {
        var (handle, children) = await StartWithChildrenAsync("i=0; p=; while [ $i -lt 150 ]; do sleep 1000 & p=\"$p $!\"; i=$((i+1)); done; echo $p");
        await handle.Exited.InTimeAsync();
        Assert.Equal(150, children.Count);
        var gone = handle.WhenGroupGoneAsync();

        handle.Signal(SIGKILL, SignalTarget.Group);

        await gone.InTimeAsync();
        Assert.DoesNotContain(children, ProcStatus.IsRunning);
    }

    [Fact]
    public async Task In_the_masters_group_only_the_process_is_signalled()
    {
        var handle = Host.Start(new() { FileName = "sleep", Arguments = ["1000"], Group = ProcessGroupMode.Inherit });
        await handle.Started.InTimeAsync();

        // Were it the whole group, this test would not go on.
        Assert.Equal(SignalOutcome.Sent, handle.Signal(SIGKILL, SignalTarget.Group));

        await handle.Exited.InTimeAsync();
        await handle.WhenGroupGoneAsync().InTimeAsync();
        Assert.Equal(SignalOutcome.Gone, handle.Signal(SIGKILL, SignalTarget.Group));
    }

    [Fact]
    public async Task Leftovers_are_found_through_proc_where_a_pidfd_cannot_stand_for_a_group()
    {
        // The way of kernels before 6.9, called directly.
        var (handle, children) = await StartWithChildrenAsync("sleep 1000 & a=$!; sleep 1000 & echo $a $!");
        int group = (await handle.Started).Pid;
        await handle.Exited.InTimeAsync();
        Assert.True(GroupSignals.HasMembers(group));

        Assert.Equal(0, GroupSignals.SendToMembers(group, SIGTERM));

        await Eventually.SeesAsync("both gone", () => children.Count(ProcStatus.IsRunning), count => count == 0);
        Assert.Equal(Errnos.ESRCH, GroupSignals.SendToMembers(group, SIGTERM));
        await handle.WhenGroupGoneAsync().InTimeAsync();
    }

    [Fact]
    public void A_number_that_another_process_has_now_is_no_group_of_ours()
    {
        // This process leads no group that a worker led before it, and yet it has the number.
        Assert.False(GroupSignals.HasMembers(Environment.ProcessId));
        Assert.Equal(Errnos.ESRCH, GroupSignals.SendToMembers(Environment.ProcessId, 0));
    }

    private async Task<(IProcessHandle Handle, List<int> Children)> StartWithChildrenAsync(string script)
    {
        var (handle, output) = await StartAndWaitAsync(Shell(script), "\n");
        return (handle, output.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(pid => int.Parse(pid, CultureInfo.InvariantCulture)).ToList());
    }
}
