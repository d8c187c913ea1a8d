namespace Kamisama.Cli.Tests;

/// <summary>A directory for one test.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("kamisama-cli-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
