using System.Diagnostics;

namespace Kamisama.Control.Tests;

/// <summary>Runs other programs to their end.</summary>
internal static class Programs
{
    public static int Run(string program, params string[] args) => RunFor(out _, program, args);

    public static int RunFor(out string output, string program, params string[] args)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, args) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        output = process.StandardOutput.ReadToEnd() + error.GetAwaiter().GetResult();
        process.WaitForExit();
        return process.ExitCode;
    }
}
