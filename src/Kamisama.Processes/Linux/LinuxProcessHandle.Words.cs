namespace Kamisama.Processes;

/// <content>What the process says about itself, and what can be seen of it.</content>
internal sealed partial class LinuxProcessHandle
{
    private static readonly Task Never = new TaskCompletionSource().Task;

    public Task Ready => Never;

    public long? LastHeartbeat => null;

    public string? StatusText => null;

    public IReadOnlyList<string> LastErrorLines => [];
}
