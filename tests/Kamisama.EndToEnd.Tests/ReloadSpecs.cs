using System.Net.Sockets;
using System.Text;

namespace Kamisama.EndToEnd.Tests;

/// <summary>A program with a configuration source, at HUP.</summary>
public sealed class ReloadSpecs : EndToEndSpecs, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _address = $"@kamisama-test-{Guid.NewGuid():N}";
    private readonly Socket _supervisor = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);

    public ReloadSpecs(Family family, ITestOutputHelper output)
        : base(family, output) => _supervisor.Bind(new UnixDomainSocketEndPoint($"\0{_address[1..]}"));

    public void Dispose()
    {
        _supervisor.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Pool_takes_over_what_differs_and_keeps_its_workers_when_the_file_is_wrong()
    {
        MasterProcess program = await StartAsync("reload-pool", workers: 2, "p 2 1000");
        IReadOnlyList<int> first = [.. program.Children().Order()];

        await HangUpAsync(program, "p 3 1000", "p: reconfigured: Instances");
        await program.ExpectOutputAsync(3, IsStart, "the third worker");
        Assert.Equal(first, program.Children().Intersect(first).Order());

        await HangUpAsync(program, "p 0 1000", "p: the configuration stays as it was: Instances must be 1 to 10000, not 0.");
        await HangUpAsync(program, "", "p: the configuration stays as it was: the configuration source gave none.");
        await HangUpAsync(program, "p three 1000", "p: the configuration stays as it was: The input string 'three' was not in a correct format.");
        Assert.Equal(3, program.Children().Count);

        await HangUpAsync(program, "p 3 2000", "p: rolling restart: 3 workers replaced");
        Assert.Empty(program.Children().Intersect(first));
        program.Signal(Signals.Term);
        Assert.Equal(0, await program.ExpectExitAndNobodyLeftAsync());
    }

    [Fact]
    public async Task Group_starts_new_pools_and_stops_removed_ones()
    {
        MasterProcess program = await StartAsync("reload-group", workers: 3, "db 1 1000", "web 2 1000");
        await HangUpAsync(program, "db 1 1000\nmail 1 1000", "mail: starting 1 worker");
        await program.ExpectOutputAsync(1, line => line == "web: stopped", "the end of web");
        await program.ExpectOutputAsync(4, IsStart, "the worker of mail");
        Assert.Equal(2, program.Children().Count);
        Assert.DoesNotContain(program.Timeline.Entries, entry => entry.Text.StartsWith("db: reconfigured", StringComparison.Ordinal));
        program.Signal(Signals.Term);
        Assert.Equal(0, await program.ExpectExitAndNobodyLeftAsync());
    }

    [Fact]
    public async Task Supervisor_hears_RELOADING_with_the_time_and_then_READY()
    {
        MasterProcess program = await StartAsync("reload-pool", workers: 1, "p 1 1000");
        await HearAsync("READY=1");
        await HangUpAsync(program, "p 1 2000", "p: rolling restart: 1 worker replaced");
        string reloading;
        do
        {
            reloading = await HearAsync();
        }
        while (!reloading.StartsWith("RELOADING=1\nMONOTONIC_USEC=", StringComparison.Ordinal));

        // The clock of /proc/uptime goes on while the machine sleeps, and that of systemd does not; both count from the start of the machine.
        Assert.InRange(long.Parse(reloading["RELOADING=1\nMONOTONIC_USEC=".Length..]), 1, Environment.TickCount64 * 1000 + 60_000_000);
        await HearAsync("READY=1");
        program.Signal(Signals.Term);
        Assert.Equal(0, await program.ExpectExitAndNobodyLeftAsync());
    }

    private async Task<MasterProcess> StartAsync(string habit, int workers, params string[] lines)
    {
        Write(string.Join('\n', lines));
        MasterProcess program = Start(new MasterStart
        {
            Program = Programs.TestHost,
            Arguments = [habit, "0", Path.Combine(_folder.Path, "pools")],
            Environment = new Dictionary<string, string> { ["NOTIFY_SOCKET"] = _address },
        });
        await program.ExpectOutputAsync(workers, IsStart, "the first workers");
        return program;
    }

    private async Task HangUpAsync(MasterProcess program, string lines, string expected)
    {
        Write(lines);
        program.Signal(Signals.Hup);
        await program.ExpectOutputAsync(1, line => line == expected, expected);
    }

    private void Write(string lines) => File.WriteAllText(Path.Combine(_folder.Path, "pools"), lines);

    private static bool IsStart(string line) => line.Contains(") started", StringComparison.Ordinal);

    private async Task HearAsync(string message)
    {
        while (await HearAsync() != message)
        {
        }
    }

    private async Task<string> HearAsync()
    {
        byte[] buffer = new byte[4096];
        return Encoding.UTF8.GetString(buffer, 0, await _supervisor.ReceiveAsync(buffer).WaitAsync(TimeSpan.FromSeconds(20)));
    }
}
