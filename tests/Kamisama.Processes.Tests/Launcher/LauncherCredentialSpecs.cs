namespace Kamisama.Processes.Tests;

/// <summary>The launcher itself: dropping privileges, and the proof that they are gone.</summary>
public sealed class LauncherCredentialSpecs
{
    private const uint Nobody = 65534;
    private const string AsNobody = "exec setpriv --reuid=65534 --regid=65534 --clear-groups \"$@\"";

    private static ProcessSpec Status(ProcessCredentials credentials) => new()
    {
        FileName = "/bin/grep",
        Arguments = ["-E", "^(Uid|Gid|Groups|CapEff|CapPrm):", "/proc/self/status"],
        Credentials = credentials,
        DeathSignal = null,
    };

    [RootLauncherFact]
    public async Task User_group_and_groups_are_changed_and_capabilities_gone()
    {
        var run = await LauncherRun.Of(Status(new(Nobody, 1234, [20, 5, 20])));

        run.ShouldHaveRun();
        Assert.Equal(
            [
                "Uid:\t65534\t65534\t65534\t65534", "Gid:\t1234\t1234\t1234\t1234", "Groups:\t5 20 ",
                "CapPrm:\t0000000000000000", "CapEff:\t0000000000000000",
            ], run.Lines);
    }

    [RootLauncherFact]
    public async Task An_empty_list_drops_every_supplementary_group()
    {
        var run = await LauncherRun.Of(Status(new(Nobody, Nobody, [])), "exec setpriv --groups 1,2,3 \"$@\"");

        run.ShouldHaveRun();
        Assert.Contains(run.Lines, line => line.Trim() == "Groups:");
    }

    [RootLauncherFact]
    public async Task A_long_list_of_groups_is_taken_whole()
    {
        uint[] groups = [.. Enumerable.Range(0, 2000).Select(number => 4_000_000_000u + (uint)number)];
        var run = await LauncherRun.Of(Status(new(0, 0, groups)));

        run.ShouldHaveRun();
        Assert.Equal(groups.Length, run.Lines.Single(line => line.StartsWith("Groups:", StringComparison.Ordinal))[7..].Split(' ', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [RootLauncherFact]
    public async Task The_score_is_written_before_privileges_are_dropped()
    {
        var run = await LauncherRun.Of(Status(new(Nobody, Nobody, [])) with
        {
            FileName = "/bin/cat",
            Arguments = ["/proc/self/oom_score_adj"],
            OomScoreAdjust = 900,
        });

        run.ShouldHaveRun();
        Assert.Equal("900", run.Lines.Single());
    }

    [RootLauncherFact]
    public async Task The_id_that_means_unchanged_to_the_kernel_does_not_leave_root_in_place()
    {
        var run = await LauncherRun.Of(Status(new(uint.MaxValue, Nobody, [])));

        Assert.Equal((ProcessStartStage.VerifyCredentials, Errnos.EPERM, "4294967295"), (run.Failure?.Stage, run.Failure?.Errno, run.Failure?.Subject));
        Assert.Empty(run.Output);
    }

    [RootLauncherFact]
    public async Task Verification_fails_when_a_group_differs()
    {
        var run = await LauncherRun.Of(["G1,2", "v0:0:1,3", "--", "/bin/echo", "echo"]);

        Assert.Equal(ProcessStartStage.VerifyCredentials, run.Failure?.Stage);
    }

    [RootLauncherFact]
    public async Task Verification_fails_when_a_group_is_left_over()
    {
        var run = await LauncherRun.Of(["G1,2", "v0:0:", "--", "/bin/echo", "echo"]);

        Assert.Equal(ProcessStartStage.VerifyCredentials, run.Failure?.Stage);
    }

    [RootLauncherFact]
    public async Task Verification_fails_when_the_group_id_differs()
    {
        var run = await LauncherRun.Of(["G", "g7", "v0:8:", "--", "/bin/echo", "echo"]);

        Assert.Equal(ProcessStartStage.VerifyCredentials, run.Failure?.Stage);
    }

    [RootLauncherFact]
    public async Task Verification_fails_when_a_capability_leads_back_to_root()
    {
        foreach (var capability in new[] { "setuid", "setgid" })
        {
            var run = await LauncherRun.Of(["v65534:65534:", "--", "/bin/echo", "echo"],
                $"exec setpriv --reuid=65534 --regid=65534 --clear-groups --inh-caps=+{capability} --ambient-caps=+{capability} \"$@\"");

            Assert.True(run.Failure?.Stage == ProcessStartStage.VerifyCredentials, $"{capability}: {run.Failure} {run.Error}");
        }
    }

    [RootLauncherFact]
    public async Task A_master_that_is_not_root_can_change_nothing()
    {
        Assert.Equal(
            new ProcessStartError(ProcessStartStage.SupplementaryGroups, Errnos.EPERM, ""),
            (await LauncherRun.Of(Status(new(Nobody, Nobody, [])), AsNobody)).Failure);
        Assert.Equal(
            new ProcessStartError(ProcessStartStage.GroupId, Errnos.EPERM, "0"),
            (await LauncherRun.Of(["g0", "--", "/bin/true", "true"], AsNobody)).Failure);
        Assert.Equal(
            new ProcessStartError(ProcessStartStage.UserId, Errnos.EPERM, "0"),
            (await LauncherRun.Of(["u0", "--", "/bin/true", "true"], AsNobody)).Failure);
    }

    [RootLauncherFact]
    public async Task A_master_that_is_not_root_can_not_raise_priority_score_or_limits()
    {
        async Task<ProcessStartStage?> StageOf(string operation) =>
            (await LauncherRun.Of([operation, "--", "/bin/true", "true"], "ulimit -n 100; " + AsNobody)).Failure?.Stage;

        Assert.Equal(ProcessStartStage.Nice, await StageOf("p-5"));
        Assert.Equal(ProcessStartStage.OomScore, await StageOf("o-900"));
        Assert.Equal(ProcessStartStage.ResourceLimit, await StageOf("l7:100:200"));
    }

    [RootLauncherFact]
    public async Task The_working_directory_is_entered_as_the_new_user()
    {
        using var folder = new LauncherFolder();
        File.SetUnixFileMode(folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var run = await LauncherRun.Of(Status(new(Nobody, Nobody, [])) with { WorkingDirectory = folder.Path });

        Assert.Equal(new ProcessStartError(ProcessStartStage.WorkingDirectory, Errnos.EACCES, folder.Path), run.Failure);
    }

    [RootLauncherFact]
    public async Task The_process_limit_of_the_new_user_shows_at_the_program()
    {
        // setresuid(2) only notes that the user has too many processes; execve(2) then refuses.
        using var folder = new LauncherFolder();
        var fifo = folder.PathOf("up");
        var run = await LauncherRun.Of(
            Status(new(54321, Nobody, [])) with { ResourceLimits = [new(ProcessResource.Processes, 0, 0)] },
            $"mkfifo -m 666 '{fifo}'; setpriv --reuid=54321 --clear-groups sh -c 'echo up >\"$0\"; exec sleep 60' '{fifo}' >/dev/null 2>&1 3>&- & "
            + $"read up <'{fifo}'; \"$@\"; status=$?; kill $!; exit $status");

        Assert.Equal((ProcessStartStage.Execute, Errnos.EAGAIN, true), (run.Failure?.Stage, run.Failure?.Errno, run.Failure?.IsTransient));
    }
}
