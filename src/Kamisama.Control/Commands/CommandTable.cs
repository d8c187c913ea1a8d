using System.Text.Json;

namespace Kamisama.Control;

/// <summary>The commands that are answered with one line. Each gives what writes its result.</summary>
internal static class CommandTable
{
    public static Task<Action<Utf8JsonWriter>> RunAsync(ControlRequest request, ControlMaster master, CancellationToken gone) => request.Command switch
    {
        "ping" or "hello" => HelloCommand.RunAsync(request, master),
        "ps" or "status" => StatusCommand.RunAsync(request, master, gone),
        "scale" => ScaleCommand.RunAsync(request, master, gone),
        "start" => StartCommand.RunAsync(request, master, gone),
        "restart" => RestartCommand.RunAsync(request, master, gone),
        "stop" => StopCommand.RunAsync(request, master, gone),
        "signal" => SignalCommand.RunAsync(request, master, gone),
        "why" => WhyCommand.RunAsync(request, master, gone),
        "reload" => ReloadCommand.RunAsync(request, master, gone),
        "logs" => LogsCommand.RunAsync(request, master, gone),
        _ => throw new ControlException(
            ControlErrorCode.UnknownCommand,
            "There is no such command. There are: ping, hello, ps, status, scale, start, restart, stop, signal, events, why, reload, logs."),
    };
}
