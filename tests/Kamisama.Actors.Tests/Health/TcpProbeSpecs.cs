using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Kamisama.Actors.Tests.Health;

/// <summary>TCP probes on real sockets.</summary>
public class TcpProbeSpecs
{
    [Fact]
    public async Task A_port_that_listens_passes_and_the_connection_is_closed_at_once()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();

        Assert.Null(await Asking.ProbeAsync(new Probe.Tcp("127.0.0.1", PortOf(listener))));
        using Socket connection = await listener.AcceptSocketAsync().WaitAsync(Asking.Patience);
        Assert.Equal(0, await connection.ReceiveAsync(new byte[1]).WaitAsync(Asking.Patience));
    }

    [Fact]
    public async Task A_name_is_tried_in_both_address_families()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Assert.Null(await Asking.ProbeAsync(new Probe.Tcp("localhost", PortOf(listener))));
    }

    [IPv6Theory]
    [InlineData("::1")]
    [InlineData("[::1]")]
    public async Task A_port_that_listens_on_IPv6_only_passes(string host)
    {
        using var listener = new TcpListener(IPAddress.IPv6Loopback, 0);
        listener.Start();
        Assert.Null(await Asking.ProbeAsync(new Probe.Tcp(host, PortOf(listener))));
    }

    [Fact]
    public async Task The_index_picks_host_and_port()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Assert.Null(await Asking.ProbeAsync(new Probe.Tcp("127.0.0.{index}", PortOf(listener)), index: 1));

        int port = int.Parse(PortOf(listener), CultureInfo.InvariantCulture);
        Assert.Null(await Asking.ProbeAsync(new Probe.Tcp("127.0.0.1", $"{{index}}{port % 10}"), index: port / 10));
    }

    [Fact]
    public async Task A_port_that_nobody_listens_on_refuses()
    {
        using var bound = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        bound.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        int port = ((IPEndPoint)bound.LocalEndPoint!).Port;

        Assert.Equal(
            $"127.0.0.1:{port} refused the connection (ECONNREFUSED)",
            await Asking.ProbeAsync(new Probe.Tcp("127.0.0.1", $"{port}")));
    }

    [Fact]
    public async Task A_name_that_nobody_has_is_a_failure_in_one_line()
    {
        // A label of 64 characters: the resolver knows without asking anybody.
        string name = new string('x', 64) + ".invalid";
        string? failure = await Asking.ProbeAsync(new Probe.Tcp(name, "80"));
        Assert.StartsWith($"{name}:80 could not be reached: ", failure, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_index_that_is_too_high_for_the_port_is_a_failure() =>
        Assert.Equal(
            "'80010' is not a port: one is a number from 1 to 65535",
            await Asking.ProbeAsync(new Probe.Tcp("127.0.0.1", "800{index}"), index: 10));

    [Fact]
    public async Task A_probe_that_was_cancelled_is_a_failure_and_never_throws()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Assert.Equal(
            "no answer within the timeout",
            await Asking.ProbeAsync(new Probe.Tcp("127.0.0.1", PortOf(listener)), cancellationToken: new CancellationToken(canceled: true)));
    }

    private static string PortOf(TcpListener listener) => $"{((IPEndPoint)listener.LocalEndpoint).Port}";
}
