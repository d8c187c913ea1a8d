namespace Kamisama.Processes.Tests;

public sealed class ProcessStartErrorTextTests
{
    [Theory]
    [InlineData(ProcessStartStage.Execute, 2, "/usr/bin/crunch-not-there", "'/usr/bin/crunch-not-there' was not found (ENOENT: No such file or directory). Check the command, or PATH")]
    [InlineData(ProcessStartStage.Execute, 13, "/", "'/' is a directory (EACCES: Permission denied). Name a program in it")]
    [InlineData(ProcessStartStage.Execute, 11, "/bin/x", "'/bin/x' could not be executed (EAGAIN: Resource temporarily unavailable). The limit on processes of the user or the control group is reached: raise it (ulimit -u, pids.max), or end some")]
    [InlineData(ProcessStartStage.Execute, 40, "/bin/x", "'/bin/x' could not be executed (ELOOP: Too many levels of symbolic links)")]
    [InlineData(ProcessStartStage.WorkingDirectory, 2, "/srv/x", "The working directory '/srv/x' was not found (ENOENT: No such file or directory). Create it, or change the working directory")]
    [InlineData(ProcessStartStage.UserId, 1, "1000", "The user id '1000' could not be taken on (EPERM: Operation not permitted). Only a master that runs as root can change the user of its workers; start it as root, or leave the user out")]
    [InlineData(ProcessStartStage.Prepare, 24, "", "The start could not be prepared (EMFILE: Too many open files). Raise the limit on open files (ulimit -n), or look for what keeps them open")]
    [InlineData(ProcessStartStage.Prepare, 125, "", "The start was cancelled before the process existed (ECANCELED: Operation canceled)")]
    [InlineData(ProcessStartStage.Stdio, 2, "descriptor 1", "The null device could not be opened for descriptor 1 (ENOENT: No such file or directory). Create the directory it is in; a file to read from must exist")]
    public void Describe_UsualFaults_SayWhatWhyAndWhatNext(ProcessStartStage stage, int errno, string subject, string expected) =>
        Assert.Equal(expected, new ProcessStartError(stage, errno, subject).ToString());

    [Theory]
    [InlineData(2, "#!/nowhere/python -u\nx", "is there, but its interpreter '/nowhere/python' was not found (ENOENT")]
    [InlineData(2, "#! /nowhere/sh\r\n", "ends with a carriage return (ENOENT")]
    [InlineData(2, "\u007fELF...", "the loader it names was not found (ENOENT")]
    [InlineData(8, "\u007fELF...", "was built for another processor, or is damaged (ENOEXEC")]
    [InlineData(8, "echo hello\n", "is no program, and has no #! line (ENOEXEC")]
    [InlineData(8, "", "is no program, and has no #! line (ENOEXEC")]
    [InlineData(8, "#!\n", "has a #! line that names no interpreter (ENOEXEC")]
    [InlineData(13, "#!/bin/sh\n", "may not be executed (EACCES")]
    [InlineData(26, "#!/bin/sh\n", "is open for writing (ETXTBSY")]
    public void Describe_FileThatIsThere_LooksAtItsHead(int errno, string content, string expected)
    {
        using var folder = new LauncherFolder();
        var file = folder.Add("crunch", System.Text.Encoding.Latin1.GetBytes(content));

        Assert.Contains(expected, new ProcessStartError(ProcessStartStage.Execute, errno, file).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Describe_EveryStageAndErrno_IsOneLineWithTheErrnosName()
    {
        foreach (var stage in Enum.GetValues<ProcessStartStage>())
        {
            foreach (var errno in Enumerable.Range(0, 135))
            {
                var text = new ProcessStartError(stage, errno, "a\nb\u001b[31m").ToString();
                Assert.DoesNotContain(text, char.IsControl);
                Assert.Contains($"({Errnos.NameOf(errno)}: ", text, StringComparison.Ordinal);
            }
        }
    }
}
