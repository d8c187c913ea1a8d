using System.Globalization;
using System.Text.Json;
using Kamisama.Cli.Run;
using Kamisama.Control;

namespace Kamisama.Cli.Control;

/// <summary>Turns a command line into the fields of a request.</summary>
internal static class RequestFields
{
    /// <exception cref="ArgumentException">A word is not what the command takes.</exception>
    public static Action<Utf8JsonWriter> Of(ControlArguments arguments)
    {
        Action<Utf8JsonWriter> words = OfWords(arguments);
        return json =>
        {
            words(json);
            WriteText(json, "pool", arguments[ControlSyntax.Pool]);
            WriteText(json, "mode", arguments[ControlSyntax.Mode]);
            if (arguments.Has(ControlSyntax.Wait))
            {
                json.WriteBoolean("wait", true);
            }

            if (arguments[ControlSyntax.Last] is { } last)
            {
                json.WriteNumber(arguments.Syntax.Name == "logs" ? "lines" : "last", int.Parse(last, CultureInfo.InvariantCulture));
            }
        };
    }

    private static Action<Utf8JsonWriter> OfWords(ControlArguments arguments)
    {
        switch (arguments.Syntax.Name, arguments.Words)
        {
            case ("scale", [['+' or '-', ..] difference]):
                return json => json.WriteString("instances", difference);
            case ("scale", [var number]):
                int instances = Read(OptionValues.ReadInstances, number, "the number of workers");
                return json => json.WriteNumber("instances", instances);
            case ("signal", [var index, var name]):
                int signalled = ReadIndex(index);
                int signal = Read(OptionValues.ReadSignal, name, "the signal");
                return json =>
                {
                    json.WriteNumber("worker", signalled);
                    json.WriteNumber("signal", signal);
                };
            case (_, [var index]):
                int worker = ReadIndex(index);
                return json => json.WriteNumber("worker", worker);
            default:
                return _ => { };
        }
    }

    private static int ReadIndex(string text) =>
        Read(index => OptionValues.ReadWhole(index, 1, Kamisama.Actors.WorkerPoolOptions.MaxInstances), text, "the index of a worker");

    private static int Read(Func<string, int> read, string text, string what)
    {
        try
        {
            return read(text);
        }
        catch (OptionValueException exception)
        {
            throw new ControlException(ControlErrorCode.BadRequest, $"{char.ToUpperInvariant(what[0])}{what[1..]} {exception.Message}");
        }
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}
