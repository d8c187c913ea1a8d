using Kamisama.Actors;
using Kamisama.Cli.Explain;

namespace Kamisama.Cli.Tests.Explain;

public sealed class PolicyTextTests
{
    [Fact]
    public void Describe_Defaults_IsThePolicyOfTheGem() => Assert.Equal(
        """
        3 workers of 'ruby worker.rb {index}', pool 'workers'.

        Start
          All are started at once, in the order of their indexes.
          A worker is ready as soon as its program runs.

        When a worker ends
          A worker that ends, in whatever way, is respawned at once.
          As long as no worker has run, one that can't be started ends the pool at once: exit code 3.
          More than 3 respawns in 1 min, over all workers: the pool gives up, all workers are stopped, exit code 1.

        Replacement, which is no death
          HUP replaces them all (rolling restart); when a new one ends before it is ready, the old ones that are left stay.
          One at a time: it is ended, and its next incarnation has to be ready before the next one's turn.
          Replacements do not count in the respawn limit, and don't wait.

        Stop
          A worker is asked by TERM; one that is there 10 s later is killed.
          TERM or INT to the pool ends it, all workers at once: exit code 0. A second one kills them. QUIT waits as long as it takes.
          However kamisama itself ends, the kernel sends every worker TERM.
        """,
        Describe("--instances 3 -- ruby worker.rb {index}"));

