using System.Globalization;
using Kamisama.Processes;

namespace Kamisama.Actors.Tests.Health;

/// <summary>Exec probes with real programs.</summary>
public sealed class ExecProbeSpecs : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kamisama-probe-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Code_0_passes() => Assert.Null(await Asking.ProbeAsync(Shell("exit 0")));

    [Fact]
    public async Task Any_other_code_is_a_failure() =>
        Assert.Equal("'/bin/sh' exited with code 3", await Asking.ProbeAsync(Shell("exit 3")));

    [Fact]
    public async Task A_signal_is_a_failure() =>
        Assert.Equal("'/bin/sh' was killed by signal 10 (SIGUSR1)", await Asking.ProbeAsync(Shell("kill -USR1 $$")));

    [Fact]
    public async Task A_program_that_is_not_there_is_a_failure()
    {
        string? failure = await Asking.ProbeAsync(new Probe.Exec(new ProcessSpec { FileName = "/no/such/check-{index}" }), index: 7);
        Assert.StartsWith("'/no/such/check-7' could not be started: ", failure, StringComparison.Ordinal);
        Assert.Contains("ENOENT", failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_no_kernel_takes_is_a_failure_and_never_throws() =>
        Assert.StartsWith(
            "the probe could not be put: ",
            await Asking.ProbeAsync(new Probe.Exec(new ProcessSpec { FileName = "a\0b" })),
            StringComparison.Ordinal);

    [Fact]
    public async Task It_knows_its_worker()
    {
        string output = Path.Combine(_folder, "output");
        Probe probe = new Probe.Exec(new ProcessSpec
        {
            FileName = "/bin/sh",
            Arguments = ["-c", "echo $KAMISAMA_WORKER_INDEX $KAMISAMA_WORKER_PID $1 $TEXT $PWD", "sh", "argument-{index}"],
            Environment = new Dictionary<string, string?> { ["TEXT"] = "text-{index}" },
            WorkingDirectory = Directory.CreateDirectory(Path.Combine(_folder, "7")).Parent!.FullName + "/{index}",
            StandardOutput = ProcessStdio.File(output),
        });

        Assert.Null(await Asking.ProbeAsync(probe, index: 7, pid: 4711));
        Assert.Equal($"7 4711 argument-7 text-7 {_folder}/7\n", await File.ReadAllTextAsync(output));
    }

    [Fact]
    public async Task One_that_is_still_running_when_the_time_is_over_is_killed_with_its_children()
    {
        (string pipe, string pids) = (MakePipe(), Path.Combine(_folder, "pids"));
        using var timeout = new CancellationTokenSource();
        Task<string?> answer = Asking.ProbeAsync(
            Shell($"trap '' TERM; sleep 1000 & echo $$ $! > {pids}; echo > {pipe}; wait; wait; sleep 1000"), cancellationToken: timeout.Token);
        await File.ReadAllTextAsync(pipe).WaitAsync(Asking.Patience);
        await timeout.CancelAsync();

        Assert.Equal("no answer within the timeout", await answer);
        AssertGone(await File.ReadAllTextAsync(pids));
    }

    [Fact]
    public async Task What_a_program_that_passed_leaves_behind_is_killed_too()
    {
        string pids = Path.Combine(_folder, "pids");
        Assert.Null(await Asking.ProbeAsync(Shell($"sleep 1000 & echo $! > {pids}")));
        AssertGone(await File.ReadAllTextAsync(pids));
    }

    [Fact]
    public async Task One_that_was_cancelled_before_its_turn_is_never_started()
    {
        string file = Path.Combine(_folder, "file");
        Assert.Equal(
            "no answer within the timeout",
            await Asking.ProbeAsync(Shell($"> {file}"), cancellationToken: new CancellationToken(canceled: true)));
        Assert.False(File.Exists(file));
    }

    [Fact]
    public async Task Many_at_once_that_are_cancelled_at_any_moment_leave_nothing_behind()
    {
        var left = new Nursery(new LinuxProcessHost());
        await Task.WhenAll(Enumerable.Range(0, 40).Select(async i =>
        {
            using var timeout = new CancellationTokenSource(TimeSpan.FromMilliseconds(i));
            Assert.NotNull(await Asking.ProbeAsync(Shell("sleep 1000"), host: left, cancellationToken: timeout.Token));
        }));

        // Nearly always there is nothing to wait for; on a machine that is overloaded the kernel may need more time than a probe has.
        Task gone = Task.WhenAll(left.Handles.Select(handle => handle.WhenGroupGoneAsync()));
        await gone.WaitAsync(TimeSpan.FromSeconds(60)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        Assert.True(gone.IsCompletedSuccessfully, string.Join('\n', left.Handles.Select(Describe)));
    }

    private static Probe.Exec Shell(string script) => new(new ProcessSpec { FileName = "/bin/sh", Arguments = ["-c", script] });

    // Reading it waits for the one who writes: a sign of life that needs no second look.
    private string MakePipe()
    {
        string path = Path.Combine(_folder, "pipe");
        Assert.Equal(0, Mono.Unix.Native.Syscall.mkfifo(path, Mono.Unix.Native.FilePermissions.S_IRUSR | Mono.Unix.Native.FilePermissions.S_IWUSR));
        return path;
    }

    private static string Describe(IProcessHandle handle) =>
        $"{(handle.Started.IsCompletedSuccessfully ? handle.Started.Result.ToString() : "not started")}: {(handle.Exited.IsCompletedSuccessfully ? handle.Exited.Result.ToString() : "no exit")}, group {handle.WhenGroupGoneAsync().Status}";

    private static void AssertGone(string pids) => Assert.All(
        pids.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries),
        pid => Assert.False(IsRunning(int.Parse(pid, CultureInfo.InvariantCulture)), $"{pid} is still there"));

    // One that has ended, but was not collected by whoever inherited it, is no longer running.
    private static bool IsRunning(int pid)
    {
        try
        {
            return !File.ReadAllText($"/proc/{pid}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private sealed class Nursery(IProcessHost host) : IProcessHost
    {
        public List<IProcessHandle> Handles { get; } = [];

        public IProcessHandle Start(ProcessSpec spec, CancellationToken cancellationToken = default)
        {
            IProcessHandle handle = host.Start(spec, cancellationToken);
            lock (Handles)
            {
                Handles.Add(handle);
            }

            return handle;
        }
    }
}
