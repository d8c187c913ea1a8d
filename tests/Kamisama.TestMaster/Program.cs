using System.Globalization;
using Kamisama.TestMaster;

// A master that tests can kill, start with an ignored SIGCHLD, or make PID 1. One word says what it does.
return args switch
{
    ["hold", var count] => await HoldDuty.RunAsync(Number(count)),
    ["blocked", var fifo] => await BlockedDuty.RunAsync(fifo),
    ["storm"] => StormDuty.Run(),
    ["crash", var how] => await CrashDuty.RunAsync(how),
    ["exits", var count] => await ExitsDuty.RunAsync(Number(count), besideProcess: false),
    ["exits-beside-process", var count] => await ExitsDuty.RunAsync(Number(count), besideProcess: true),
    ["orphans", var mode, var count] => await OrphansDuty.RunAsync(mode, Number(count)),
    ["baseline", var count] => await BaselineDuty.RunAsync(Number(count), withExtras: false),
    ["baseline-extras", var count] => await BaselineDuty.RunAsync(Number(count), withExtras: true),
    ["tail", var script, var report] => await TailDuty.RunAsync(script, report),
    ["memory"] => await MemoryDuty.RunAsync(),
    ["scarce"] => await ScarceDuty.RunAsync(),
    ["limit"] => await LimitDuty.RunAsync(),
    ["idle"] => await IdleDuty.RunAsync(),
    _ => Usage(),
};

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

static int Usage()
{
    Console.Error.WriteLine(
        "Kamisama.TestMaster hold COUNT | blocked FIFO | storm | crash HOW | exits COUNT | exits-beside-process COUNT | orphans MODE COUNT | baseline COUNT | baseline-extras COUNT | tail SCRIPT REPORT | memory | scarce | limit | idle");
    return 64;
}
