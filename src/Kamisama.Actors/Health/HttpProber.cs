using System.Net.Sockets;

namespace Kamisama.Actors;

/// <summary>Asks a worker for a page and looks at the status only.</summary>
internal static class HttpProber
{
    private static readonly HttpClient Client = CreateClient();

    public static async Task<string?> ProbeAsync(Probe.Http probe, int index, CancellationToken cancellationToken)
    {
        string url = IndexPlaceholder.Fill(probe.Url, index);
        try
        {
            using HttpResponseMessage answer = await Client
                .GetAsync(url, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            return (int)answer.StatusCode is >= 200 and <= 399 ? null : $"GET {url} was answered with {(int)answer.StatusCode}";
        }
        catch (HttpRequestException exception)
        {
            return exception.InnerException is SocketException socket
                ? SocketFaults.Describe($"GET {url}:", socket)
                : $"GET {url} failed: {(exception.InnerException ?? exception).Message}";
        }
    }

    private static HttpClient CreateClient()
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,

            // Each probe makes its own connection: one that is kept may belong to a process that was replaced since, and its
            // keeper is a timer that wakes an idle master.
            PooledConnectionLifetime = TimeSpan.Zero,
            MaxResponseDrainSize = 0,

            // A probe belongs to no request that somebody traces.
            ActivityHeadersPropagator = null,
        };

        // The time is the caller's business.
        var client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.ConnectionClose = true;
        client.DefaultRequestHeaders.UserAgent.ParseAdd("kamisama-probe");
        return client;
    }
}
