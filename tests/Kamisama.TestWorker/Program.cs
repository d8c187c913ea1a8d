using Kamisama.TestWorker;

// A worker with bad habits. One word says which; the words behind it are the habit's own.
return args switch
{
    ["exit", var code] => ExitHabit.Run(code),
    ["die", var signal] => DieHabit.Run(signal),
    ["ready"] => ReadyHabit.Run(),
    ["ignore-term"] => IgnoreTermHabit.Run(),
    ["children", var count] => ChildrenHabit.Run(count),
    ["stop"] => StopHabit.Run(),
    ["flood", var lines] => FloodHabit.Run(lines),
    ["notify", .. var steps] => NotifyHabit.Run(steps),
    ["ready-after", var milliseconds] => ReadyAfterHabit.Run(milliseconds),
    ["hang"] => HangHabit.Run(),
    ["heartbeat", var every, var until] => HeartbeatHabit.Run(every, until),
    ["http", var port] => await HttpHabit.RunAsync(port),
    ["leak", var bytesPerSecond] => LeakHabit.Run(bytesPerSecond),
    ["report"] => ReportHabit.Run(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine(
        "Kamisama.TestWorker exit CODE | die SIGNAL | ready | ignore-term | children COUNT | stop | flood LINES | notify STEP... | "
        + "ready-after MS | hang | heartbeat EVERY-MS UNTIL-MS | http PORT | leak BYTES-PER-SECOND | report");
    return 64;
}
