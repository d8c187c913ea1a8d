using System.Runtime.InteropServices;

namespace Kamisama.Processes.Tests;

/// <summary>A folder of a test that every user may read, removed at its end.</summary>
internal sealed class LauncherFolder : IDisposable
{
    private const UnixFileMode Everybody = (UnixFileMode)0b111_101_101;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kamisama-launcher-test-");

    internal LauncherFolder() => SetMode(_folder.FullName, Everybody);

    internal string Path => _folder.FullName;

    internal string PathOf(string name) => System.IO.Path.Combine(_folder.FullName, name);

    /// <summary>Writes a file; executable for everybody unless said otherwise.</summary>
    internal string Add(string name, byte[] content, UnixFileMode mode = Everybody)
    {
        var path = PathOf(name);
        File.WriteAllBytes(path, content);
        SetMode(path, mode);
        return path;
    }

    internal string AddLauncher(Architecture architecture) => Add("launcher", LauncherImage.BytesFor(architecture));

    private static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
