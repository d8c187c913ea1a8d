using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Mono.Unix.Native;

namespace Kamisama.Cli.Tests;

/// <summary>samples/ThreePools through the real command: three languages, an overlay, an override.</summary>
public sealed class ThreePoolsTests
{
    [ProgramsFact("python3", "ruby")]
    public async Task Runs_by_its_file_with_the_overlay_of_its_environment()
    {
        int port = FreePort();
        using var kamisama = RunningProgram.Start(
            "/usr/bin/env", $"PORT={port}", "KAMISAMA__POOLS__CRUNCHERS__INSTANCES=3", Path.Combine(AppContext.BaseDirectory, "kamisama"),
            "run", "-f", Path.Combine(Folder(), "kamisama.json"), "--environment", "development");
        var started = new List<string>();
        await kamisama.WaitForLine("the scheduler", line =>
        {
            if (Regex.Match(line, @"\] (\w+): worker \d+ \(pid \d+\) (started|is ready)") is { Success: true } match)
            {
                started.Add($"{match.Groups[1]} {match.Groups[2]}");
            }

            return line == "SCHEDULER: turn 2";
        });

        // In order: the next pool is started when the workers of the one before are ready.
        Assert.Equal(["web started", "web is ready"], started.Take(2));
        Assert.Equal(3, started.Count(line => line == "crunchers is ready"));
        Assert.Equal("scheduler started", started[^1]);
        using var client = new HttpClient();
        Assert.Equal("Hello, developer, from web worker 1\n", await client.GetStringAsync($"http://127.0.0.1:{port}/"));

        kamisama.Signal(Signum.SIGTERM);
        var (exitCode, lines) = await kamisama.WaitForExit();
        Assert.Equal(0, exitCode);
        Assert.Equal(
            ["scheduler: stopped", "crunchers: stopped", "web: stopped"],
            lines.Select(line => Regex.Match(line, @"\] (\w+: stopped)$").Groups[1].Value).Where(text => text.Length > 0));
        Assert.Contains("SCHEDULER: done", lines);
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Folder([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../samples/ThreePools"));
}