    [Theory]
    [InlineData("--backoff-max 1m", "respawned after 1 s, 2 s, 4 s, 8 s, 16 s, 32 s, then 1 min each time.")]
    [InlineData("--backoff-initial 5 --backoff-factor 1", "respawned after 5 s, each time.")]
    [InlineData("--backoff-initial 1 --backoff-max 1d", "respawned after 1 s, 2 s, 4 s, 8 s, 16 s, 32 s, 1 min 4 s, 2 min 8 s … at most 1 day.")]
    [InlineData("--backoff-initial 0.5 --backoff-max 1.2", "respawned after 0.5 s, 1 s, then 1.2 s each time.")]
    [InlineData("--backoff-initial 0", "respawned at once.")]
    [InlineData("--backoff-reset 1h", "after 1 h up it begins again with 1 s.")]
    [InlineData("--backoff-jitter 0.25", "Chance takes up to 25 % of each wait away.")]
    [InlineData("--restart on-failure", "A worker that exits with code 0 is not respawned: it gives up its place.")]
    [InlineData("--restart on-failure --success-codes 0,99", "A worker that exits with code 0 or 99 is not respawned")]
    [InlineData("--restart never", "A worker that ends, in whatever way, is not respawned: it gives up its place.")]
    [InlineData("--restart never", "When every place has been given up, the pool is over: exit code 0, or 4 when a worker failed.")]
    [InlineData("--no-restart-codes 125 --no-restart-signals ABRT,SEGV", "All the same, one that exits with code 125 or dies of ABRT or SEGV is not respawned: it gives up its place.")]
    [InlineData("--respawn-limit unlimited", "There is no limit to respawns: they never make the pool give up.")]
    [InlineData("--respawn-limit 0", "The first respawn is one too many: the pool gives up instead, all workers are stopped, exit code 1.")]
    [InlineData("--respawn-limit 1 --respawn-scope worker", "More than 1 respawn in 1 min, of one worker: the pool gives up")]
    [InlineData("--rule signalled:backoff=5..60,limit=10/1h", "A worker that dies of a signal that kamisama did not send is respawned after 5 s, 10 s, 20 s, 40 s, then 1 min each time. More than 10 such respawns in 1 h, counted apart: the pool gives up.")]
    [InlineData("--rule signalled:limit=10/1h", "More than 3 other respawns in 1 min, over all workers")]
    [InlineData("--rule clean:limit=unlimited", "A worker that exits with code 0 is respawned at once. These respawns are not counted.")]
    [InlineData("--rule could-not-start:backoff=5", "or is killed by the kernel for want of memory is respawned at once.")]
    [InlineData("--start-stagger 2", "One is started every 2 s, in the order of their indexes; so are those that are added.")]
    [InlineData("--ready notify", "A worker is ready when it says READY=1 on its notification socket.")]
    [InlineData("--ready fd:3", "A worker is ready when it writes a newline on descriptor 3.")]
    [InlineData("--ready uptime:90", "A worker is ready when it has stayed up for 1 min 30 s.")]
    [InlineData("--ready tcp:localhost:80", "A worker is ready when localhost:80 takes a connection; asked every 1 s, and no answer in 1 s is a no.")]
    [InlineData("--start-timeout 30", "One that is not ready 30 s after its start is ended (TERM, then KILL after 10 s): a death.")]
    [InlineData("--start-timeout 30 --grace-period unlimited --stop-signal INT", "One that is not ready 30 s after its start is ended (INT, then KILL after 10 s): a death.")]
    [InlineData("--watchdog 5", "One that is ready and has not said WATCHDOG=1 for 5 s is ended")]
    [InlineData("--liveness http://127.0.0.1:8080/ --liveness-interval 30", "Every 30 s a worker that is ready is asked whether GET http://127.0.0.1:8080/ is answered with 200 to 399; no answer in 1 s is a no.")]
    [InlineData("--liveness tcp:h:1 --liveness-failures 3/5", "One that fails 3 of the last 5 times is ended")]
    [InlineData("--memory-limit 500M --memory-measure pss", "Every 10 s its proportional share of memory is measured; one that is above 500 MiB in 3 of the last 5 samples is replaced.")]
    [InlineData("--max-age 10h", "One is replaced 9 h to 10 h (by chance, so that not all go together) after its start.")]
    [InlineData("--max-uptime 10h", "One is replaced 9 h to 10 h (by chance, so that not all go together) after it became ready.")]
    [InlineData("--restart-surge 2", "Up to 2 at a time: a new worker is started at a free index, and the old one is ended when it is ready.")]
    [InlineData("--rule recycled:limit=5/1d", "but more than 5 replacements in 1 day for age or a rolling restart is one too many, and the pool gives up.")]
    [InlineData("--quiet-signal USR1 --quiet-period 5", "A worker that is to go is sent USR1 first, and has 5 s to end by itself.")]
    [InlineData("--grace-period unlimited", "A worker is asked by TERM, and never killed.")]
    [InlineData("--grace-period 0", "A worker is asked by TERM. Nobody waits for it")]
    [InlineData("--output prefix", "It goes through the master to its own streams, behind the pool's name and the worker's index.")]
    [InlineData("--output file:{index}.log --output-rotate-size 1M", "It goes to files, as the workers wrote it: {index}.log")]
    [InlineData("--output file:x --output-rotate-size 1M --output-rotate-every 1d", "A file is set aside before it is larger than 1048576 bytes, and every 1 day; 10 old files are kept.")]
    [InlineData("--output journald --output-full drop", "What a worker writes more than 131072 bytes ahead of what takes its output is dropped, in whole lines, and counted.")]
    [InlineData("--error-lines 20", "The last 20 lines of its standard error are kept for the report of its death.")]
    public void Describe_AnOption_IsASentence(string options, string sentence) =>
        Assert.Contains(sentence, Describe($"--instances 2 {options}"), StringComparison.Ordinal);

    [Fact]
    public void Describe_WaitsThatAreShown_AreThoseThatArePerformed()
    {
        var backoff = new RespawnBackoff { InitialDelay = TimeSpan.FromSeconds(3), Factor = 1.5, MaxDelay = TimeSpan.FromSeconds(20) };
        string waits = string.Join(", ", Enumerable.Range(1, 5).Select(n => Words.Time(BackoffSequence.Delay(backoff, n, 0))));

        Assert.Contains($"after {waits}, then 20 s each time", Describe("--instances 2 --backoff-initial 3 --backoff-factor 1.5 --backoff-max 20"), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_FaultsOfThePool_AreToldToo() => Assert.Contains(
        "shorter than the initial one",
        Assert.Single(Assert.IsType<Request.Refuse>(KamisamaCommand.Read(["explain", "--instances", "2", "--backoff-initial", "60", "--backoff-max", "5"])).Faults),
        StringComparison.Ordinal);

    private static string Describe(string commandLine) =>
        Assert.IsType<Request.Tell>(KamisamaCommand.Read(["explain", .. commandLine.Split(' ')])).Text;
}
