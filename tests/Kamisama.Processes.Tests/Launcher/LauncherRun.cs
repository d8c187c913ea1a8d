using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Kamisama.Processes.Tests;

/// <summary>What one run of the launcher left behind.</summary>
internal sealed record LauncherRun(int ExitCode, string Output, string Error, byte[] Report, IReadOnlyList<string> Argv)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>What the launcher reported; <see langword="null"/> when the program runs.</summary>
    internal ProcessStartError? Failure => Report.Length == 0 ? null : LauncherCommand.Decode(Report, Argv);

    internal string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Encodes a start and runs it.</summary>
    internal static Task<LauncherRun> Of(ProcessSpec spec, string shell = "exec \"$@\"", long? restoreSoftNoFile = null) =>
        Of(LauncherCommand.Encode(spec, Environment.ProcessId, spec.FileName, restoreSoftNoFile).Skip(2), shell);

    /// <summary>Runs the launcher with exactly these arguments.</summary>
    /// <param name="arguments">The list behind the launcher's own name and the number of the report pipe, which is 3.</param>
    /// <param name="shell">How /bin/sh starts it; "$@" is the launcher with its arguments, descriptor 3 is there already.</param>
    /// <param name="architecture">Whose bytes; default: this machine's.</param>
    internal static async Task<LauncherRun> Of(IEnumerable<string> arguments, string shell = "exec \"$@\"", Architecture? architecture = null)
    {
        // A child that another test forks while the launcher's file is written holds it open for writing until its own execve.
        const int Attempts = 50;
        LauncherRun run = await OnceAsync([.. arguments], shell, architecture);
        for (int i = 1; i < Attempts && run.Error.Contains("Text file busy", StringComparison.Ordinal); i++)
        {
            run = await OnceAsync([.. arguments], shell, architecture);
        }

        return run;
    }

    private static async Task<LauncherRun> OnceAsync(string[] arguments, string shell, Architecture? architecture)
    {
        using var folder = new LauncherFolder();
        var launcher = folder.AddLauncher(architecture ?? RuntimeInformation.ProcessArchitecture);
        var report = folder.PathOf("report");
        List<string> argv = [launcher, "3", .. arguments];
        var start = new ProcessStartInfo("/bin/sh", ["-c", $"exec 3>'{report}'; {shell}", "sh", .. argv])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"'{string.Join(' ', argv)}' has not ended after {Patience}.");
        }

        return new(process.ExitCode, await output, await error, await File.ReadAllBytesAsync(report), argv);
    }

    internal void ShouldHaveRun()
    {
        Assert.Null(Failure);
        Assert.True(ExitCode == 0, $"exit code {ExitCode}: {Error}");
    }
}
