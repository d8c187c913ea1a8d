using System.Text;

namespace Kamisama.Control.Tests;

/// <summary>Lines that are requests, nearly requests, or nothing of the kind; the same for the same seed.</summary>
internal sealed class FrameFuzz(int seed)
{
    private static readonly string[] Commands =
        ["ping", "hello", "ps", "status", "scale", "start", "why", "events", "reload", "logs", "signal", "", "\\u0000", "é", "\\ud800"];

    private static readonly string[] Names = ["pool", "instances", "wait", "worker", "mode", "last", "lines", "follow", "signal", "v", "id", "cmd", "x", ""];

    private static readonly string[] Values =
    [
        "1", "0", "-1", "2", "3", "10001", "1.5", "1e5", "1e999", "-0", "999999999999999999999999", "null", "false", "\"web\"", "\"\"",
        "\"+1\"", "\"-1\"", "\"+99999999999\"", "\"graceful\"", "[]", "{}", "[[[[[[[[[1]]]]]]]]]", "{\"a\":{\"b\":1}}", "\"\\u0000\"", "\"\\udfff\"", "tru", "",
    ];

    private readonly Random _random = new(seed);

    public byte[] Next()
    {
        byte[] frame = Encoding.UTF8.GetBytes(NextText());
        int flips = _random.Next(3) == 0 ? _random.Next(1, 4) : 0;
        for (int i = 0; i < flips && frame.Length > 0; i++)
        {
            frame[_random.Next(frame.Length)] = (byte)_random.Next(256);
        }

        return _random.Next(20) == 0 ? frame[.._random.Next(frame.Length + 1)] : frame;
    }

    private string NextText()
    {
        if (_random.Next(20) == 0)
        {
            byte[] noise = new byte[_random.Next(64)];
            _random.NextBytes(noise);
            return Encoding.Latin1.GetString(noise);
        }

        var text = new StringBuilder("{\"v\":1,\"id\":\"").Append(_random.Next(1000)).Append("\",\"cmd\":\"").Append(Pick(Commands)).Append('"');
        for (int fields = _random.Next(4); fields > 0; fields--)
        {
            text.Append(",\"").Append(Pick(Names)).Append("\":").Append(Pick(Values));
        }

        return text.Append('}').ToString();
    }

    private string Pick(string[] from) => from[_random.Next(from.Length)];
}
