namespace Kamisama.Processes;

/// <summary>What an ended process used, from the rusage of waitid(2). See getrusage(2).</summary>
/// <param name="UserTime">Processor time in user mode.</param>
/// <param name="SystemTime">Processor time in the kernel.</param>
/// <param name="MaxResidentSetBytes">Largest resident set, in bytes.</param>
public sealed record ResourceUsage(TimeSpan UserTime, TimeSpan SystemTime, long MaxResidentSetBytes);
