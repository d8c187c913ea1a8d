namespace Kamisama.Processes.Tests;

/// <summary>Deaths for want of memory, told from other deaths by KILL.</summary>
public sealed class OutOfMemorySpecs : LinuxSpecs
{
    [MemoryGroupFact]
    public async Task A_process_that_the_kernel_kills_for_its_memory_is_told_from_one_that_somebody_kills()
    {
        using var group = MemoryGroup.TryMake(300_000_000)!;
        string line = await MasterRun.LastLineAsync("memory", group.Wrapper);
        await Eventually.SeesAsync("the group empty", () => File.ReadAllText(group.Members), members => members.Length == 0);

        Assert.Equal("False True False True False", line);
    }

    [Fact]
    public async Task A_process_that_somebody_kills_did_not_run_out_of_memory()
    {
        var exit = await Host.Start(Shell("kill -KILL $$")).Exited.InTimeAsync();

        Assert.False(Assert.IsType<ProcessExit.Signalled>(exit).OutOfMemory);
    }
}
