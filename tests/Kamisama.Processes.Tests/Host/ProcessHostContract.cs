namespace Kamisama.Processes.Tests;

/// <summary>What every <see cref="IProcessHost"/> must do, real or simulated. A new host derives from it and gives it programs.</summary>
public abstract partial class ProcessHostContract : IAsyncLifetime
{
    private const int SIGKILL = 9;
    private const int SIGTERM = 15;
    private const int ECANCELED = 125;

    private Nursery? _host;

    /// <summary>The host under test. Remembers what it starts.</summary>
    protected IProcessHost Host => _host ??= new Nursery(CreateHost());

    /// <summary>A new host.</summary>
    protected abstract IProcessHost CreateHost();

    /// <summary>A program that ends at once with a code.</summary>
    protected abstract ProcessSpec Exits(int code);

    /// <summary>A program that ends itself at once by a signal.</summary>
    protected abstract ProcessSpec DiesBy(int signal);

    /// <summary>A program that runs until a signal ends it, and takes every signal's default action.</summary>
    protected abstract ProcessSpec RunsUntilTold();

    /// <summary>A program that ignores TERM and runs until it is killed.</summary>
    protected abstract ProcessSpec IgnoresTerm();

    /// <summary>A program that can't be executed, for this reason.</summary>
    protected abstract ProcessSpec CannotStart(int errno);

    /// <summary>A program that says that it is ready on descriptor 3, and runs until a signal ends it.</summary>
    protected abstract ProcessSpec SaysReady();

    /// <summary>A program that writes "one", "two" and "three" on standard error, a line each, and exits with code 1.</summary>
    protected abstract ProcessSpec WritesThreeErrors();

