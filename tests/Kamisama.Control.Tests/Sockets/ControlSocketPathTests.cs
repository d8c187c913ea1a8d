namespace Kamisama.Control.Tests.Sockets;

public sealed class ControlSocketPathTests
{
    [Theory]
    [InlineData("/run/user/1000", 1000u, "/run/user/1000/kamisama")]
    [InlineData("/run//user/x/../1000/", 1000u, "/run/user/1000/kamisama")]
    [InlineData("/run/user/0", 0u, "/run/user/0/kamisama")]
    [InlineData(null, 0u, "/run/kamisama")]
    [InlineData("", 0u, "/run/kamisama")]
    [InlineData("relative", 1000u, "/tmp/kamisama-1000")]
    [InlineData(null, 1000u, "/tmp/kamisama-1000")]
    public void The_directory_is_the_users_own(string? runtimeDirectory, uint user, string expected) =>
        Assert.Equal(expected, ControlSocketPath.Directory(runtimeDirectory, user, "/tmp"));

    [Fact]
    public void A_name_lies_in_the_directory_and_a_path_is_a_path()
    {
        Assert.Equal("/d/web-1.sock", ControlSocketPath.For("web-1", "/d"));
        Assert.Equal("/x/y", ControlSocketPath.For("/x/y", "/d"));
        Assert.Equal(Path.GetFullPath("./y"), ControlSocketPath.For("./y", "/d"));
    }

    [Theory]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData(".hidden")]
    [InlineData("two words")]
    [InlineData("new\nline")]
    [InlineData("ü")]
    public void What_is_no_name_is_refused(string name) => Assert.Throws<ArgumentException>(() => ControlSocketPath.For(name, "/d"));

    [Fact]
    public void A_path_that_no_socket_can_have_is_refused()
    {
        Assert.Equal(107, ControlSocketPath.For("/" + new string('x', 106), "/d").Length);
        Assert.Throws<ArgumentException>(() => ControlSocketPath.For("/" + new string('x', 107), "/d"));
        Assert.Throws<ArgumentException>(() => ControlSocketPath.For("/" + new string('ü', 60), "/d"));
    }

    [Fact]
    public void The_directory_is_made_for_its_user_only()
    {
        using var temporary = new TemporaryDirectory();
        string directory = Path.Combine(temporary.Path, "made");

        ControlSocketPath.Prepare(directory);
        ControlSocketPath.Prepare(directory);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(directory));
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherExecute)]
    [InlineData(UnixFileMode.OtherWrite)]
    public void A_directory_that_others_can_get_into_is_refused(UnixFileMode more)
    {
        using var temporary = new TemporaryDirectory();
        string directory = Path.Combine(temporary.Path, "wide");
        ControlSocketPath.Prepare(directory);
        File.SetUnixFileMode(directory, File.GetUnixFileMode(directory) | more);

        Assert.Throws<IOException>(() => ControlSocketPath.Prepare(directory));
    }

    [Fact]
    public void A_link_or_a_file_in_place_of_the_directory_is_refused()
    {
        using var temporary = new TemporaryDirectory();
        string real = Path.Combine(temporary.Path, "real");
        ControlSocketPath.Prepare(real);
        string link = Path.Combine(temporary.Path, "link");
        Directory.CreateSymbolicLink(link, real);
        string file = Path.Combine(temporary.Path, "file");
        File.WriteAllText(file, "");

        Assert.Throws<IOException>(() => ControlSocketPath.Prepare(link));
        Assert.Throws<IOException>(() => ControlSocketPath.Prepare(file));
        Assert.Throws<IOException>(() => ControlSocketPath.Prepare(Path.Combine(temporary.Path, "not", "there")));
    }

    [RootFact]
    public void A_directory_of_somebody_else_is_refused()
    {
        using var temporary = new TemporaryDirectory();
        string directory = Path.Combine(temporary.Path, "theirs");
        ControlSocketPath.Prepare(directory);
        Assert.Equal(0, Programs.Run("chown", "65534", directory));

        Assert.Throws<IOException>(() => ControlSocketPath.Prepare(directory));
    }

    [Fact]
    public void Names_are_those_of_the_sockets()
    {
        using var temporary = new TemporaryDirectory();
        foreach (string name in (string[])["b.sock", "a.sock", "a.lock", "x"])
        {
            File.WriteAllText(Path.Combine(temporary.Path, name), "");
        }

        Assert.Equal(["a", "b"], ControlSocketPath.Names(temporary.Path));
        Assert.Empty(ControlSocketPath.Names(Path.Combine(temporary.Path, "not-there")));
    }
}
