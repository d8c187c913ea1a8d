namespace Kamisama.EndToEnd.Tests;

/// <summary>Signal numbers of Linux on x64 and arm64, see signal(7).</summary>
internal static class Signals
{
    internal const int Hup = 1;
    internal const int Int = 2;
    internal const int Quit = 3;
    internal const int Abort = 6;
    internal const int Bus = 7;
    internal const int Kill = 9;
    internal const int Usr1 = 10;
    internal const int Segv = 11;
    internal const int Usr2 = 12;
    internal const int Pipe = 13;
    internal const int Term = 15;
    internal const int Cont = 18;
    internal const int Stop = 19;
    internal const int Ttin = 21;
    internal const int Ttou = 22;
}
