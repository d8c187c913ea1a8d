using System.Text.Json;
using Kamisama.Actors;

namespace Kamisama.Control;

/// <summary><c>events</c>: the last ones, or with <c>follow</c> a line each from now on, until the client or the master goes.</summary>
internal static class EventsCommand
{
    public const string Name = "events";

    public static async Task RunAsync(ControlRequest request, ControlMaster master, IAnswerSink client, CancellationToken gone)
    {
        request.AllowOnly("pool", "follow", "last");
        string? pool = request.Text("pool") is null ? null : master.PoolOf(request).Name;
        bool follow = request.Flag("follow");
        int last = request.Number("last", 0, EventFan.MaxRecent) ?? (follow ? 0 : EventFan.MaxRecent);
        if (!master.HasEvents)
        {
            throw new ControlException(ControlErrorCode.NotSupported, "This master tells no events.");
        }

        if (follow)
        {
            await FollowAsync(request.Id, pool, last, master, client, gone).ConfigureAwait(false);
            return;
        }

        await client.SendAsync(Answers.Result(request.Id, json =>
        {
            json.WriteStartArray("events"u8);
            foreach (SupervisionEvent supervisionEvent in master.Events.Recent(last))
            {
                if (IsMeant(supervisionEvent, pool))
                {
                    Write(json, supervisionEvent);
                }
            }

            json.WriteEndArray();
        })).ConfigureAwait(false);
    }

    private static async Task FollowAsync(string? id, string? pool, int last, ControlMaster master, IAnswerSink client, CancellationToken gone)
    {
        using EventQueue events = master.Events.Listen(last);
        await client.SendAsync(Answers.Result(id, json => json.WriteBoolean("following"u8, true))).ConfigureAwait(false);
        while (await events.WaitAsync(gone).ConfigureAwait(false))
        {
            while (events.TryTake(out SupervisionEvent? supervisionEvent))
            {
                if (IsMeant(supervisionEvent!, pool))
                {
                    await client.SendAsync(Answers.Line(id, json =>
                    {
                        json.WritePropertyName("event"u8);
                        Write(json, supervisionEvent!);
                    })).ConfigureAwait(false);
                }
            }

            if (events.TakeLost() is > 0 and var lost)
            {
                await client.SendAsync(Answers.Line(id, json => json.WriteNumber("lost"u8, lost))).ConfigureAwait(false);
            }
        }

        await client.SendAsync(Answers.Line(id, json => json.WriteBoolean("end"u8, true))).ConfigureAwait(false);
    }

    private static bool IsMeant(SupervisionEvent supervisionEvent, string? pool) => pool is null || supervisionEvent.Pool == pool;

    private static void Write(Utf8JsonWriter json, SupervisionEvent supervisionEvent)
    {
        json.WriteStartObject();
        json.WriteString("time"u8, supervisionEvent.Time.UtcDateTime);
        json.WriteString("event"u8, JsonEvents.NameOf(supervisionEvent));
        json.WriteString("pool"u8, supervisionEvent.Pool);
        JsonEvents.WriteFields(json, supervisionEvent);
        json.WriteString("message"u8, supervisionEvent.ToString());
        json.WriteEndObject();
    }
}
