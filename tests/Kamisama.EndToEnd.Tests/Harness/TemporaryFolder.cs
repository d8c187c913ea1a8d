namespace Kamisama.EndToEnd.Tests;

/// <summary>A folder that anybody may read, gone when it is disposed.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    internal TemporaryFolder()
    {
        Path = Directory.CreateTempSubdirectory("kamisama-").FullName;
        File.SetUnixFileMode(Path, (UnixFileMode)Convert.ToInt32("755", 8));
    }

    internal string Path { get; }

    /// <summary>A copy of a program, to be changed or deleted while it runs.</summary>
    internal string CopyOf(string program)
    {
        string copy = System.IO.Path.Combine(Path, System.IO.Path.GetFileName(program));
        File.Copy(program, copy);
        return copy;
    }

    internal string AddFile(string name, string text, UnixFileMode mode)
    {
        string path = System.IO.Path.Combine(Path, name);
        File.WriteAllText(path, text);
        File.SetUnixFileMode(path, mode);
        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
