using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Kamisama.Cli.Config;
using Xunit.Abstractions;

namespace Kamisama.Cli.Tests.Config;

/// <summary>Files with random damage: never a crash, never a hang, and every rejection says where.</summary>
/// <remarks>KAMISAMA_FUZZ: how many. KAMISAMA_SEED: the first seed, which a failure prints.</remarks>
public sealed class ConfigFuzzTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);
    private static readonly Regex Place = new(@"^[^\n]*kamisama\.(json|yaml)(:\d+:\d+)?: |^There are \d+", RegexOptions.Compiled);

    private static readonly string[] Splices =
        ["{", "}", "[", "]", ",", ":", "\"", "'", "\\", "\\u0000", "\\ud800", "null", "true", "-1", "1e999", "99999999999999999999", "${", "${A}", "${A:-}", "$$", "//", "/*", "*/", "&a", "*a", "- ", "---\n", "!!x ", "? ", "| \n", "\t", "\n", "\r", "\0", "\u2028", "𝄞"];

    [Fact]
    public void Damaged_files_are_read_or_refused_with_a_place()
    {
        int count = int.TryParse(Environment.GetEnvironmentVariable("KAMISAMA_FUZZ"), out int given) ? given : 2000;
        int first = int.TryParse(Environment.GetEnvironmentVariable("KAMISAMA_SEED"), out int seed) ? seed : Random.Shared.Next(1 << 30);
        output.WriteLine($"KAMISAMA_SEED={first} KAMISAMA_FUZZ={count}");
        using var files = new ConfigFiles();
        string json = ConfigText.Write(Load(files.Add("kamisama.json", Whole), new ConfigFaults())!, effective: true, origin: false, secrets: true);
        int valid = 0;
        for (int i = 0; i < count; i++)
        {
            var random = new Random(first + i);
            bool isYaml = random.Next(3) == 0;
            byte[] damaged = Damage(isYaml ? Yaml : random.Next(2) == 0 ? Whole : json, random);
            string path = Path.Combine(files.Folder, isYaml ? "kamisama.yaml" : "kamisama.json");
            File.WriteAllBytes(path, damaged);
            long start = Stopwatch.GetTimestamp();
            var faults = new ConfigFaults();
            try
            {
                if (Load(path, faults) is { } tree)
                {
                    ConfigReader.Read(tree, faults);
                    ConfigText.Write(tree, effective: faults.Count == 0, origin: true, secrets: false);
                }
            }
            catch (Exception exception)
            {
                Assert.Fail($"KAMISAMA_SEED={first + i} KAMISAMA_FUZZ=1: {exception}\n{Encoding.UTF8.GetString(damaged)}");
            }

            Assert.True(Stopwatch.GetElapsedTime(start) < Longest, $"KAMISAMA_SEED={first + i} KAMISAMA_FUZZ=1 took {Stopwatch.GetElapsedTime(start)}");
            Assert.All(faults.ToLines(), line => Assert.True(Place.IsMatch(line), $"KAMISAMA_SEED={first + i} KAMISAMA_FUZZ=1 has no place: {line}"));
            valid += faults.Count == 0 ? 1 : 0;
        }

        output.WriteLine($"{valid} of {count} were valid all the same.");
    }

    [Theory]
    [InlineData("{\"pools\":{", "\"k#\":{\"command\":3,\"instance\":0},", "}}")]
    [InlineData("{", "\"key#\":1,", "}")]
    [InlineData("{\"pools\":{\"a\":{\"command\":[", "\"${HOME}#\",", "]}}}")]
    [InlineData("{\"pools\":{\"a\":{\"command\":\"x\",\"environment\":{", "\"V#\":\"${NO_#}\",", "}}}}")]
    public void Large_files_and_overlays_take_no_longer(string begin, string piece, string end)
    {
        using var files = new ConfigFiles();
        var text = new StringBuilder(begin);
        for (int i = 0; text.Length < (1 << 20) - 200; i++)
        {
            text.Append(piece.Replace("#", $"{i}", StringComparison.Ordinal));
        }

        string file = files.Add("kamisama.json", text.Append(end).ToString());
        files.Add("kamisama.test.json", text.ToString());
        files.Add(".env", string.Concat(Enumerable.Range(0, 60_000).Select(i => $"V{i}=x\n")));
        long start = Stopwatch.GetTimestamp();
        var faults = new ConfigFaults();
        ConfigTree tree = ConfigLoader.Load(file, "test", faults)!;
        ConfigReader.Read(tree, faults);
        Assert.InRange(faults.ToLines().Count, 0, ConfigFaults.MostTold + 1);
        Assert.True(Stopwatch.GetElapsedTime(start) < 5 * Longest, $"It took {Stopwatch.GetElapsedTime(start)}."); // 5: other tests run beside.
    }

    private static ConfigTree? Load(string path, ConfigFaults faults) => ConfigLoader.Load(path, null, faults);

    private static byte[] Damage(string text, Random random)
    {
        var bytes = new List<byte>(Encoding.UTF8.GetBytes(text));
        for (int changes = random.Next(1, 6); changes > 0; changes--)
        {
            int at = random.Next(bytes.Count + 1), length = random.Next(1, 1 + Math.Min(random.Next(1, 30), Math.Max(1, bytes.Count - at)));
            switch (random.Next(5))
            {
                case 0 when at < bytes.Count:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1 when at + length <= bytes.Count:
                    bytes.RemoveRange(at, length);
                    break;
                case 2 when at + length <= bytes.Count:
                    bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length));
                    break;
                case 3 when random.Next(10) == 0:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                default:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(Splices[random.Next(Splices.Length)]));
                    break;
            }
        }

        return [.. bytes];
    }

    private const string Whole = """
        {
          // comment
          "strategy": "one-for-one",
          "pools": {
            "web": { "command": ["ruby", "web.rb", "${HOME}"], "instances": 4, "gracePeriod": "30s", "ready": "http://127.0.0.1:800{index}/", "environment": { "A": "1" } },
            "crunchers": { "command": "sh -c 'echo hi'", "rules": { "signalled": "backoff=5..60,limit=10/1h" }, "liveness": "tcp:127.0.0.1:80", "livenessFailures": "3/5" },
          }
        }
        """;

    private const string Yaml = """
        strategy: one-for-one
        pools:
          web: &web
            command: [ruby, web.rb, "${HOME}"] # comment
            instances: 4
            gracePeriod: 30s
            environment: { A: "1" }
          crunchers:
            command: sh -c 'echo hi'
            rules:
              signalled: backoff=5..60,limit=10/1h
          copy: *web
        """;
}
