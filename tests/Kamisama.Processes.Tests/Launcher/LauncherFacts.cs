using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Kamisama.Processes.Tests;

/// <summary>Runs where the launcher runs: Linux on x64 or arm64.</summary>
public class LauncherFactAttribute : FactAttribute
{
    public LauncherFactAttribute()
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture is not (Architecture.X64 or Architecture.Arm64))
        {
            Skip = "The launcher needs Linux on x64 or arm64.";
        }
    }
}

/// <summary>Changes users, so it needs a master that may.</summary>
public sealed class RootLauncherFactAttribute : LauncherFactAttribute
{
    public RootLauncherFactAttribute()
    {
        if (Skip is null && !Environment.IsPrivilegedProcess)
        {
            Skip = "Only root can change users.";
        }
    }
}

/// <summary>Needs a program that not every machine has.</summary>
public sealed class ToolLauncherFactAttribute : LauncherFactAttribute
{
    /// <param name="probe">A shell command that succeeds where the tool is there and works.</param>
    public ToolLauncherFactAttribute(string probe)
    {
        if (Skip is null && !Succeeds(probe))
        {
            Skip = $"Needs what '{probe}' looks for.";
        }
    }

    private static bool Succeeds(string probe)
    {
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", $"({probe}) >/dev/null 2>&1 </dev/null"]))!;
        shell.WaitForExit();
        return shell.ExitCode == 0;
    }
}
