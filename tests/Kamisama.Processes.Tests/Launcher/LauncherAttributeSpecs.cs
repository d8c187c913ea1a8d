namespace Kamisama.Processes.Tests;

/// <summary>The launcher itself, run with what the encoder writes: what the program is given.</summary>
public sealed class LauncherAttributeSpecs
{
    private static ProcessSpec Shell(string script) => new()
    {
        FileName = "/bin/sh",
        Arguments = ["-c", script],
        DeathSignal = null, // the thread that starts it is one of the pool
    };

    [LauncherFact]
    public async Task The_program_gets_its_arguments_byte_for_byte()
    {
        string[] sent = ["", "two words", "größe", new string('x', 100_000), "--", "-1"];
        var script = "printf '%s|%s|%s|%s|%s|' \"$#\" \"$1\" \"$2\" \"$3\" \"${#4}\"; printf '%s|' \"$5\" \"$6\"";
        var run = await LauncherRun.Of(Shell(script) with { Arguments = ["-c", script, "sh", .. sent] });

        run.ShouldHaveRun();
        Assert.Equal("6||two words|größe|100000|--|-1|", run.Output);
    }

    [LauncherFact]
    public async Task Bytes_that_are_no_UTF_8_pass_through()
    {
        var run = await LauncherRun.Of(
            ["r", "--", "/bin/sh", "sh", "-c", "printf %s \"$1$X\" | od -An -tx1", "sh"],
            "b=$(printf 'a\\377b'); X=$b exec env X=\"$b\" \"$@\" \"$b\"");

        run.ShouldHaveRun();
        Assert.Equal("61 ff 62 61 ff 62", run.Output.Trim());
    }

    [LauncherFact]
    public async Task The_program_sees_its_name_as_it_was_given()
    {
        var run = await LauncherRun.Of(["r", "--", "/bin/sh", "crunch", "-c", "tr '\\0' ' ' < /proc/$$/cmdline"]);

        run.ShouldHaveRun();
        Assert.StartsWith("crunch -c", run.Output, StringComparison.Ordinal);
    }

    [LauncherFact]
    public async Task A_new_session_makes_the_process_leader_of_session_and_group()
    {
        var (pid, group, session) = await IdsOf(ProcessGroupMode.NewSession);

        Assert.Equal((pid, pid), (group, session));
    }

    [LauncherFact]
    public async Task A_new_group_stays_in_the_session()
    {
        var (pid, group, session) = await IdsOf(ProcessGroupMode.NewGroup);

        Assert.Equal(pid, group);
        Assert.NotEqual(pid, session);
    }

    [LauncherFact]
    public async Task An_inherited_group_is_left_alone()
    {
        var (pid, group, session) = await IdsOf(ProcessGroupMode.Inherit);

        Assert.NotEqual(pid, group);
        Assert.NotEqual(pid, session);
    }

    [LauncherFact]
    public async Task The_file_mode_mask_is_set()
    {
        var run = await LauncherRun.Of(Shell("umask") with { Umask = 0b000_010_111 });

        run.ShouldHaveRun();
        Assert.Equal("0027", run.Lines.Single());
    }

    [LauncherFact]
    public async Task The_nice_value_is_set()
    {
        var run = await LauncherRun.Of(Shell("nice") with { Nice = 7 });

        run.ShouldHaveRun();
        Assert.Equal("7", run.Lines.Single());
    }

    [RootLauncherFact]
    public async Task The_nice_value_can_be_negative()
    {
        var run = await LauncherRun.Of(Shell("nice") with { Nice = -3 });

        run.ShouldHaveRun();
        Assert.Equal("-3", run.Lines.Single());
    }

    [LauncherFact]
    public async Task The_out_of_memory_score_is_set()
    {
        var run = await LauncherRun.Of(Shell("cat /proc/self/oom_score_adj") with { OomScoreAdjust = 900 });

        run.ShouldHaveRun();
        Assert.Equal("900", run.Lines.Single());
    }

    [LauncherFact]
    public async Task Limits_are_set_soft_and_hard()
    {
        var run = await LauncherRun.Of(Shell("ulimit -Sn; ulimit -Hn; ulimit -Sc; ulimit -St") with
        {
            ResourceLimits =
            [
                new(ProcessResource.OpenFiles, 100, 200),
                new(ProcessResource.Core, 0, 0),
                new(ProcessResource.Cpu, null, null),
            ],
        });

        run.ShouldHaveRun();
        Assert.Equal(["100", "200", "0", "unlimited"], run.Lines);
    }

    [LauncherFact]
    public async Task The_soft_limit_on_open_files_is_restored_and_the_hard_one_kept()
    {
        var run = await LauncherRun.Of(Shell("ulimit -Sn; ulimit -Hn"), "ulimit -n 300; ulimit -Sn 250; exec \"$@\"", restoreSoftNoFile: 128);

        run.ShouldHaveRun();
        Assert.Equal(["128", "300"], run.Lines);
    }

    [LauncherFact]
    public async Task A_soft_limit_above_the_hard_one_is_cut_to_it()
    {
        var run = await LauncherRun.Of(Shell("ulimit -Sn; ulimit -Hn"), "ulimit -n 300; exec \"$@\"", restoreSoftNoFile: 1024);

        run.ShouldHaveRun();
        Assert.Equal(["300", "300"], run.Lines);
    }

    [LauncherFact]
    public async Task The_working_directory_is_changed()
    {
        var run = await LauncherRun.Of(Shell("pwd") with { WorkingDirectory = "/usr/.." });

        run.ShouldHaveRun();
        Assert.Equal("/", run.Lines.Single());
    }

    [LauncherFact]
    public async Task New_privileges_are_barred_only_when_asked()
    {
        var script = Shell("grep NoNewPrivs /proc/self/status");

        Assert.EndsWith("1", (await LauncherRun.Of(script with { NoNewPrivileges = true })).Lines.Single(), StringComparison.Ordinal);
        Assert.EndsWith("0", (await LauncherRun.Of(script)).Lines.Single(), StringComparison.Ordinal);
    }

    private static async Task<(string Pid, string Group, string Session)> IdsOf(ProcessGroupMode mode)
    {
        // proc_pid_stat(5): pid (comm) state ppid pgrp session
        var run = await LauncherRun.Of(new ProcessSpec
        {
            FileName = "/bin/cat",
            Arguments = ["/proc/self/stat"],
            Group = mode,
            DeathSignal = null,
        });
        run.ShouldHaveRun();
        var fields = run.Output.Split(' ');
        return (fields[0], fields[4], fields[5]);
    }
}
