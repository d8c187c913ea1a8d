namespace Kamisama.EndToEnd.Tests;

/// <summary>Where the programs under test are.</summary>
internal static class Programs
{
    /// <summary>The command: the one that KAMISAMA_COMMAND names (a published one, say), else the one built with the tests.</summary>
    internal static string Kamisama { get; } =
        Environment.GetEnvironmentVariable("KAMISAMA_COMMAND") is { Length: > 0 } command
            ? Path.GetFullPath(command)
            : BuiltWithTheTests("src/Kamisama.Cli", "kamisama");

    /// <summary>A program that holds a pool itself and dies in the way that it is asked to.</summary>
    internal static string TestHost { get; } = BuiltWithTheTests("tests/Kamisama.TestHost", "Kamisama.TestHost");

    /// <summary>A worker with bad habits.</summary>
    internal static string TestWorker { get; } = BuiltWithTheTests("tests/Kamisama.TestWorker", "Kamisama.TestWorker");

    /// <summary>The sample of a .NET host with pools, on the actor runtime that the tests were built for.</summary>
    internal static string SampleHost { get; } = Runtime == "Akka"
        ? BuiltWithTheTests("samples/AkkaHost", "AkkaHost")
        : BuiltWithTheTests("samples/GenericHost", "GenericHost");

    private static string Runtime => new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/')).Parent!.Parent!.Name;

    // This assembly is in ROOT/tests/NAME/bin/RUNTIME/CONFIGURATION/FRAMEWORK; the programs are in the same place of theirs.
    private static string BuiltWithTheTests(string project, string name)
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/'));
        string framework = output.Name, configuration = output.Parent!.Name, runtime = output.Parent.Parent!.Name;
        DirectoryInfo root = output.Parent.Parent.Parent!.Parent!.Parent!.Parent!;
        string path = Path.Combine(root.FullName, project, "bin", runtime, configuration, framework, name);
        return File.Exists(path) ? path : throw new FileNotFoundException($"Build {project} first, or set KAMISAMA_COMMAND.", path);
    }
}
