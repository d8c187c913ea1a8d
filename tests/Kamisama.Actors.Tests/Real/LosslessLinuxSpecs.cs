using System.Globalization;
using Mono.Unix.Native;

namespace Kamisama.Actors.Tests.Real;

/// <summary>Numbered lines of many workers, while their file is rotated, deleted, renamed and reopened: none lost, torn or doubled.</summary>
/// <remarks>In continuous integration 100,000 lines; with KAMISAMA_LONG=1 8 × 1,000,000, and 100 deletions.</remarks>
public sealed class LosslessLinuxSpecs(ITestOutputHelper output) : RealSpecs(output)
{
    private const int Workers = 8;
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("KAMISAMA_LONG") == "1";
    private static readonly int Lines = IsLong ? 1_000_000 : 12_500;
    private static readonly int Disturbances = IsLong ? 110 : 10;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(IsLong ? 15 : 1);

    [Fact]
    public async Task No_line_is_lost_torn_or_doubled()
    {
        int batches = IsLong ? 1000 : 100;
        string script = FormattableString.Invariant(
            $"i=0; while [ $i -lt {batches} ]; do seq -f w{{index}}-%.0f $((i * {Lines / batches} + 1)) $(((i + 1) * {Lines / batches})); i=$((i+1)); sleep {(IsLong ? "0.01" : "0.02")}; done");
        Directory.CreateDirectory(PathOf("logs"));
        RealPool pool = Start(PoolOf(Shell(script), Workers) with
        {
            Restart = RestartMode.Never,
            Command = Shell(script),
            Output = new WorkerOutput.ToFile(PathOf("logs/log")) { Rotation = new LogRotation { MaxSize = IsLong ? 1 << 17 : 1 << 14, Keep = 1000 } },
        });

        List<int> deleted = await DisturbAsync(pool);
        Assert.Equal(0, (await pool.Pool.Completion.WaitAsync(Patience)).ExitCode);

        var seen = new byte[Workers][];
        Array.Fill(seen, []);
        seen = Array.ConvertAll(seen, _ => new byte[Lines + 1]);
        int rotations = Directory.GetFiles(PathOf("logs"), "log.*").Length;
        foreach (string path in Directory.GetFiles(PathOf("logs")).Concat(deleted.Select(descriptor => $"/proc/self/fd/{descriptor}")))
        {
            Check(File.ReadAllText(path), seen);
        }

        deleted.ForEach(descriptor => Assert.Equal(0, Syscall.close(descriptor)));
        Assert.All(seen, lines => Assert.Equal(lines.Length, lines.Count(times => times == 1) + 1));
        Assert.True(rotations >= Disturbances && deleted.Count >= Disturbances / 2, $"Only {rotations} rotations and {deleted.Count} deletions.");
        Tell($"{Workers} x {Lines} lines in {rotations + 1} files, {deleted.Count} of them deleted meanwhile, {Disturbances} renamed");
    }

    // Each time, a file that has something in it is deleted, with an eye kept on it; and another one is renamed and then reopened.
    private async Task<List<int>> DisturbAsync(RealPool pool)
    {
        List<int> deleted = [];
        for (int i = 0; i < Disturbances; i++)
        {
            await OutputLinuxSpecs.Eventually(
                "one more rotation", () => pool.Pool.Completion.IsCompleted || (File.Exists(PathOf(FormattableString.Invariant($"logs/log.{i + 1}"))) && Length() > 0));
            if (Stdlib.rename(PathOf("logs/log"), PathOf("logs/doomed")) == 0)
            {
                // By another name first: a rotation right before the deletion would put a file there that nobody has an eye on.
                deleted.Add(Syscall.open(PathOf("logs/doomed"), OpenFlags.O_RDONLY));
                Assert.Equal(0, Syscall.unlink(PathOf("logs/doomed")));
            }

            await OutputLinuxSpecs.Eventually("a file with lines", () => pool.Pool.Completion.IsCompleted || Length() > 0);
            _ = Stdlib.rename(PathOf("logs/log"), PathOf(FormattableString.Invariant($"logs/moved.{i}")));
            pool.Pool.Master.Tell(new MasterMessage.ReopenLogs(), ActorRefs.NoSender);
        }

        return deleted;
    }

    private long Length() => new FileInfo(PathOf("logs/log")) is { Exists: true } file ? file.Length : 0;

    private static void Check(string text, byte[][] seen)
    {
        Assert.True(text.Length == 0 || text.EndsWith('\n'), "The last line of a file is torn.");
        foreach (ReadOnlySpan<char> line in text.AsSpan().TrimEnd('\n').EnumerateLines())
        {
            if (line.IsEmpty)
            {
                continue;
            }

            int dash = line.IndexOf('-');
            Assert.True(
                line[0] == 'w' && dash > 0
                && int.TryParse(line[1..dash], NumberStyles.None, CultureInfo.InvariantCulture, out int worker)
                && int.TryParse(line[(dash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out int number)
                && ++seen[worker - 1][number] == 1,
                $"Torn or doubled: '{line}'.");
        }
    }
}
