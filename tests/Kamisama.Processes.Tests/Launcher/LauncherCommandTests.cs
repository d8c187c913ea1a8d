using System.Buffers.Binary;

namespace Kamisama.Processes.Tests;

public sealed class LauncherCommandTests
{
    private static readonly ProcessSpec Least = new() { FileName = "crunch" };

    private static readonly ProcessSpec Everything = new()
    {
        FileName = "crunch",
        Arguments = ["--all", "", "ü"],
        WorkingDirectory = "/srv",
        StandardInput = ProcessStdio.File("in:put"),
        StandardOutput = ProcessStdio.Null,
        StandardError = ProcessStdio.Inherit,
        Umask = 0b010_010,
        Nice = -5,
        OomScoreAdjust = -900,
        ResourceLimits = [new(ProcessResource.Core, 0, null), new(ProcessResource.Cpu, null, 60)],
        Credentials = new(1000, 100, [30, 4294967294, 20, 30]),
        NoNewPrivileges = true,
        DeathSignal = 2,
    };

    private static ListenSockets OneSocket => ListenSockets.From($"{Environment.ProcessId}", "1", null)!;

    private static List<string> Encode(ProcessSpec spec, long? restore = null) => LauncherCommand.Encode(spec, 4711, "/usr/bin/crunch", restore);

    [Fact]
    public void Encode_NothingAsked_GivesOnlyWhatEveryProcessGets() => Assert.Equal(
        ["kamisama", "3", "r", "d15:4711", "s", "n0", "i1", "i2", "c4", "d15:4711", "--", "/usr/bin/crunch", "crunch"], Encode(Least));

    [Fact]
    public void Encode_EverythingAsked_GivesTheOrderInWhichNothingUndoesAnother() => Assert.Equal(
        [
            "kamisama", "3", "r", "d2:4711", "s", "f0:in:put", "n1", "i2", "c4", "m18", "p-5", "o-900", "l7:1024", "l4:0:-1", "l0:-1:60",
            "G20,30,4294967294", "g100", "u1000", "v1000:100:20,30,4294967294", "d2:4711", "w/srv", "x", "d2:4711",
            "--", "/usr/bin/crunch", "crunch", "--all", "", "ü",
        ], Encode(Everything, restore: 1024));

    [Theory]
    [InlineData(ProcessGroupMode.NewSession, "s")]
    [InlineData(ProcessGroupMode.NewGroup, "j")]
    [InlineData(ProcessGroupMode.Inherit, "n0")]
    public void Encode_Group_ComesRightBehindTheFirstDeathSignal(ProcessGroupMode mode, string expected) =>
        Assert.Equal(expected, Encode(Least with { Group = mode })[4]);

    [Fact]
    public void Encode_NoDeathSignal_GivesNone() =>
        Assert.DoesNotContain(Encode(Least with { DeathSignal = null }), operation => operation.StartsWith('d'));

    [Fact]
    public void Encode_OwnLimitOnOpenFiles_IsNotOverwrittenByTheRestoredOne()
    {
        var argv = Encode(Least with { ResourceLimits = [new(ProcessResource.OpenFiles, 5, 6)] }, restore: 1024);

        Assert.Equal(["l7:5:6"], argv.Where(operation => operation.StartsWith('l')));
    }

    [Fact]
    public void Encode_NoSupplementaryGroups_DropsThemAll()
    {
        var argv = Encode(Least with { Credentials = new(7, 8, []) });

        Assert.Equal(["G", "g8", "u7", "v7:8:"], argv.Skip(9).Take(4));
    }

    [Theory]
    [InlineData(null, "3", "c4")]
    [InlineData(3, "4", "c5")]
    [InlineData(4, "3", "c5")]
    [InlineData(5, "3", "t5:4 c4:4 c6")]
    [InlineData(255, "3", "t255:4 c4:254 c256")]
    public void Encode_ReadinessDescriptor_IsKeptBesideTheReportPipe(int? number, string report, string operations)
    {
        var argv = Encode(Least with { ReadinessDescriptor = number });

        Assert.Equal(report, argv[1]);
        Assert.Equal(operations.Split(' '), argv.SkipWhile(operation => operation != "i2").Skip(1).TakeWhile(operation => operation[0] != 'd'));
    }

