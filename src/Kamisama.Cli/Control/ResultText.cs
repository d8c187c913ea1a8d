using System.Text.Json;

namespace Kamisama.Cli.Control;

/// <summary>Words what a master answered, and whether it is what was wanted.</summary>
internal static class ResultText
{
    public static (string Text, int Code) Of(ControlArguments arguments, JsonElement result) => arguments.Syntax.Name switch
    {
        "ps" or "status" => (PsTable.Of(result), ControlExitCodes.Done),
        "scale" => OfScale(result),
        "restart" => OfRestart(arguments, result),
        "start" => ($"{result.Text("started")} workers were waiting, and start now.", ControlExitCodes.Done),
        "stop" => (result.IsTrue("over") ? "Stopped." : $"Stopping ({result.Text("mode")}).", ControlExitCodes.Done),
        "signal" => ($"Sent {result.Text("signalName")} to worker {result.Text("worker")}, pid {result.Text("pid")}.", ControlExitCodes.Done),
        "events" => (EventsPrinter.Lines(result), ControlExitCodes.Done),
        "reload" => (result.Text("done"), ControlExitCodes.Done),
        "logs" => (string.Join('\n', result.GetProperty("lines").EnumerateArray().Select(line => Output.ControlCharacters.Escape(line.GetString()!))), ControlExitCodes.Done),
        "why" => (WhyText.Of(result), ControlExitCodes.Done),
        var other => throw new System.Diagnostics.UnreachableException(other),
    };

    private static (string Text, int Code) OfScale(JsonElement result)
    {
        string wanted = $"Pool {result.Text("pool")}: {result.Text("instances")} workers are wanted";
        return result.Is("missed")
            ? ($"{wanted}, but {result.Text("missed")}.", ControlExitCodes.BadOutcome)
            : (result.IsTrue("reached") ? $"{wanted}, and run." : $"{wanted}.", ControlExitCodes.Done);
    }

    private static (string Text, int Code) OfRestart(ControlArguments arguments, JsonElement result)
    {
        string what = arguments.Words is [var index] ? $"Worker {index}" : "Rolling restart";
        if (!result.IsTrue("over"))
        {
            return ($"{what}: begun.", ControlExitCodes.Done);
        }

        string counts = $"{what}: {result.Text("replaced")} of {result.Text("workers")} replaced";
        return result.Is("aborted")
            ? ($"{counts}, then aborted: {result.Text("aborted")}.", ControlExitCodes.BadOutcome)
            : ($"{counts}.", ControlExitCodes.Done);
    }
}
