using Kamisama.Actors;
using Kamisama.Cli.Run;
using Kamisama.Processes;

namespace Kamisama.Cli.Tests.Run;

public sealed class PolicyOptionsTests
{
    [Fact]
    public void Read_EveryPolicyOption_ReachesThePool()
    {
        WorkerPoolOptions pool = Read(
            "--restart on-failure --success-codes 0,99 --no-restart-codes 125 --no-restart-signals ABRT,9 --respawn-scope worker "
            + "--start-stagger 0.5 --ready notify --start-timeout 1m --watchdog 30 --max-age 1d --max-uptime 12h --restart-surge 2 "
            + "--quiet-signal USR1 --quiet-period 5 --error-lines 20 --seed 7 --control-group /sys/fs/cgroup/x");

        Assert.Equal(RestartMode.OnFailure, pool.Restart);
        Assert.Equal([0, 99], pool.SuccessExitCodes);
        Assert.Equal([125], pool.NoRestartExitCodes);
        Assert.Equal([6, 9], pool.NoRestartSignals);
        Assert.Equal(RespawnScope.Worker, pool.RespawnScope);
        Assert.Equal(TimeSpan.FromSeconds(0.5), pool.StartStagger);
        Assert.Equal(new Readiness.Notified(), pool.Readiness);
        Assert.Equal(TimeSpan.FromMinutes(1), pool.StartTimeout);
        Assert.Equal(TimeSpan.FromSeconds(30), pool.WatchdogTimeout);
        Assert.Equal(TimeSpan.FromDays(1), pool.MaxAge);
        Assert.Equal(TimeSpan.FromHours(12), pool.MaxUptime);
        Assert.Equal(2, pool.RestartSurge);
        Assert.Equal(10, pool.QuietSignal);
        Assert.Equal(TimeSpan.FromSeconds(5), pool.QuietPeriod);
        Assert.Equal(20, pool.ErrorLinesKept);
        Assert.Equal(7, pool.Seed);
        Assert.Equal("/sys/fs/cgroup/x", pool.Command!.ControlGroup);
    }

    [Fact]
    public void Read_Backoff_AnyPartTurnsItOn()
    {
        Assert.Null(Read("").Backoff);
        Assert.Equal(new RespawnBackoff { MaxDelay = TimeSpan.FromMinutes(5) }, Read("--backoff-max 5m").Backoff);
        Assert.Equal(
            new RespawnBackoff
            {
                InitialDelay = TimeSpan.FromSeconds(2), MaxDelay = TimeSpan.FromSeconds(30), Factor = 1.5, Jitter = 1, ResetAfter = TimeSpan.FromMinutes(1),
            },
            Read("--backoff-jitter 1 --backoff-reset 60 --backoff-initial 2 --backoff-max 30 --backoff-factor 1.5").Backoff);
    }

    [Fact]
    public void Read_MemoryAndLiveness_InAnyOrder()
    {
        WorkerPoolOptions pool = Read(
            "--memory-interval 5 --memory-measure pss --memory-limit 500M --liveness-failures 3/5 --liveness-timeout 2 --liveness-interval 30 --liveness http://127.0.0.1:80{index}/");

        Assert.Equal(
            new MemoryLimitOptions(500 << 20) { Measure = MemoryMeasure.ProportionalSet, Interval = TimeSpan.FromSeconds(5) }, pool.MemoryLimit);
        Assert.Equal(
            new LivenessOptions(new Probe.Http("http://127.0.0.1:80{index}/"))
            {
                Interval = TimeSpan.FromSeconds(30), Timeout = TimeSpan.FromSeconds(2), Failures = 3, Of = 5,
            },
            pool.Liveness);
    }

    public static TheoryData<string, Readiness> Readinesses => new()
    {
        { "fd:3", new Readiness.OnDescriptor(3) },
        { "uptime:1m30s", new Readiness.AfterUptime(TimeSpan.FromSeconds(90)) },
        { "tcp:localhost:80{index}", new Readiness.Probed(new Probe.Tcp("localhost", "80{index}")) },
        { "tcp:[::1]:8080", new Readiness.Probed(new Probe.Tcp("::1", "8080")) },
        { "https://127.0.0.1/health", new Readiness.Probed(new Probe.Http("https://127.0.0.1/health")) },
    };

    [Theory]
    [MemberData(nameof(Readinesses))]
    public void Read_Readiness_IsWhatItSays(string text, Readiness readiness) => Assert.Equal(readiness, Read($"--ready {text}").Readiness);

    [Fact]
    public void Read_ExecProbe_RunsInAShellWhereTheWorkersRun()
    {
        Request request = KamisamaCommand.Read(["run", "--instances", "1", "--directory", "/srv", "--user", "0", "--ready", "exec:test -e up.{index}", "--", "x"]);
        var readiness = Assert.IsType<Readiness.Probed>(Assert.IsType<Request.RunPool>(request).Options.Pool.Readiness);
        ProcessSpec command = Assert.IsType<Probe.Exec>(readiness.Probe).Command;

        Assert.Equal("/bin/sh", command.FileName);
        Assert.Equal(["-c", "test -e up.{index}"], command.Arguments);
        Assert.Equal("/srv", command.WorkingDirectory);
        Assert.Equal(0u, command.Credentials!.UserId);
    }

