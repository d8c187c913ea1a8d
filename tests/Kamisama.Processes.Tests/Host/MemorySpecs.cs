using static Kamisama.Processes.MemoryMeasure;

namespace Kamisama.Processes.Tests;

/// <summary>How much memory a process is said to have.</summary>
public sealed class MemorySpecs : LinuxSpecs
{
    private const long Megabyte = 1_000_000;

    [Theory]
    [InlineData(ResidentSet)]
    [InlineData(ProportionalSet)]
    public async Task What_a_process_fills_is_counted(MemoryMeasure measure)
    {
        var (small, _) = await StartAndWaitAsync(Shell("echo ready; read line < \"$1\"", Fifo()), "ready");
        var (large, _) = await StartAndWaitAsync(Shell("x=$(head -c 50000000 /dev/zero | tr '\\0' x); echo ready; read line < \"$1\"", Fifo()), "ready");

        Assert.InRange(await small.MeasureMemoryAsync(measure) ?? 0, 10_000, 20 * Megabyte);
        Assert.InRange(await large.MeasureMemoryAsync(measure) ?? 0, 50 * Megabyte, 400 * Megabyte);

        await EndAsync(small);
        await EndAsync(large);
    }

    [Theory]
    [InlineData(ResidentSet)]
    [InlineData(ProportionalSet)]
    public async Task A_process_that_is_gone_has_none(MemoryMeasure measure)
    {
        var handle = Host.Start(new() { FileName = "true" });
        await handle.Exited.InTimeAsync();

        Assert.Null(await handle.MeasureMemoryAsync(measure));
    }

    [Fact]
    public async Task A_process_that_could_not_be_started_has_none()
    {
        var handle = Host.Start(new() { FileName = "/does/not/exist" });
        await handle.Exited.InTimeAsync();

        Assert.Null(await handle.MeasureMemoryAsync(ResidentSet));
        Assert.Null(await handle.MeasureMemoryAsync(ProportionalSet));
    }

    private static async Task EndAsync(IProcessHandle handle)
    {
        handle.Signal(9, SignalTarget.Group);
        await handle.WhenGroupGoneAsync().InTimeAsync();
    }

    // Reading from it waits for ever, without a process of its own for the waiting.
    private string Fifo()
    {
        string path = PathOf($"fifo-{Guid.NewGuid():N}");
        using var made = System.Diagnostics.Process.Start("mkfifo", [path]);
        made.WaitForExit();
        return path;
    }
}
