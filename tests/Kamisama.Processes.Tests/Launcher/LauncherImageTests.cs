using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Kamisama.Processes.Tests;

public sealed class LauncherImageTests
{
    private const int GetSeals = 1034; // F_GET_SEALS
    private const string MemoryFilesMayRun = "test \"$(cat /proc/sys/vm/memfd_noexec)\" != 2"; // memfd_create(2); no such file before Linux 6.3

    private static byte[] Bytes => LauncherImage.BytesFor(RuntimeInformation.ProcessArchitecture);

    [ToolLauncherFact(MemoryFilesMayRun)]
    public void Open_InMemory_GivesASealedDescriptorAboveThoseOfAStart()
    {
        using var image = LauncherImage.Open();

        Assert.True(image.IsInMemory);
        var descriptor = int.Parse(image.Path["/proc/self/fd/".Length..], CultureInfo.InvariantCulture);
        Assert.InRange(descriptor, 64, int.MaxValue);
        Assert.Equal(LibC.EverySeal, LibC.ControlLauncherDescriptor(descriptor, GetSeals, 0));
        Assert.Equal(42, ExitCodeOf(image.Path));
    }

    [LauncherFact]
    public void Open_Twice_GivesTwoThatDoNotDisturbEachOther()
    {
        using var first = LauncherImage.Open();
        using (var second = LauncherImage.Open())
        {
            Assert.NotEqual(first.Path, second.Path);
        }

        Assert.Equal(42, ExitCodeOf(first.Path));
    }

    [ToolLauncherFact(MemoryFilesMayRun)]
    public void TryFallBackToFile_FromMemory_RunsFromAFile_AndThenHasNothingLeft()
    {
        using var image = LauncherImage.Open();

        Assert.True(image.TryFallBackToFile());
        Assert.False(image.IsInMemory);
        Assert.Equal(42, ExitCodeOf(image.Path));
        Assert.False(image.TryFallBackToFile());
    }

    [LauncherFact]
    public void InFile_WithProc_LeavesNoFile()
    {
        using var folder = new LauncherFolder();
        using var place = LauncherPlace.InFile(Bytes, [folder.Path]);

        Assert.Empty(Directory.GetFiles(folder.Path));
        Assert.Equal(42, ExitCodeOf(place.Path));
    }

    [LauncherFact]
    public void InFile_WithoutProc_KeepsAPrivateFileUntilItIsDisposed()
    {
        using var folder = new LauncherFolder();
        using (var place = LauncherPlace.InFile(Bytes, [folder.Path], haveProc: false))
        {
            Assert.Equal(place.Path, Directory.GetFiles(folder.Path).Single());
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserExecute, File.GetUnixFileMode(place.Path));
            Assert.Equal(42, ExitCodeOf(place.Path));
        }

        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [LauncherFact]
    public void InFile_FirstDirectoryRefuses_TakesTheNext()
    {
        using var folder = new LauncherFolder();
        using var place = LauncherPlace.InFile(Bytes, ["/nowhere", "/proc", folder.Path], haveProc: false);

        Assert.StartsWith(folder.Path, place.Path, StringComparison.Ordinal);
    }

    [LauncherFact]
    public void InFile_NoDirectoryTakesIt_SaysWhichWereTried()
    {
        var fault = Assert.Throws<ProcessStartException>(() => LauncherPlace.InFile(Bytes, ["/nowhere", "/nowhere/else"]));

        Assert.Equal((ProcessStartStage.Prepare, Errnos.ENOENT), (fault.Error.Stage, fault.Error.Errno));
        Assert.Contains("/nowhere or /nowhere/else", fault.Message, StringComparison.Ordinal);
    }

    [LauncherFact]
    public void BytesFor_OtherProcessor_SaysWhichThereAre()
    {
        var fault = Assert.Throws<PlatformNotSupportedException>(() => LauncherImage.BytesFor(Architecture.S390x));

        Assert.Contains("S390x, only for x64 and arm64", fault.Message, StringComparison.Ordinal);
    }

    private static int ExitCodeOf(string launcher)
    {
        using var process = Process.Start(new ProcessStartInfo(launcher, ["3", "r", "c4", "--", "/bin/sh", "sh", "-c", "exit 42"]))!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
