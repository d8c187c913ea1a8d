namespace Kamisama.Cli.Tests;

/// <summary>A test that needs python3, and says so where there is none.</summary>
public sealed class PythonFactAttribute : FactAttribute
{
    public PythonFactAttribute()
    {
        string[] path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        Skip = path.Any(directory => File.Exists(Path.Combine(directory, "python3"))) ? null : "python3 is not in PATH.";
    }
}
