using System.Net.Sockets;
using System.Text;

namespace Kamisama.EndToEnd.Tests;

/// <summary>Under a supervisor that speaks sd_notify(3), as systemd does.</summary>
public sealed class ServiceSpecs : EndToEndSpecs, IDisposable
{
    private readonly string _address = $"@kamisama-test-{Guid.NewGuid():N}";
    private readonly Socket _supervisor = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);

    public ServiceSpecs(Family family, ITestOutputHelper output)
        : base(family, output) => _supervisor.Bind(new UnixDomainSocketEndPoint($"\0{_address[1..]}"));

    public void Dispose() => _supervisor.Dispose();

    [Fact]
    public async Task It_hears_READY_WATCHDOG_STATUS_and_STOPPING_and_the_workers_do_not_have_its_address()
    {
        // Each worker waits for the test before it is ready, and tells whether it has the address of the master's supervisor.
        using var folder = new TemporaryFolder();
        string go = Path.Combine(folder.Path, "go");
        MasterProcess master = Start(MasterStart.Run(
            3,
            ["--ready", "fd:3", "--env", $"GO={go}"],
            Workers.Shell("echo \"address:$NOTIFY_SOCKET\"; while [ ! -e $GO ]; do sleep 0.02; done; echo >&3; exec sleep 1000")) with
        {
            Environment = new Dictionary<string, string> { ["NOTIFY_SOCKET"] = _address, ["WATCHDOG_USEC"] = "400000" },
        });
        await master.ExpectOutputAsync(3, line => line == "address:", "the workers");
        var before = new List<string>();
        while (before.Count(word => word == "WATCHDOG=1") < 3)
        {
            before.Add(await HearAsync());
        }

        Assert.DoesNotContain("READY=1", before);
        await File.WriteAllTextAsync(go, "");
        await HearAsync("READY=1");
        await HearAsync("STATUS=workers: 3 of 3 running");
        await HearAsync("WATCHDOG=1");

        master.Signal(Signals.Term);
        await HearAsync("STOPPING=1");
        Assert.Equal(0, await master.ExpectExitAndNobodyLeftAsync());
    }

    [Fact]
    public async Task An_address_where_nobody_listens_harms_nothing()
    {
        MasterProcess master = Start(MasterStart.Run(1, [], Workers.Sleep) with
        {
            Environment = new Dictionary<string, string> { ["NOTIFY_SOCKET"] = "/no/such/socket", ["WATCHDOG_USEC"] = "100000" },
        });
        await master.ExpectWorkersAsync(1);
        master.Signal(Signals.Term);
        Assert.Equal(0, await master.ExpectExitAndNobodyLeftAsync());
    }

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
