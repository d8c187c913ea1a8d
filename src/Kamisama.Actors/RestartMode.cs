namespace Kamisama.Actors;

/// <summary>Which ends of a worker are followed by its next incarnation.</summary>
public enum RestartMode
{
    /// <summary>Every end, also one with a success exit code, as in the Ruby gem.</summary>
    Always,

    /// <summary>Every end but one with a success exit code.</summary>
    OnFailure,

    /// <summary>None: a worker that ends is over. A worker that is replaced on purpose (age, memory, rolling restart) is not meant.</summary>
    Never,
}
