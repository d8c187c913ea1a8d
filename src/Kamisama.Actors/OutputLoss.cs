namespace Kamisama.Actors;

/// <summary>Output of workers that was dropped, counted as the workers wrote it.</summary>
/// <param name="Lines">Lines whose end was dropped.</param>
/// <param name="Bytes">Bytes, ends of lines included.</param>
public readonly record struct OutputLoss(long Lines, long Bytes)
{
    /// <summary>Both together.</summary>
    public static OutputLoss operator +(OutputLoss left, OutputLoss right) => Add(left, right);

    /// <summary>Both together.</summary>
    public static OutputLoss Add(OutputLoss left, OutputLoss right) => new(left.Lines + right.Lines, left.Bytes + right.Bytes);

    /// <summary>"12 lines (345 bytes)".</summary>
    public override string ToString() => FormattableString.Invariant($"{Texts.Count(Lines, "line")} ({Texts.Count(Bytes, "byte")})");
}
