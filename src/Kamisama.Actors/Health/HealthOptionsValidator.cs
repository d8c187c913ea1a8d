namespace Kamisama.Actors;

/// <summary>Checks how a pool watches over its workers: readiness, probes, limits of time and memory, replacement.</summary>
internal static class HealthOptionsValidator
{
    private const int MostSamples = 100;
    private const int FirstDescriptor = 3, LastDescriptor = 255;

    public static void Check(WorkerPoolOptions options, List<string> faults)
    {
        CheckReadiness(options, faults);
        CheckPositive("start timeout", options.StartTimeout, faults);
        CheckPositive("watchdog timeout", options.WatchdogTimeout, faults);
        CheckPositive("maximum age", options.MaxAge, faults);
        CheckPositive("maximum uptime", options.MaxUptime, faults);
        if (options.Liveness is { } liveness)
        {
            ProbeValidator.Check(liveness.Probe, "The liveness probe", options.Instances, faults);
            CheckPositive("interval of the liveness probes", liveness.Interval, faults);
            CheckPositive("timeout of the liveness probes", liveness.Timeout, faults);
            CheckSamples("failures of liveness probes", liveness.Failures, liveness.Of, faults);
        }

        if (options.MemoryLimit is { } memory)
        {
            CheckMemory(memory, faults);
        }

        if (!(options.AgeJitter is >= 0 and < 1))
        {
            faults.Add(FormattableString.Invariant($"The age jitter must be 0 or more and less than 1, not {options.AgeJitter}."));
        }

        CheckReplacement(options, faults);
    }

    private static void CheckReadiness(WorkerPoolOptions options, List<string> faults)
    {
        int sockets = options.Command?.ListenSockets?.Count ?? 0;
        switch (options.Readiness)
        {
            case Readiness.OnDescriptor on when on.Descriptor < FirstDescriptor + sockets || on.Descriptor > LastDescriptor:
                faults.Add($"The readiness descriptor must be {FirstDescriptor + sockets} to {LastDescriptor}, not {on.Descriptor}"
                    + (sockets > 0 ? $": the descriptors before are the {sockets} listening sockets." : "."));
                break;
            case Readiness.Probed probed:
                ProbeValidator.Check(probed.Probe, "The readiness probe", options.Instances, faults);
                CheckPositive("interval of the readiness probes", probed.Interval, faults);
                CheckPositive("timeout of the readiness probes", probed.Timeout, faults);
                break;
            case Readiness.AfterUptime after:
                CheckPositive("uptime after which a worker is ready", after.Uptime, faults);
                break;
        }
    }

    private static void CheckMemory(MemoryLimitOptions memory, List<string> faults)
    {
        if (memory.Bytes <= 0)
        {
            faults.Add($"The memory limit must be more than 0 bytes, not {memory.Bytes}.");
        }

        if (!Enum.IsDefined(memory.Measure))
        {
            faults.Add($"The measure of the memory limit must be one of {string.Join(", ", Enum.GetNames<Processes.MemoryMeasure>())}, not {memory.Measure}.");
        }

        CheckPositive("interval of the memory samples", memory.Interval, faults);
        CheckSamples("memory samples above the limit", memory.Samples, memory.Of, faults);
    }

    private static void CheckReplacement(WorkerPoolOptions options, List<string> faults)
    {
        if (options.RestartSurge is < 0 or > WorkerPoolOptions.MaxInstances)
        {
            faults.Add($"The restart surge must be 0 to {WorkerPoolOptions.MaxInstances}, not {options.RestartSurge}.");
        }

        if (options.QuietSignal is { } signal)
        {
            if (signal is < 1 or > 64 or 9 or 19)
            {
                faults.Add($"The quiet signal must be 1 to 64 and one that a worker can handle, not {signal}.");
            }

            CheckPositive("quiet period", options.QuietPeriod, faults);
            if (options.GracePeriod == TimeSpan.Zero)
            {
                faults.Add("A quiet signal has no meaning with a grace period of 0 seconds, which waits for nobody: give a longer one, or leave out the quiet signal.");
            }
        }

        if (options.ErrorLinesKept is < 0 or > 1000)
        {
            faults.Add($"The number of error lines kept must be 0 to 1000, not {options.ErrorLinesKept}.");
        }
    }

    private static void CheckPositive(string what, TimeSpan? time, List<string> faults)
    {
        if (time <= TimeSpan.Zero)
        {
            faults.Add($"The {what} must be longer than 0 seconds.");
        }
        else if (time is { } wait)
        {
            WorkerPoolOptionsValidator.CheckWait(what, wait, faults);
        }
    }

    private static void CheckSamples(string what, int needed, int of, List<string> faults)
    {
        if (needed < 1 || of < needed || of > MostSamples)
        {
            faults.Add($"The number of {what} must be 1 or more, and at most the {of} looked back on, which may be {MostSamples}; not {needed} of {of}.");
        }
    }
}
