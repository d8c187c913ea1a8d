using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Kamisama.Benchmarks;

/// <summary>The temporary folder with everything that is built for a comparison. Gone with the driver.</summary>
internal sealed class Workshop : IDisposable
{
    private static readonly string[] Programs = ["worker", "starter", "floor"];

    private readonly string _folder = Directory.CreateTempSubdirectory("kamisama-bench-").FullName;
    private int _runs;

    public string Worker => Path.Combine(_folder, "worker");

    public string Starter => Path.Combine(_folder, "starter");

    public string Floor => Path.Combine(_folder, "floor");

    /// <summary>A path for a run's FIFO or log; never the same twice.</summary>
    public string NewPath(string kind) => Path.Combine(_folder, $"{kind}-{++_runs}");

    public void CompilePrograms()
    {
        string sources = Path.Combine(AppContext.BaseDirectory, "Native");
        foreach (string program in Programs)
        {
            Tool("gcc", "-O2", "-static", "-o", Path.Combine(_folder, program), Path.Combine(sources, program + ".c"));
        }
    }

    /// <summary>Publishes the command as its users do.</summary>
    /// <returns>The executable.</returns>
    public string PublishKamisama()
    {
        string output = Path.Combine(_folder, "kamisama");
        string project = Path.Combine(RepositoryRoot(), "src", "Kamisama.Cli");
        if (!Directory.Exists(project))
        {
            throw new DirectoryNotFoundException($"There is no '{project}'; use --kamisama FILE, or --kamisama none for the floor alone.");
        }

        Tool("dotnet", "publish", project, "-c", "Release", "-o", output, "--disable-build-servers", "-nodeReuse:false", "-v:quiet");
        return Path.Combine(output, "kamisama");
    }

    /// <summary>
    /// A copy of the .NET runtime, for the measure of memory. The driver is a .NET program too; pages of files that two
    /// programs map are split between them in PSS, and a supervisor would look smaller than it is alone.
    /// </summary>
    /// <returns>What <see cref="DotnetRootVariable"/> has to be.</returns>
    public string CopyRuntime()
    {
        string copy = Path.Combine(_folder, "dotnet");
        if (!Directory.Exists(copy))
        {
            CopyFolder(RuntimeEnvironment.GetRuntimeDirectory(), copy, Path.Combine("shared", "Microsoft.NETCore.App"));
            foreach (string resolver in Directory.GetDirectories(Path.Combine(DotnetRoot, "host", "fxr")))
            {
                CopyFolder(resolver, copy, Path.Combine("host", "fxr"));
            }
        }

        return copy;
    }

    /// <summary>By which a program finds its runtime. The one with the CPU's name, for it goes before DOTNET_ROOT, and "dotnet run" sets it.</summary>
    public static string DotnetRootVariable { get; } = $"DOTNET_ROOT_{RuntimeInformation.ProcessArchitecture.ToString().ToUpperInvariant()}";

    /// <summary>Where the runtime of this process is installed.</summary>
    public static string DotnetRoot { get; } = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void CopyFolder(string source, string root, string parent)
    {
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(source));
        string target = Directory.CreateDirectory(Path.Combine(root, parent, name)).FullName;
        foreach (string file in Directory.GetFiles(source))
        {
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        }
    }

    private static string RepositoryRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Directory.Packages.props")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"'{AppContext.BaseDirectory}' is not inside the repository; use --kamisama FILE.");
    }

    private static void Tool(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{output}");
        }
    }
}
