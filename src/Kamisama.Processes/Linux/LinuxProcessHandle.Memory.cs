namespace Kamisama.Processes;

/// <content>What can be seen of its memory.</content>
internal sealed partial class LinuxProcessHandle
{
    public ValueTask<long?> MeasureMemoryAsync(MemoryMeasure measure) => measure switch
    {
        MemoryMeasure.ResidentSet => new(MeasureResidentSet()),
        // The kernel walks all its page tables for it, which takes longer the more memory there is.
        MemoryMeasure.ProportionalSet => new(Task.Run(MeasureProportionalSet)),
    };

    private long? MeasureResidentSet()
    {
        lock (_gate)
        {
            return _phase == Phase.Running ? IfStillThere(MemoryReading.ResidentSet(_pid)) : null;
        }
    }

    private long? MeasureProportionalSet()
    {
        int pid;
        lock (_gate)
        {
            if (_phase != Phase.Running)
            {
                return null;
            }

            pid = _pid;
        }

        long? bytes = MemoryReading.ProportionalSet(pid);
        lock (_gate)
        {
            return _phase == Phase.Running ? IfStillThere(bytes) : null;
        }
    }

    // A process that nobody has collected yet had its pid all the time, so the reading before this was of no stranger.
    private long? IfStillThere(long? bytes) => SendToProcess(0) == Errnos.ESRCH ? null : bytes;
}
