namespace Kamisama.Actors;

/// <summary>What the workers of a pool wrote last, in memory: for somebody who asks or follows. Safe to call from any thread.</summary>
/// <remarks>Kept for each index, over its incarnations, up to <see cref="WorkerOutput.Captured.RecentSize"/>; lines that a log dropped may be missing here too.</remarks>
public interface IWorkerOutputLog
{
    /// <summary>The last lines, oldest first.</summary>
    /// <param name="count">How many at most, 0 or more.</param>
    /// <param name="index">Of which worker; <see langword="null"/>: of all, in the order in which they were read.</param>
    IReadOnlyList<OutputLine> Recent(int count, int? index = null);

    /// <summary>The last lines and all that follow, with none between missing and none twice.</summary>
    /// <param name="count">How many of the last lines, 0 or more.</param>
    /// <param name="index">Of which worker; <see langword="null"/>: of all.</param>
    /// <returns>A reader, which has to be disposed. A slow one misses lines and holds nobody up.</returns>
    OutputFollower Follow(int count, int? index = null);
}
