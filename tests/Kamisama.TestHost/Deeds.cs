using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Kamisama.TestHost;

/// <summary>Ways to die, one a line on standard input.</summary>
internal static class Deeds
{
    public static void ListenForThem() => new Thread(Listen) { IsBackground = true }.Start();

    private static void Listen()
    {
        while (Console.ReadLine() is { } deed)
        {
            Do(deed);
        }
    }

    private static void Do(string deed)
    {
        switch (deed)
        {
            case "fail-fast":
                Environment.FailFast("as asked");
                break;
            case "unhandled-exception":
                throw new InvalidOperationException("as asked");
            case "stack-overflow":
                Console.WriteLine(Deeper(1));
                break;
            case "bad-write":
                Marshal.WriteInt64(unchecked((nint)0xdead0000), 1);
                break;
            case "exit":
                Environment.Exit(7);
                break;
            case "collect":
                GC.Collect();
                GC.WaitForPendingFinalizers();
                Console.WriteLine("collected");
                break;
            default:
                throw new ArgumentException($"There is no deed '{deed}'.");
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static long Deeper(long depth) => depth > 0 ? Deeper(depth + 1) + depth : 0;
}
