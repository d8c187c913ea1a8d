using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Kamisama.Actors.Tests.Health;

/// <summary>HTTP probes on real sockets.</summary>
public class HttpProbeSpecs
{
    [Theory]
    [InlineData("HTTP/1.1 200 OK")]
    [InlineData("HTTP/1.1 204 No Content")]
    [InlineData("HTTP/1.0 399 Whatever")]
    public async Task A_status_from_200_to_399_passes(string status)
    {
        using var server = new HttpServer($"{status}\r\nContent-Length: 0\r\n\r\n");
        Task<string> served = server.ServeOneAsync();

        Assert.Null(await Asking.ProbeAsync(new Probe.Http(server.Url)));
        string request = await served;
        Assert.StartsWith("GET /health HTTP/1.1\r\n", request, StringComparison.Ordinal);
        Assert.Contains("User-Agent: kamisama-probe\r\n", request, StringComparison.Ordinal);
        Assert.Contains("Connection: close\r\n", request, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(503)]
    public async Task Any_other_status_is_a_failure(int status)
    {
        using var server = new HttpServer($"HTTP/1.1 {status} No\r\nContent-Length: 0\r\n\r\n");
        Task<string> served = server.ServeOneAsync();

        Assert.Equal($"GET {server.Url} was answered with {status}", await Asking.ProbeAsync(new Probe.Http(server.Url)));
        await served;
    }

    [Fact]
    public async Task A_redirection_passes_and_is_not_followed()
    {
        using var elsewhere = new TcpListener(IPAddress.Loopback, 0);
        elsewhere.Start();
        using var server = new HttpServer($"HTTP/1.1 302 Found\r\nLocation: http://{elsewhere.LocalEndpoint}/\r\nContent-Length: 0\r\n\r\n");
        Task<string> served = server.ServeOneAsync();

        Assert.Null(await Asking.ProbeAsync(new Probe.Http(server.Url)));
        await served;
        Assert.False(elsewhere.Pending());
    }

    [Fact]
    public async Task Only_the_head_is_read()
    {
        // The rest of this answer never comes.
        using var server = new HttpServer("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\nbegin");
        Task<string> served = server.ServeOneAsync();

        Assert.Null(await Asking.ProbeAsync(new Probe.Http(server.Url)));
        await served;
    }

    [Fact]
    public async Task Cookies_are_neither_kept_nor_sent()
    {
        using var server = new HttpServer("HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\n\r\n");
        for (int i = 0; i < 2; i++)
        {
            Task<string> served = server.ServeOneAsync();
            Assert.Null(await Asking.ProbeAsync(new Probe.Http(server.Url)));
            Assert.DoesNotContain("Cookie", await served, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task The_index_is_filled_in()
    {
        using var server = new HttpServer("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        Task<string> served = server.ServeOneAsync();

        Assert.Null(await Asking.ProbeAsync(new Probe.Http($"http://127.0.0.1:{{index}}{server.Port % 10}/{{index}}"), index: server.Port / 10));
        Assert.StartsWith($"GET /{server.Port / 10} ", await served, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_never_answers_is_a_failure_when_the_time_is_over()
    {
        using var server = new HttpServer(answer: null);
        using var timeout = new CancellationTokenSource();
        Task<string> served = server.ServeOneAsync(received: timeout.Cancel);

        Assert.Equal("no answer within the timeout", await Asking.ProbeAsync(new Probe.Http(server.Url), cancellationToken: timeout.Token));
        await served;
    }

    [Fact]
    public async Task A_server_that_is_not_there_refuses()
    {
        using var bound = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        bound.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        string url = $"http://{bound.LocalEndPoint}/";

        Assert.Equal($"GET {url}: refused the connection (ECONNREFUSED)", await Asking.ProbeAsync(new Probe.Http(url)));
    }

    [Fact]
    public async Task An_answer_that_is_no_HTTP_is_a_failure_in_one_line()
    {
        using var server = new HttpServer("SSH-2.0-OpenSSH_9.2\r\n\r\n");
        Task<string> served = server.ServeOneAsync();

        string? failure = await Asking.ProbeAsync(new Probe.Http(server.Url));
        Assert.StartsWith($"GET {server.Url} failed: ", failure, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", failure, StringComparison.Ordinal);
        await served;
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_a_failure()
    {
        using var key = ECDsa.Create();
        using X509Certificate2 certificate = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        string url = $"https://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}/";
        Task served = ShakeHandsAsync(listener, certificate);

        string? failure = await Asking.ProbeAsync(new Probe.Http(url));
        Assert.StartsWith($"GET {url} failed: ", failure, StringComparison.Ordinal);
        Assert.Contains("certificate", failure, StringComparison.Ordinal);
        await served;
    }

    private static async Task ShakeHandsAsync(TcpListener listener, X509Certificate2 certificate)
    {
        using TcpClient connection = await listener.AcceptTcpClientAsync().WaitAsync(Asking.Patience);
        using var stream = new SslStream(connection.GetStream());
        try
        {
            await stream.AuthenticateAsServerAsync(certificate).WaitAsync(Asking.Patience);
            Assert.Equal(0, await stream.ReadAsync(new byte[1]).AsTask().WaitAsync(Asking.Patience));
        }
        catch (Exception exception) when (exception is AuthenticationException or IOException)
        {
            // The client hung up in the middle of it, as it should.
        }
    }
}
