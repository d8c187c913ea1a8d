namespace Kamisama.Processes.Tests;

/// <summary>The contract on real processes.</summary>
[Collection(nameof(LinuxSpecs))]
[Trait("Needs", "Linux")]
public sealed class LinuxProcessHostTests : ProcessHostContract
{
    protected override IProcessHost CreateHost() => new LinuxProcessHost();

    protected override ProcessSpec Exits(int code) => LinuxSpecs.Shell($"exit {code}");

    protected override ProcessSpec DiesBy(int signal) => LinuxSpecs.Shell($"kill -{signal} $$");

    protected override ProcessSpec RunsUntilTold() => new() { FileName = "sleep", Arguments = ["1000"] };

    protected override ProcessSpec IgnoresTerm() => LinuxSpecs.Shell("trap '' TERM; exec sleep 1000");

    protected override ProcessSpec SaysReady() => LinuxSpecs.Shell("echo >&3; exec sleep 1000");

    protected override ProcessSpec WritesThreeErrors() => LinuxSpecs.Shell("echo one >&2; echo two >&2; echo three >&2; exit 1");

    protected override ProcessSpec CannotStart(int errno) => errno switch
    {
        Errnos.ENOENT => new() { FileName = "/does/not/exist" },
        Errnos.EACCES => new() { FileName = "/etc/passwd" },
        _ => throw new System.Diagnostics.UnreachableException($"{errno}"),
    };

    protected override async Task UntilItIgnoresTermAsync(IProcessHandle handle)
    {
        int pid = (await handle.Started).Pid;
        await Eventually.SeesAsync(
            "TERM is ignored",
            () => ProcStatus.Read(pid).GetValueOrDefault("SigIgn", "0"),
            mask => (Convert.ToUInt64(mask, 16) & (1UL << 14)) != 0);
    }
}
