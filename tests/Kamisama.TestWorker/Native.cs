using System.Runtime.InteropServices;

namespace Kamisama.TestWorker;

internal static partial class Native
{
    public const int SIGSTOP = 19;

    [LibraryImport("libc", EntryPoint = "kill")]
    public static partial int Kill(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "signal")]
    public static partial nint SetSignal(int signal, nint action);

    [LibraryImport("libc", EntryPoint = "prctl")]
    public static unsafe partial int ProcessControl(int option, int* result, nint third, nint fourth, nint fifth);

    [LibraryImport("libc", EntryPoint = "getpriority")]
    public static partial int GetPriority(int which, int who);

    [LibraryImport("libc", EntryPoint = "getsid")]
    public static partial int GetSession(int pid);

    [LibraryImport("libc", EntryPoint = "getpgid")]
    public static partial int GetProcessGroup(int pid);

    [LibraryImport("libc", EntryPoint = "getppid")]
    public static partial int GetParent();
}