    [Fact]
    public void Read_Rules_AreOneForEachClass()
    {
        IReadOnlyDictionary<ExitClass, ExitRule> rules = Read(
            "--backoff-factor 3 --rule signalled:backoff=5..60,limit=10/1h --rule clean:backoff=0 --rule recycled:limit=unlimited --rule timed-out:backoff=2m").ExitRules;

        Assert.Equal(4, rules.Count);
        Assert.Equal(new RespawnBackoff { InitialDelay = TimeSpan.FromSeconds(5), MaxDelay = TimeSpan.FromMinutes(1), Factor = 3 }, rules[ExitClass.Signalled].Backoff);
        Assert.Equal(new RespawnBudget(10, TimeSpan.FromHours(1)), rules[ExitClass.Signalled].Budget);
        Assert.Equal(TimeSpan.Zero, rules[ExitClass.Clean].Backoff!.InitialDelay);
        Assert.Null(rules[ExitClass.Clean].Budget);
        Assert.Null(rules[ExitClass.Recycled].Budget!.Limit);
        Assert.Equal(TimeSpan.FromMinutes(2), rules[ExitClass.TimedOut].Backoff!.MaxDelay);
    }

    [Theory]
    [InlineData("--restart sometimes", "--restart must be always, on-failure or never, not 'sometimes'.")]
    [InlineData("--success-codes 0,256", "--success-codes must be a whole number from 0 to 255, not '256'.")]
    [InlineData("--no-restart-codes x", "--no-restart-codes must be a whole number from 0 to 255, not 'x'.")]
    [InlineData("--no-restart-signals FOO", "--no-restart-signals must be the name or number of a signal, such as ABRT or 6, not 'FOO'.")]
    [InlineData("--respawn-scope all", "--respawn-scope must be pool or worker, not 'all'.")]
    [InlineData("--backoff-initial soon", "--backoff-initial must be a time of 0 or more, such as 60 or 0.5 (seconds), 10m or 1h30m, not 'soon'.")]
    [InlineData("--backoff-factor 0.5", "--backoff-factor must be a number from 1 to 1000, not '0.5'.")]
    [InlineData("--backoff-jitter 2", "--backoff-jitter must be a number from 0 to 1, not '2'.")]
    [InlineData("--ready now", "--ready must be notify, fd:N, uptime:TIME, tcp:HOST:PORT, http://URL, https://URL or exec:COMMAND, not 'now'.")]
    [InlineData("--ready fd:2", "--ready must be a whole number from 3 to 255, not '2'.")]
    [InlineData("--liveness tcp:8080", "--liveness must be tcp:HOST:PORT, http://URL, https://URL or exec:COMMAND, not 'tcp:8080'.")]
    [InlineData("--liveness-interval 5", "--liveness-interval has no meaning without --liveness: give that too, or leave it out.")]
    [InlineData("--memory-measure pss", "--memory-measure has no meaning without --memory-limit: give that too, or leave it out.")]
    [InlineData("--quiet-period 5", "--quiet-period has no meaning without --quiet-signal: give that too, or leave it out.")]
    [InlineData("--liveness tcp:h:1 --liveness-failures 5/3", "--liveness-failures must be a whole number from 5 to 100, not '3'.")]
    [InlineData("--memory-limit 0", "--memory-limit must be a number of bytes, more than 0, such as 500M or 2G, not '0'.")]
    [InlineData("--memory-limit 5T", "--memory-limit must be a number of bytes, more than 0, such as 500M or 2G, not '5T'.")]
    [InlineData("--restart-surge -1", "--restart-surge must be a whole number from 0 to 10000, not '-1'.")]
    [InlineData("--rule clean", "--rule must be CLASS:backoff=FIRST[..LONGEST],limit=N/TIME with one of both or both, such as signalled:backoff=5..60,limit=10/1h, not 'clean'.")]
    [InlineData("--rule retired:limit=1/60", "--rule must begin with a class of ends (clean, failed, signalled, killed-for-memory, timed-out, could-not-start, recycled), not 'retired'.")]
    [InlineData("--rule clean:limit=1", "--rule has limit=N/TIME or limit=unlimited, such as limit=10/1h, not limit=1.")]
    [InlineData("--rule clean:limit=1/60 --rule clean:backoff=5", "--rule for clean was given twice. Put both parts into one: clean:backoff=5,limit=10/1h.")]
    [InlineData("--backoff 5", "Unknown option '--backoff'. Did you mean '--backoff-initial'?")]
    public void Read_OneFault_IsToldInOneSentenceThatSaysWhatToType(string options, string fault) =>
        Assert.Equal([fault], Assert.IsType<Request.Refuse>(KamisamaCommand.Read(["run", "--instances", "2", .. options.Split(' '), "--", "x"])).Faults);

    [Fact]
    public void Read_FaultsOfValuesAndOfThePool_AreToldTogether()
    {
        string options = "--restart x --backoff-initial 60 --backoff-max 5 --name a/b";
        IReadOnlyList<string> faults = Assert.IsType<Request.Refuse>(KamisamaCommand.Read(["run", "--instances", "2", .. options.Split(' '), "--", "x"])).Faults;

        Assert.Equal(3, faults.Count);
        Assert.Contains(faults, fault => fault.Contains("longest delay of the back-off (5 s) is shorter", StringComparison.Ordinal));
    }

    private static WorkerPoolOptions Read(string options) => Assert.IsType<Request.RunPool>(KamisamaCommand.Read(
        ["run", "--instances", "2", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--", "x"])).Options.Pool;
}
