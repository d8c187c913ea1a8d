namespace Kamisama.Cli.Tests;

/// <summary>A test that needs programs, and says so where there is one missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ProgramsFactAttribute : FactAttribute
{
    public ProgramsFactAttribute(params string[] programs)
    {
        string[] path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        string? missing = programs.FirstOrDefault(program => !path.Any(directory => File.Exists(Path.Combine(directory, program))));
        Skip = missing is null ? null : $"{missing} is not in PATH.";
    }
}
