using Kamisama.Actors.Tests.Output;

namespace Kamisama.Actors.Tests.Real;

/// <summary>A disk that becomes full and empty again, while its log is taken away and rotated.</summary>
public sealed class FullDiskLinuxSpecs(ITestOutputHelper output) : RealSpecs(output)
{
    private const int Workers = 4, Lines = 50_000, Batches = 100;

    // KAMISAMA_SEED begins elsewhere.
    private static readonly int Seed = int.TryParse(Environment.GetEnvironmentVariable("KAMISAMA_SEED"), out int seed) ? seed : 1;

    [TmpfsFact]
    public async Task What_is_in_the_logs_and_what_is_counted_as_lost_are_all_lines_and_none_is_torn()
    {
        for (int round = 0; round < 4; round++)
        {
            Tell($"seed {Seed + round}");
            await RunAsync(new Random(Seed + round), round % 2 == 0 ? null : new LogRotation { MaxSize = 40_000, Keep = 1000 });
        }
    }

    private async Task RunAsync(Random random, LogRotation? rotation)
    {
        using var disk = new Tmpfs(PathOf("."), 1 << 18);
        string script = $"i=0; while [ $i -lt {Batches} ]; do seq -f w{{index}}-%.0f $((i * {Lines / Batches} + 1)) $(((i + 1) * {Lines / Batches})); i=$((i+1)); sleep 0.01; done";
        RealPool pool = Start(PoolOf(Shell(script), Workers) with
        {
            Command = Shell(script),
            Restart = RestartMode.Never,
            Output = new WorkerOutput.ToFile(Path.Combine(disk.Path, "log")) { Rotation = rotation },
        });
        var seen = new HashSet<string>();
        Queue<FileStream> held = [];
        while (!pool.Pool.Completion.IsCompleted)
        {
            Hold(disk.Path, held);
            while (held.Count > 3)
            {
                Collect(held.Dequeue(), seen);
            }

            // Full for a while, now and then.
            bool isFull = random.Next(3) == 0;
            Fill(Path.Combine(disk.Path, "filler"), isFull ? 300_000 : 0);
            await Task.WhenAny(pool.Pool.Completion, Task.Delay(TimeSpan.FromMilliseconds(random.Next(50)), TimeProvider.System));
        }

        Assert.Equal(0, (await pool.EndAsync()).ExitCode);
        Hold(disk.Path, held);
        foreach (FileStream file in held)
        {
            Collect(file, seen);
        }

        long lost = pool.Events.Drain().Sum(told => told switch
        {
            SupervisionEvent.OutputRecovered recovered => recovered.Loss.Lines,
            SupervisionEvent.OutputLost last => last.Loss.Lines,
            _ => 0,
        });
        Tell($"{seen.Count} lines written, {lost} lost");
        Assert.Equal(Workers * Lines, seen.Count + lost);
    }

    // Taken away, but open: the master may still write to it.
    private static void Hold(string folder, Queue<FileStream> held)
    {
        foreach (string path in Directory.GetFiles(folder, "log*").Order(StringComparer.Ordinal))
        {
            string away = Path.Combine(folder, "away");
            try
            {
                File.Move(path, away, overwrite: true); // rename(2). Without it, link and unlink: a log that is rotated in between would be unlinked.
            }
            catch (FileNotFoundException)
            {
                continue; // Rotated meanwhile: it comes by its new name.
            }

            held.Enqueue(new FileStream(away, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
            File.Delete(away);
        }
    }

    private static void Collect(FileStream file, HashSet<string> seen)
    {
        using var reader = new StreamReader(file);
        string text = reader.ReadToEnd();
        Assert.True(text.Length == 0 || text.EndsWith('\n'), "The last line is torn.");
        foreach (string line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith("[kamisama] ", StringComparison.Ordinal)))
        {
            Assert.Matches("^w[1-4]-[1-9][0-9]{0,4}$", line);
            Assert.True(seen.Add(line), $"Twice: {line}");
        }
    }

    private static void Fill(string path, int size)
    {
        try
        {
            File.WriteAllBytes(path, new byte[size]);
        }
        catch (IOException)
        {
            // As full as it can be.
        }
    }
}
