namespace Kamisama.Processes.Tests;

[Trait("Needs", "Linux")]
public sealed class CommandPathTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kamisama-path-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("/bin/sh")]
    [InlineData("./sh")]
    [InlineData("a/b")]
    public void Resolve_with_a_slash_is_taken_as_it_is(string name) => Assert.Equal((name, 0), CommandPath.Resolve(name, "/bin", null));

    [Fact]
    public void Resolve_the_first_executable_file_is_taken()
    {
        Add("a", "tool", executable: false);
        string directory = Directory.CreateDirectory(Path.Combine(_folder, "b", "tool")).Parent!.FullName;
        string wanted = Add("c", "tool", executable: true);
        Add("d", "tool", executable: true);

        Assert.Equal((wanted, 0), CommandPath.Resolve("tool", $"{_folder}/no:{_folder}/a:{directory}:{_folder}/c:{_folder}/d", null));
    }

    [Fact]
    public void Resolve_what_may_not_be_executed_is_remembered()
    {
        Add("a", "tool", executable: false);

        Assert.Equal((null, Errnos.EACCES), CommandPath.Resolve("tool", $"{_folder}/a:{_folder}/no", null));
        Assert.Equal((null, Errnos.ENOENT), CommandPath.Resolve("other", $"{_folder}/a", null));
        Assert.Equal((null, Errnos.ENOENT), CommandPath.Resolve("tool", "/etc/passwd", null));
    }

    [Fact]
    public void Resolve_without_path_the_usual_folders_are_searched() => Assert.Equal(("/bin/sh", 0), CommandPath.Resolve("sh", null, null));

    [Theory]
    [InlineData("", "./tool")]
    [InlineData(":/bin", "./tool")]
    [InlineData("sub", "sub/tool")]
    public void Resolve_relative_parts_are_meant_from_the_working_directory(string path, string expected)
    {
        Add("", "tool", executable: true);
        Add("sub", "tool", executable: true);

        Assert.Equal((expected, 0), CommandPath.Resolve("tool", path, _folder));
    }

    [Fact]
    public void Resolve_another_error_ends_the_search()
    {
        File.CreateSymbolicLink(Path.Combine(_folder, "tool"), Path.Combine(_folder, "tool"));

        var (path, errno) = CommandPath.Resolve("tool", $"{_folder}:/bin", null);

        Assert.Equal((null, "ELOOP"), (path, Errnos.NameOf(errno)));
    }

    private string Add(string folder, string name, bool executable)
    {
        string path = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, folder)).FullName, name);
        File.WriteAllText(path, "");
        File.SetUnixFileMode(path, executable ? UnixFileMode.UserRead | UnixFileMode.UserExecute : UnixFileMode.UserRead);
        return path;
    }
}
