namespace Kamisama.Processes.Tests;

public sealed class MemoryControlGroupTests
{
    private const string Version1 = "35 31 0:32 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory\n36 31 0:33 / /sys/fs/cgroup/cpu rw - cgroup cgroup rw,cpu\n41 31 0:38 / /sys/fs/cgroup/unified rw,relatime shared:9 - cgroup2 cgroup2 rw\n";
    private const string Version2 = "29 23 0:26 / /sys/fs/cgroup rw,nosuid,nodev,noexec,relatime shared:4 - cgroup2 cgroup2 rw,nsdelegate\n";
    private const string Container = "1370 1369 0:30 /docker/abc /sys/fs/cgroup/memory ro,nosuid master:15 - cgroup cgroup rw,memory\n";

    [Theory]
    [InlineData("9:name=systemd:/\n4:memory:/a/b\n0::/\n", Version1, "/sys/fs/cgroup/memory/a/b/memory.oom_control")]
    [InlineData("4:cpu,memory:/\n0::/x\n", Version1, "/sys/fs/cgroup/memory/memory.oom_control")]
    [InlineData("1:cpu:/a\n0::/x/y:z\n", Version1, "/sys/fs/cgroup/unified/x/y:z/memory.events")]
    [InlineData("0::/user.slice/a.scope\n", Version2, "/sys/fs/cgroup/user.slice/a.scope/memory.events")]
    [InlineData("0::/\n", Version2, "/sys/fs/cgroup/memory.events")]
    [InlineData("4:memory:/docker/abc/sub\n", Container, "/sys/fs/cgroup/memory/sub/memory.oom_control")]
    [InlineData("4:memory:/docker/abc\n", Container, "/sys/fs/cgroup/memory/memory.oom_control")]
    [InlineData("4:memory:/docker/abcd\n", Container, null)]
    [InlineData("4:memory:/elsewhere\n", Container, null)]
    [InlineData("4:memory:/a\n", Version2, null)]
    [InlineData("1:cpu:/a\n", Version1, null)]
    [InlineData("", "", null)]
    public void FindFile_AnyMounts_GivesTheFileOfTheGroupOrNothing(string groups, string mounts, string? file) =>
        Assert.Equal(file, MemoryControlGroup.FindFile(groups, mounts));

    [Theory]
    [InlineData("low 0\nhigh 0\nmax 12\noom 3\noom_kill 2\noom_group_kill 0\n", 2L)]
    [InlineData("oom_kill_disable 0\nunder_oom 0\noom_kill 17\n", 17L)]
    [InlineData("oom_kill_disable 0\nunder_oom 0\n", null)]
    [InlineData("oom_kill many\n", null)]
    [InlineData("", null)]
    public void ParseCount_EitherVersion_GivesTheCountOrNothing(string text, long? count) =>
        Assert.Equal(count, MemoryControlGroup.ParseCount(text));

    [Fact]
    public void ReadCount_NoFile_GivesNothing() => Assert.Null(MemoryControlGroup.ReadCount("/does/not/exist"));
}
