namespace Kamisama.Processes.Tests;

/// <summary>A newline on a descriptor of the process's own choice, as s6 has it.</summary>
public sealed class ReadinessDescriptorSpecs : LinuxSpecs
{
    private const int SIGKILL = 9;

    // What sh can write in its script; higher numbers are asked for through /proc.
    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(9)]
    [InlineData(255)]
    public async Task A_newline_makes_the_process_ready_and_a_part_of_a_line_does_not(int number)
    {
        string go = PathOf("go");
        Assert.Equal(0, await RunToolAsync("mkfifo", go));
        var (handle, output) = await StartAndWaitAsync(
            Shell($"printf part > /proc/self/fd/{number}; ls /proc/$$/fd; echo part; read x < \"$1\"; echo > /proc/self/fd/{number}; exec sleep 1000", go)
                with { ReadinessDescriptor = number },
            "part");
        Assert.Equal($"0\n1\n2\n{number}\npart\n", output);
        Assert.False(handle.Ready.IsCompleted);

        await File.WriteAllTextAsync(go, "\n");

        await handle.Ready.InTimeAsync();
        await EndAsync(handle);
    }

    [Fact]
    public async Task Ready_right_before_the_exit_counts()
    {
        for (int i = 0; i < 10; i++)
        {
            var handle = Host.Start(Shell("echo >&3; exit 7") with { ReadinessDescriptor = 3 });
            Assert.Equal(7, Assert.IsType<ProcessExit.Code>(await handle.Exited.InTimeAsync()).ExitCode);
            Assert.True(handle.Ready.IsCompletedSuccessfully);
        }
    }

    [Theory]
    [InlineData("exec sleep 0")]
    [InlineData("exec 3>&-; exec sleep 0")]
    [InlineData("printf ready >&3; exec sleep 0")]
    public async Task A_process_that_ends_without_a_newline_is_never_ready(string script)
    {
        var handle = Host.Start(Shell(script) with { ReadinessDescriptor = 3 });
        await handle.Exited.InTimeAsync();

        Assert.False(handle.Ready.IsCompleted);
    }

    [Fact]
    public async Task A_helper_that_keeps_the_descriptor_open_keeps_no_exit_waiting()
    {
        var handle = Host.Start(Shell("sleep 1000 & exit 0") with { ReadinessDescriptor = 3 });

        await handle.Exited.InTimeAsync();
        Assert.False(handle.Ready.IsCompleted);
        await EndAsync(handle);
    }

    [Fact]
    public async Task Writing_is_not_non_blocking()
    {
        var (_, output) = await RunAsync(new() { FileName = "cat", Arguments = ["/proc/self/fdinfo/3"], ReadinessDescriptor = 3 });

        // O_NONBLOCK is 04000.
        string flags = ProcStatus.Parse(output)["flags"];
        Assert.Equal(0, Convert.ToInt32(flags, 8) & LibC.O_NONBLOCK);
    }

    [Fact]
    public async Task A_program_that_cannot_be_executed_says_why_also_with_descriptor_3_taken()
    {
        string script = AddScript("broken", "#!/does/not/exist\n");
        foreach (int number in new[] { 3, 4, 77 })
        {
            var handle = Host.Start(new() { FileName = script, ReadinessDescriptor = number });
            var error = Assert.IsType<ProcessExit.NotStarted>(await handle.Exited.InTimeAsync()).Error;

            Assert.Equal((ProcessStartStage.Execute, Errnos.ENOENT), (error.Stage, error.Errno));
            Assert.False(handle.Ready.IsCompleted);
        }
    }

    private static async Task<int> RunToolAsync(string tool, string argument)
    {
        using var process = System.Diagnostics.Process.Start(tool, [argument]);
        await process.WaitForExitAsync().InTimeAsync();
        return process.ExitCode;
    }

    private static async Task EndAsync(IProcessHandle handle)
    {
        handle.Signal(SIGKILL, SignalTarget.Group);
        await handle.Exited.InTimeAsync();
        await handle.WhenGroupGoneAsync().InTimeAsync();
    }
}
