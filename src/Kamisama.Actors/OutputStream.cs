namespace Kamisama.Actors;

/// <summary>Which of its streams a worker wrote to.</summary>
public enum OutputStream
{
    /// <summary>Standard output, "stdout".</summary>
    StandardOutput,

    /// <summary>Standard error, "stderr".</summary>
    StandardError,
}
