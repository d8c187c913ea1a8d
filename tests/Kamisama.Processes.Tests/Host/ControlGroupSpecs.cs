using System.Globalization;

namespace Kamisama.Processes.Tests;

/// <summary>A control group for each process: nothing that it started gets away.</summary>
public sealed class ControlGroupSpecs : LinuxSpecs, IDisposable
{
    private const int SIGKILL = 9;
    private const int SIGTERM = 15;

    // Forks twice, each time into a session of its own, and the last one ignores what it can.
    private const string Daemon = "trap '' TERM HUP INT; setsid sh -c 'setsid sh -c \"echo \\$\\$; exec sleep 1000\" & exit' & wait; ";

    private readonly string _directory = Path.Combine(ControlGroupFactAttribute.Root ?? Path.GetTempPath(), $"kamisama-test-{Guid.NewGuid():N}");

    public ControlGroupSpecs() => Directory.CreateDirectory(_directory);

    public void Dispose() => Directory.Delete(_directory);

    [ControlGroupFact]
    public async Task Kill_reaches_descendants_that_left_the_process_group()
    {
        var (handle, output) = await StartAndWaitAsync(Grouped(Daemon + "exec sleep 1000"), "\n");
        int daemon = int.Parse(output, CultureInfo.InvariantCulture);
        handle.Signal(SIGTERM, SignalTarget.Group);
        Assert.True(ProcStatus.IsRunning(daemon));

        Assert.Equal(SignalOutcome.Sent, handle.Signal(SIGKILL, SignalTarget.Group));

        await handle.Exited.InTimeAsync();
        await handle.WhenGroupGoneAsync().InTimeAsync();
        Assert.False(ProcStatus.IsRunning(daemon));
        Assert.Empty(Directory.GetDirectories(_directory));
    }

    [ControlGroupFact]
    public async Task Descendants_are_waited_for_and_killed_after_the_exit_of_the_process_too()
    {
        var (handle, output) = await StartAndWaitAsync(Grouped(Daemon + "exit 3"), "\n");
        int daemon = int.Parse(output, CultureInfo.InvariantCulture);
        Assert.Equal(3, Assert.IsType<ProcessExit.Code>(await handle.Exited.InTimeAsync()).ExitCode);
        var gone = handle.WhenGroupGoneAsync();

        // Its process group has nobody left; its control group has.
        Assert.Equal(SignalOutcome.Gone, handle.Signal(SIGTERM, SignalTarget.Group));
        Assert.True(ProcStatus.IsRunning(daemon));
        Assert.False(gone.IsCompleted);
        Assert.Single(Directory.GetDirectories(_directory));

        Assert.Equal(SignalOutcome.Sent, handle.Signal(SIGKILL, SignalTarget.Group));

        await gone.InTimeAsync();
        Assert.False(ProcStatus.IsRunning(daemon));
        Assert.Empty(Directory.GetDirectories(_directory));
        Assert.Equal(SignalOutcome.Gone, handle.Signal(SIGKILL, SignalTarget.Group));
    }

    [ControlGroupFact]
    public async Task Each_process_is_in_a_group_of_its_own_that_goes_with_it()
    {
        var (_, first) = await RunAsync(Grouped("cat /proc/self/cgroup"));
        var (_, second) = await RunAsync(Grouped("cat /proc/self/cgroup"));

        string[] groups = [GroupIn(first), GroupIn(second)];
        Assert.All(groups, group => Assert.Contains($"{Path.GetFileName(_directory)}/kamisama-{Environment.ProcessId}-", group, StringComparison.Ordinal));
        Assert.NotEqual(groups[0], groups[1]);
        await Eventually.SeesAsync("no group", () => Directory.GetDirectories(_directory).Length, count => count == 0);

        static string GroupIn(string text) => text.Split('\n').Single(line => line.StartsWith("0::", StringComparison.Ordinal));
    }

    [ControlGroupFact]
    public async Task A_process_with_another_user_is_put_in_before_its_user_is_changed()
    {
        var (exit, output) = await RunAsync(Grouped("cat /proc/self/cgroup") with { Credentials = UserDatabase.Find("nobody") });

        Assert.True(exit is ProcessExit.Code { ExitCode: 0 }, $"{exit}");
        Assert.Contains($"{Path.GetFileName(_directory)}/kamisama-", output, StringComparison.Ordinal);
        await Eventually.SeesAsync("no group", () => Directory.GetDirectories(_directory).Length, count => count == 0);
    }

    [ControlGroupFact]
    public async Task Groups_that_the_process_made_in_its_own_are_removed_too()
    {
        var handle = Host.Start(Grouped($"cd {_directory}/kamisama-* && mkdir -p a/b c"));
        Assert.Equal(0, Assert.IsType<ProcessExit.Code>(await handle.Exited.InTimeAsync()).ExitCode);
        await handle.WhenGroupGoneAsync().InTimeAsync();

        Assert.Empty(Directory.GetDirectories(_directory));
    }

    [ControlGroupFact]
    public async Task Empty_groups_of_a_master_that_was_killed_are_removed()
    {
        var dead = Host.Start(new() { FileName = "true" });
        int pid = (await dead.Started.InTimeAsync()).Pid;
        await dead.Exited.InTimeAsync();
        string stale = Path.Combine(_directory, $"kamisama-{pid}-1");
        string living = Path.Combine(_directory, "kamisama-1-1");
        Directory.CreateDirectory(stale);
        Directory.CreateDirectory(living);

        await Host.Start(Grouped("true")).WhenGroupGoneAsync().InTimeAsync();

        Assert.Equal([living], Directory.GetDirectories(_directory));
        Directory.Delete(living);
    }

    [ControlGroupFact]
    public async Task A_program_that_cannot_be_executed_leaves_no_group()
    {
        string script = AddScript("broken", "#!/does/not/exist\n");
        foreach (string file in new[] { script, "/does/not/exist" })
        {
            var handle = Host.Start(new() { FileName = file, ControlGroup = _directory });
            Assert.IsType<ProcessExit.NotStarted>(await handle.Exited.InTimeAsync());
            await handle.WhenGroupGoneAsync().InTimeAsync();
            Assert.Empty(Directory.GetDirectories(_directory));
        }
    }

    [Fact]
    public async Task A_directory_that_is_missing_or_no_control_group_is_an_error()
    {
        string plain = Directory.CreateDirectory(PathOf("plain")).FullName;
        foreach (string directory in new[] { "/does/not/exist", plain })
        {
            var handle = Host.Start(new() { FileName = "true", ControlGroup = directory });
            var error = Assert.IsType<ProcessExit.NotStarted>(await handle.Exited.InTimeAsync()).Error;

            Assert.Equal((ProcessStartStage.ControlGroup, Errnos.ENOENT), (error.Stage, error.Errno));
            Assert.StartsWith(directory, error.Subject, StringComparison.Ordinal);
            Assert.EndsWith("Give an existing directory of the cgroup v2 file system, on Linux 5.14 or later", error.ToString(), StringComparison.Ordinal);
        }

        Assert.Empty(Directory.GetFileSystemEntries(plain));
    }

    private ProcessSpec Grouped(string script) => Shell(script) with { ControlGroup = _directory };
}
