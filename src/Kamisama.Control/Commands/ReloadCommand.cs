using System.Text.Json;

namespace Kamisama.Control;

/// <summary><c>reload</c>: what the program makes of it.</summary>
internal static class ReloadCommand
{
    public static async Task<Action<Utf8JsonWriter>> RunAsync(ControlRequest request, ControlMaster master, CancellationToken gone)
    {
        request.AllowOnly();
        if (master.Options.Reload is not { } reload)
        {
            throw new ControlException(ControlErrorCode.NotSupported, "This master has no configuration that it could read again.");
        }

        string done;
        try
        {
            done = await reload(gone).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // The program's own code: whatever it throws is its answer.
        catch (Exception exception) when (exception is not (ControlException or OperationCanceledException))
#pragma warning restore CA1031
        {
            throw new ControlException(ControlErrorCode.Refused, exception.Message);
        }

        return json => json.WriteString("done"u8, done);
    }
}
