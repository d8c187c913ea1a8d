using System.Runtime.InteropServices;

namespace Kamisama.EndToEnd.Tests;

/// <summary>The few system calls that the tests make themselves.</summary>
internal static partial class LibC
{
    private const int PidFdOpenNumber = 434;
    private const int PidFdSendSignalNumber = 424;

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    internal static partial int Kill(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    internal static partial uint GetEffectiveUserId();

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    internal static partial int Close(int descriptor);

    internal static int PidFdOpen(int pid) => (int)SystemCall(PidFdOpenNumber, pid, 0, 0, 0);

    internal static bool PidFdSendSignal(int descriptor, int signal) =>
        SystemCall(PidFdSendSignalNumber, descriptor, signal, 0, 0) == 0;

    /// <summary>Waits until a pidfd says that its process has ended.</summary>
    internal static unsafe bool PollIn(int descriptor, TimeSpan timeout)
    {
        const short pollIn = 1;
        var poll = new PollRequest { Descriptor = descriptor, Events = pollIn };
        return Poll(&poll, 1, (int)Math.Max(0, Math.Ceiling(timeout.TotalMilliseconds))) == 1;
    }

    /// <summary>Sets one soft resource limit of another process, see prlimit(2). The hard one stays, so this can be taken back.</summary>
    internal static unsafe void SetSoftLimit(int pid, int resource, ulong soft)
    {
        Limit limit;
        int result = PrLimit(pid, resource, null, &limit);
        limit.Soft = Math.Min(soft, limit.Hard);
        if (result != 0 || PrLimit(pid, resource, &limit, null) != 0)
        {
            throw new InvalidOperationException($"prlimit({pid}, {resource}, {soft}) failed: {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint SystemCall(nint number, nint first, nint second, nint third, nint fourth);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static unsafe partial int Poll(PollRequest* requests, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "prlimit", SetLastError = true)]
    private static unsafe partial int PrLimit(int pid, int resource, Limit* newLimit, Limit* oldLimit);

    private struct PollRequest
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }

    private struct Limit
    {
        public ulong Soft;
        public ulong Hard;
    }
}
