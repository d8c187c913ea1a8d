using Kamisama.Processes;

namespace Kamisama.Actors;

/// <summary>Checks what is to be run: what the kernel could not be given is a fault.</summary>
internal static class CommandValidator
{
    /// <param name="command">What is to be run.</param>
    /// <param name="name">How the faults name it, at the beginning of a sentence: "The command".</param>
    /// <param name="faults">Where they go.</param>
    public static void Check(ProcessSpec command, string name, List<string> faults)
    {
        if (command.FileName.Length == 0)
        {
            faults.Add($"{name} is empty: name the program to run.");
        }

        if (command.FileName.Contains('\0') || command.Arguments.Any(argument => argument.Contains('\0')))
        {
            faults.Add($"{name} holds a NUL character, which no program can be given.");
        }

        if (command.WorkingDirectory is { } directory && (directory.Length == 0 || directory.Contains('\0')))
        {
            faults.Add($"{name} has a working directory that is empty or holds a NUL character.");
        }

        foreach (var (variable, value) in command.Environment)
        {
            if (variable.Length == 0 || variable.Contains('=') || variable.Contains('\0') || value?.Contains('\0') == true)
            {
                faults.Add($"{name} sets the environment variable '{variable}', which is not valid: a name is not empty and holds no '=', neither holds a NUL character.");
            }
        }
    }
}
