namespace Kamisama.Processes;

/// <summary>What an ended process used, from the rusage of waitid(2). See getrusage(2).</summary>
/// <remarks>
/// Children that it waited for are included. The kernel also counts the largest resident set from before execve(2), which a
/// process made by posix_spawn(3) shares with its master: small programs therefore show the master's size.
/// </remarks>
/// <param name="UserTime">Processor time in user mode.</param>
/// <param name="SystemTime">Processor time in the kernel.</param>
/// <param name="MaxResidentSetBytes">Largest resident set, in bytes.</param>
public sealed record ResourceUsage(TimeSpan UserTime, TimeSpan SystemTime, long MaxResidentSetBytes);
