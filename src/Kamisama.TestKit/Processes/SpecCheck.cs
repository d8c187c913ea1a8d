using Kamisama.Processes;

namespace Kamisama.TestKit;

/// <summary>Refuses what the kernel would refuse, so that a test sees it too.</summary>
internal static class SpecCheck
{
    internal static void ThrowIfInvalid(ProcessSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentException.ThrowIfNullOrEmpty(spec.FileName, nameof(spec));
        if (spec.ReadinessDescriptor is < 3 or > 255)
        {
            throw new ArgumentException($"The readiness descriptor {spec.ReadinessDescriptor} can't be: give one from 3 to 255.", nameof(spec));
        }

        if (spec.StandardInput is ProcessStdio.LastLines or ProcessStdio.Captured)
        {
            throw new ArgumentException("Standard input has no last lines: use ProcessStdio.Tail and ProcessStdio.Capture for output only.", nameof(spec));
        }

        CheckText(spec.FileName);
        CheckText(spec.WorkingDirectory);
        foreach (string argument in spec.Arguments)
        {
            CheckText(argument);
        }

        foreach ((string name, string? value) in spec.Environment)
        {
            CheckText(value);
            if (name.Length == 0 || name.AsSpan().ContainsAny('=', '\0'))
            {
                throw new ArgumentException(
                    $"The environment variable '{Shown(name)}' can't be passed to a process: its name is empty, or has a '=' or a NUL character. See environ(7).",
                    nameof(spec));
            }
        }
    }

    private static void CheckText(string? text)
    {
        if (text?.Contains('\0', StringComparison.Ordinal) == true)
        {
            throw new ArgumentException($"'{Shown(text)}' has a NUL character, which can't be passed to a process. Remove it.", nameof(text));
        }
    }

    private static string Shown(string text) => text.Replace("\0", "\\0", StringComparison.Ordinal);
}
