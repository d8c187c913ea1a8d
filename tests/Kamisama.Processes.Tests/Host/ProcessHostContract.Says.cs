namespace Kamisama.Processes.Tests;

// What a process tells while it runs.
public abstract partial class ProcessHostContract
{
    [Fact]
    public async Task A_program_that_says_that_it_is_ready_is_heard_when_it_was_asked_to()
    {
        var asked = Host.Start(SaysReady() with { ReadinessDescriptor = 3 });
        var notAsked = Host.Start(RunsUntilTold());

        await asked.Ready.InTimeAsync();

        Assert.False(notAsked.Ready.IsCompleted);
        asked.Signal(SIGKILL, SignalTarget.Group);
        notAsked.Signal(SIGKILL, SignalTarget.Group);
        await notAsked.Exited.InTimeAsync();
        await asked.Exited.InTimeAsync();
        Assert.False(notAsked.Ready.IsCompleted);
    }

    [Fact]
    public async Task The_last_lines_of_standard_error_are_there_with_the_exit_when_they_were_asked_for()
    {
        var asked = Host.Start(WritesThreeErrors() with { StandardError = ProcessStdio.Tail(2) });
        var notAsked = Host.Start(WritesThreeErrors() with { StandardError = ProcessStdio.Null });

        await asked.Exited.InTimeAsync();
        await notAsked.Exited.InTimeAsync();

        Assert.Equal(["two", "three"], asked.LastErrorLines);
        Assert.Empty(notAsked.LastErrorLines);
    }

    [Fact]
    public async Task The_memory_of_a_process_is_known_until_it_is_gone()
    {
        var handle = Host.Start(RunsUntilTold());
        await handle.Started.InTimeAsync();

        Assert.True(await handle.MeasureMemoryAsync(MemoryMeasure.ResidentSet) > 0);

        handle.Signal(SIGKILL, SignalTarget.Group);
        await handle.Exited.InTimeAsync();
        Assert.Null(await handle.MeasureMemoryAsync(MemoryMeasure.ResidentSet));
    }
}
