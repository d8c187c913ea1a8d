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
    ["report"] => ReportHabit.Run(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Kamisama.TestWorker exit CODE | die SIGNAL | ready | ignore-term | children COUNT | stop | flood LINES | notify STEP... | report");
    return 64;
}