    /// <summary>Returns when the process of <see cref="IgnoresTerm"/> has come so far as to ignore it.</summary>
    protected abstract Task UntilItIgnoresTermAsync(IProcessHandle handle);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _host?.AssertNothingLeftAsync() ?? Task.CompletedTask;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(127)]
    [InlineData(255)]
    public async Task A_program_that_exits_is_told_with_its_code(int code)
    {
        var handle = Host.Start(Exits(code));

        Assert.True((await handle.Started.InTimeAsync()).Pid > 0);
        Assert.Equal(code, Assert.IsType<ProcessExit.Code>(await handle.Exited.InTimeAsync()).ExitCode);
    }

    [Theory]
    [InlineData(SIGKILL)]
    [InlineData(SIGTERM)]
    public async Task A_program_that_dies_by_a_signal_is_told_with_the_signal(int signal)
    {
        var exit = await Host.Start(DiesBy(signal)).Exited.InTimeAsync();

        Assert.Equal(signal, Assert.IsType<ProcessExit.Signalled>(exit).Signal);
    }

    [Fact]
    public async Task A_running_program_has_not_exited_until_a_signal_ends_it()
    {
        var handle = Host.Start(RunsUntilTold());
        await handle.Started.InTimeAsync();
        Assert.False(handle.Exited.IsCompleted);

        Assert.Equal(SignalOutcome.Sent, handle.Signal(SIGTERM));

        Assert.Equal(SIGTERM, Assert.IsType<ProcessExit.Signalled>(await handle.Exited.InTimeAsync()).Signal);
    }

    [Fact]
    public async Task A_program_that_ignores_term_runs_on_until_it_is_killed()
    {
        var handle = Host.Start(IgnoresTerm());
        await handle.Started.InTimeAsync();
        await UntilItIgnoresTermAsync(handle);

        Assert.Equal(SignalOutcome.Sent, handle.Signal(SIGTERM));
        Assert.Equal(SignalOutcome.Sent, handle.Signal(SIGKILL));

        // Had TERM had any effect, it would have been the cause: it came first.
        Assert.Equal(SIGKILL, Assert.IsType<ProcessExit.Signalled>(await handle.Exited.InTimeAsync()).Signal);
    }

    [Theory]
    [InlineData(SignalTarget.Process)]
    [InlineData(SignalTarget.Group)]
    public async Task A_signal_sent_before_the_process_exists_is_not_lost(SignalTarget target)
    {
        var handle = Host.Start(RunsUntilTold());

        Assert.Equal(SignalOutcome.Sent, handle.Signal(SIGKILL, target));

        Assert.Equal(SIGKILL, Assert.IsType<ProcessExit.Signalled>(await handle.Exited.InTimeAsync()).Signal);
    }

    [Theory]
    [InlineData(SignalTarget.Process)]
    [InlineData(SignalTarget.Group)]
    public async Task A_signal_to_a_process_that_is_gone_is_no_error(SignalTarget target)
    {
        var handle = Host.Start(Exits(0));
        await handle.Exited.InTimeAsync();

        Assert.Equal(SignalOutcome.Gone, handle.Signal(SIGTERM, target));
        Assert.Equal(SignalOutcome.Gone, handle.Signal(SIGTERM, target));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(13)]
    public async Task A_program_that_cannot_start_is_told_with_the_reason(int errno)
    {
        var handle = Host.Start(CannotStart(errno));

        var exception = await Assert.ThrowsAsync<ProcessStartException>(() => handle.Started.InTimeAsync());
        var exit = Assert.IsType<ProcessExit.NotStarted>(await handle.Exited.InTimeAsync());

        Assert.Equal((ProcessStartStage.Execute, errno), (exit.Error.Stage, exit.Error.Errno));
        Assert.Equal(exit.Error, exception.Error);
        Assert.Equal(SignalOutcome.Gone, handle.Signal(SIGKILL, SignalTarget.Group));
        await handle.WhenGroupGoneAsync().InTimeAsync();
    }

    [Fact]
    public async Task A_start_that_was_cancelled_before_makes_no_process()
    {
        var handle = Host.Start(RunsUntilTold(), new CancellationToken(canceled: true));

        var exit = Assert.IsType<ProcessExit.NotStarted>(await handle.Exited.InTimeAsync());
        Assert.Equal((ProcessStartStage.Prepare, ECANCELED), (exit.Error.Stage, exit.Error.Errno));
        await Assert.ThrowsAsync<ProcessStartException>(() => handle.Started.InTimeAsync());
    }

    [Fact]
    public async Task Cancelling_after_the_start_changes_nothing()
    {
        using var cancellation = new CancellationTokenSource();
        var handle = Host.Start(RunsUntilTold(), cancellation.Token);
        await handle.Started.InTimeAsync();

        await cancellation.CancelAsync();

        Assert.Equal(SignalOutcome.Sent, handle.Signal(SIGKILL));
        Assert.Equal(SIGKILL, Assert.IsType<ProcessExit.Signalled>(await handle.Exited.InTimeAsync()).Signal);
    }

    [Fact]
    public async Task The_group_of_a_process_without_children_is_gone_with_it()
    {
        var handle = Host.Start(RunsUntilTold());
        await handle.Started.InTimeAsync();
        var gone = handle.WhenGroupGoneAsync();
        Assert.False(gone.IsCompleted);

        handle.Signal(SIGKILL, SignalTarget.Group);

        await gone.InTimeAsync();
        Assert.True(handle.Exited.IsCompleted);
    }

    [Fact]
    public async Task Many_processes_at_once_are_told_apart()
    {
        var handles = Enumerable.Range(0, 50).Select(code => Host.Start(Exits(code))).ToList();

        var identities = await Task.WhenAll(handles.Select(handle => handle.Started)).InTimeAsync();
        var exits = await Task.WhenAll(handles.Select(handle => handle.Exited)).InTimeAsync();

        Assert.Equal(Enumerable.Range(0, 50), exits.Select(exit => Assert.IsType<ProcessExit.Code>(exit).ExitCode));
        Assert.Equal(50, identities.Distinct().Count());
    }

    [Fact]
    public void What_cannot_be_passed_to_the_kernel_is_refused_at_once()
    {
        var good = RunsUntilTold();

        Assert.ThrowsAny<ArgumentException>(() => Host.Start(good with { FileName = "" }));
        Assert.ThrowsAny<ArgumentException>(() => Host.Start(good with { FileName = "a\0b" }));
        Assert.ThrowsAny<ArgumentException>(() => Host.Start(good with { Arguments = ["a\0b"] }));
        Assert.ThrowsAny<ArgumentException>(() => Host.Start(good with { WorkingDirectory = "/a\0b" }));
        Assert.ThrowsAny<ArgumentException>(() => Host.Start(good with { Environment = new Dictionary<string, string?> { ["A"] = "a\0b" } }));
        Assert.ThrowsAny<ArgumentException>(() => Host.Start(good with { ReadinessDescriptor = 2 }));
        Assert.ThrowsAny<ArgumentException>(() => Host.Start(good with { StandardInput = ProcessStdio.Tail(1) }));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(65)]
    public async Task A_number_that_is_no_signal_is_refused(int signal)
    {
        var handle = Host.Start(Exits(0));

        Assert.Throws<ArgumentOutOfRangeException>(() => handle.Signal(signal));
        await handle.Exited.InTimeAsync();
    }
}
