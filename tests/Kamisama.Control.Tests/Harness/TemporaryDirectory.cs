namespace Kamisama.Control.Tests;

/// <summary>A directory for one test.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("kamisama-control-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
