using System.Text.Json;
using Kamisama.Control;

namespace Kamisama.Cli.Control;

/// <summary><c>kamisama events</c>: a line for each event.</summary>
internal static class EventsPrinter
{
    public static async Task<int> FollowAsync(
        ControlClient client, ControlArguments arguments, Output.StandardStream output, CancellationToken timeout)
    {
        bool isJson = arguments.Has(ControlSyntax.Json);
        await foreach (JsonElement supervisionEvent in client.FollowAsync(RequestFields.Of(arguments), timeout).ConfigureAwait(false))
        {
            output.WriteLine(isJson ? supervisionEvent.GetRawText() : Line(supervisionEvent));
        }

        return ControlExitCodes.Done;
    }

    public static string Lines(JsonElement result) => string.Join('\n', result.Items("events").Select(Line));

    private static string Line(JsonElement supervisionEvent) => supervisionEvent.Is("lost")
        ? $"({supervisionEvent.Text("lost")} events are missing here: they were not taken in time)"
        : $"{supervisionEvent.Text("time")} {supervisionEvent.Text("pool")}: {supervisionEvent.Text("message")}";
}