    [Theory]
    [InlineData(null, "4", "c5")]
    [InlineData(4, "5", "c6")]
    [InlineData(5, "4", "c6")]
    [InlineData(9, "4", "t9:5 c5:8 c10")]
    public void Encode_ListenSockets_ComeBeforeEverythingElse(int? readiness, string report, string operations)
    {
        var argv = Encode(Least with { ListenSockets = OneSocket, ReadinessDescriptor = readiness });

        Assert.Equal(report, argv[1]);
        Assert.Equal([.. operations.Split(' '), "eLISTEN_PID="], argv.SkipWhile(operation => operation != "i2").Skip(1).TakeWhile(operation => operation[0] != 'd'));
        Assert.ThrowsAny<ArgumentException>(() => Encode(Least with { ListenSockets = OneSocket, ReadinessDescriptor = 3 }));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    [InlineData(256)]
    public void Encode_ReadinessDescriptorOutOfRange_IsRefused(int number) =>
        Assert.ThrowsAny<ArgumentException>(() => Encode(Least with { ReadinessDescriptor = number }));

    [Fact]
    public void Encode_ControlGroup_IsEnteredBeforeAnyPrivilegeIsDropped()
    {
        var argv = LauncherCommand.Encode(Everything, 4711, "/usr/bin/crunch", null, "/sys/fs/cgroup/a/cgroup.procs");

        Assert.Equal("b/sys/fs/cgroup/a/cgroup.procs", argv[argv.IndexOf("c4") + 1]);
    }

    [Fact]
    public void Encode_TextWithNul_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => Encode(Least with { Arguments = ["a\0b"] }));
        Assert.Throws<ArgumentException>(() => Encode(Least with { WorkingDirectory = "/a\0b" }));
        Assert.Throws<ArgumentException>(() => Encode(Least with { StandardOutput = ProcessStdio.File("\0") }));
    }

    [Theory]
    [InlineData(ProcessStartStage.Signals, "r", "")]
    [InlineData(ProcessStartStage.Group, "s", "")]
    [InlineData(ProcessStartStage.Stdio, "f0:in:put", "in:put")]
    [InlineData(ProcessStartStage.Stdio, "n1", "descriptor 1")]
    [InlineData(ProcessStartStage.Descriptors, "c4", "4")]
    [InlineData(ProcessStartStage.Umask, "m18", "22")]
    [InlineData(ProcessStartStage.Nice, "p-5", "-5")]
    [InlineData(ProcessStartStage.OomScore, "o-900", "-900")]
    [InlineData(ProcessStartStage.ResourceLimit, "l4:0:-1", "Core 0:unlimited")]
    [InlineData(ProcessStartStage.ResourceLimit, "l7:1024", "OpenFiles 1024")]
    [InlineData(ProcessStartStage.SupplementaryGroups, "G20,30,4294967294", "20,30,4294967294")]
    [InlineData(ProcessStartStage.GroupId, "g100", "100")]
    [InlineData(ProcessStartStage.UserId, "u1000", "1000")]
    [InlineData(ProcessStartStage.VerifyCredentials, "v1000:100:20,30,4294967294", "1000")]
    [InlineData(ProcessStartStage.WorkingDirectory, "w/srv", "/srv")]
    [InlineData(ProcessStartStage.NoNewPrivileges, "x", "")]
    [InlineData(ProcessStartStage.DeathSignal, "d2:4711", "SIGINT")]
    [InlineData(ProcessStartStage.Execute, "/usr/bin/crunch", "/usr/bin/crunch")]
    [InlineData(ProcessStartStage.ControlGroup, "b/sys/fs/cgroup/a/cgroup.procs", "/sys/fs/cgroup/a/cgroup.procs")]
    public void Decode_EachStage_NamesItsSubject(ProcessStartStage stage, string operation, string subject)
    {
        List<string> argv = [.. Encode(Everything, restore: 1024), "b/sys/fs/cgroup/a/cgroup.procs"];

        Assert.Equal(new ProcessStartError(stage, 13, subject), LauncherCommand.Decode(Report((int)stage, 13, argv.IndexOf(operation)), argv));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(13)]
    [InlineData(int.MaxValue)]
    public void Decode_IndexOutsideTheList_HasNoSubject(int index) =>
        Assert.Equal("", LauncherCommand.Decode(Report(17, 2, index), Encode(Least)).Subject);

    [Fact]
    public void Decode_EmptyOperation_HasNoSubject()
    {
        foreach (var stage in Enum.GetValues<ProcessStartStage>())
        {
            Assert.NotNull(LauncherCommand.Decode(Report((int)stage, 22, 1), ["kamisama", ""]).Subject);
        }
    }

    [Fact]
    public void Decode_ReportThatMakesNoSense_IsEPROTO()
    {
        Assert.Equal(Errnos.EPROTO, LauncherCommand.Decode(new byte[11], Encode(Least)).Errno);
        Assert.Equal(Errnos.EPROTO, LauncherCommand.Decode([], Encode(Least)).Errno);
        Assert.Equal(Errnos.EPROTO, LauncherCommand.Decode(Report(19, 2, 1), Encode(Least)).Errno);
        Assert.Equal(Errnos.EPROTO, LauncherCommand.Decode(Report(-1, 2, 1), Encode(Least)).Errno);
    }

    private static byte[] Report(int stage, int errno, int index)
    {
        var report = new byte[LauncherCommand.ReportLength];
        BinaryPrimitives.WriteInt32LittleEndian(report, stage);
        BinaryPrimitives.WriteInt32LittleEndian(report.AsSpan(4), errno);
        BinaryPrimitives.WriteInt32LittleEndian(report.AsSpan(8), index);
        return report;
    }
}
