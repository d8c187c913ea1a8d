namespace Kamisama.Actors;

/// <summary>The options of a pool are wrong. Nothing was started.</summary>
public sealed class WorkerPoolOptionsException : Exception
{
    /// <summary>Makes the exception from everything that is wrong.</summary>
    /// <param name="faults">One sentence a fault: what is wrong and what would be right.</param>
    public WorkerPoolOptionsException(IReadOnlyList<string> faults)
        : base(string.Join(Environment.NewLine, faults ?? throw new ArgumentNullException(nameof(faults)))) => Faults = faults;

    /// <summary>Everything that is wrong, one sentence each.</summary>
    public IReadOnlyList<string> Faults { get; }
}
