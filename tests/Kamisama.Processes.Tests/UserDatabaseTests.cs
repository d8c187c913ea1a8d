namespace Kamisama.Processes.Tests;

[Trait("Needs", "Linux")]
public sealed class UserDatabaseTests
{
    private static readonly string[] Passwd = ["root:x:0:0:root:/root:/bin/sh", "# comment", "broken:x:a:b", "7:x:1007:1008::/:", "seven:x:7:8::/home/seven:/bin/false"];

    [Theory]
    [InlineData("root")]
    [InlineData("0")]
    public void Find_root_by_name_or_number(string user)
    {
        var found = UserDatabase.Find(user);

        Assert.Equal((0u, 0u), (found.UserId, found.GroupId));
        Assert.Contains(0u, found.SupplementaryGroups);
    }

    [Theory]
    [InlineData("no-such-user")]
    [InlineData("4000000000")]
    [InlineData("-1")]
    public void Find_nobody_of_that_name_is_told_with_the_name(string user)
    {
        var exception = Assert.Throws<UnknownUserException>(() => UserDatabase.Find(user));

        Assert.Equal(user, exception.User);
        Assert.Contains($"'{user}'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FindIn_a_name_goes_before_a_number()
    {
        var seven = new UserAccount("7", "/", "/bin/sh");
        Assert.Equal((seven, 1007u, 1008u), UserDatabase.FindIn(Passwd, "7"));
        Assert.Equal((new UserAccount("seven", "/home/seven", "/bin/false"), 7u, 8u), UserDatabase.FindIn(Passwd, "seven"));
        Assert.Equal((seven, 1007u, 1008u), UserDatabase.FindIn(Passwd, "1007"));
        Assert.Null(UserDatabase.FindIn(Passwd, "broken"));
    }

    [Fact]
    public void FindIn_is_what_the_library_says()
    {
        foreach (string name in File.ReadLines("/etc/passwd").Select(line => line.Split(':')[0]))
        {
            var found = UserDatabase.Find(name);
            var read = UserDatabase.FindIn(File.ReadLines("/etc/passwd"), name);
            Assert.Equal((found.Account, found.UserId, found.GroupId), (read!.Value.Account, read.Value.UserId, read.Value.GroupId));
        }
    }
}
