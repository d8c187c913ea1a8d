namespace Kamisama.Control;

/// <summary>Another master has the control socket.</summary>
/// <param name="path">The socket.</param>
/// <param name="pid">The pid of that master; <see langword="null"/>: it has not said so yet.</param>
public sealed class ControlNameTakenException(string path, int? pid)
    : IOException($"The control socket '{path}' belongs to another master{(pid is null ? "" : $", pid {pid}")}. Stop that one, or choose another name with --control.")
{
    /// <summary>The socket.</summary>
    public string Path { get; } = path;

    /// <summary>The pid of that master; <see langword="null"/>: it has not said so yet.</summary>
    public int? Pid { get; } = pid;
}
