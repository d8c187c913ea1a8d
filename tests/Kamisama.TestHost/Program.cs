// An application that holds a pool itself, for the end-to-end tests:
//   Kamisama.TestHost HABIT INSTANCES [SURGE SERVER | FILE]
// It says "started INDEX INCARNATION PID" for each worker, and dies in the way that a line on its standard input asks for.
using Kamisama.TestHost;

string habit = args[0];
int instances = int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture);

return habit switch
{
    "thread-pool" => await PoolFromThreadPool.RunAsync(instances),
    "short-lived-thread" => await PoolFromShortLivedThread.RunAsync(instances),
    "delegate" => await DelegatePool.RunAsync(instances),
    "several" => await SeveralPools.RunAsync(instances),
    "group" => await GroupOfPools.RunAsync(instances),
    "reload-pool" => await ReloadedPools.RunPoolAsync(args[2]),
    "reload-group" => await ReloadedPools.RunGroupAsync(args[2]),
    "big-environment" => await PoolWithBigEnvironment.RunAsync(),
    "speak" => await PolicyPools.SpeakAsync(instances),
    "roll" => await PolicyPools.RollAsync(instances),
    "back-off" => await PolicyPools.BackOffAsync(instances),
    "take-memory" => await PolicyPools.TakeMemoryAsync(),
    "roll-under-load" => await RollUnderLoad.RunAsync(instances, int.Parse(args[2], System.Globalization.CultureInfo.InvariantCulture), args[3]),
    _ => throw new ArgumentException($"There is no habit '{habit}'."),
};
