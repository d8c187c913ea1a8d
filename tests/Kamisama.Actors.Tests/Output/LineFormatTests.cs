using System.Text;
using System.Text.Json;

namespace Kamisama.Actors.Tests.Output;

public sealed class LineFormatTests
{
    private static readonly DateTimeOffset Noon = new(2026, 7, 26, 12, 0, 0, TimeSpan.Zero);
    private static readonly WorkerId Worker = new(3, 1);

    [Fact]
    public void Plain_AnyBytes_AreAsTheyWere() => Assert.Equal(
        [0, 0xFF, 0x1B, (byte)'\r', (byte)'\n'], Bytes(new PlainFormat(isTerminal: false, []), [0, 0xFF, 0x1B, (byte)'\r']));

    [Fact]
    public void Plain_PieceOfALine_IsMarked() =>
        Assert.Equal("half [continues]\n", Text(new PlainFormat(isTerminal: false, []), "half"u8, continues: true));

    [Fact]
    public void Prefixed_Line_StandsBehindPoolAndIndex() =>
        Assert.Equal("web.3 | hello\n", Text(PlainFormat.Prefixed("web", Worker, isTerminal: false, isColored: false), "hello"u8));

    [Fact]
    public void Prefixed_Colored_OnlyThePrefixIs() =>
        Assert.Equal("\e[32mweb.3 | \e[0mhello\n", Text(PlainFormat.Prefixed("web", Worker, isTerminal: true, isColored: true), "hello"u8));

    [Theory]
    [InlineData("\e[2J\e]0;title\a", "\\u{1b}[2J\\u{1b}]0;title\\u{7}")]
    [InlineData("\u009b31m", "\\u{9b}31m")]
    [InlineData("a\u202eb", "a\\u{202e}b")]
    [InlineData("50%\r100%\r", "50%\\r100%")]
    [InlineData("tab\tüß€😀", "tab\tüß€😀")]
    [InlineData("a\u2028b\0", "a\\u{2028}b\\u{0}")]
    public void Terminal_ControlCharacters_AreShownAndNotObeyed(string line, string expected) =>
        Assert.Equal(expected + "\n", Text(new PlainFormat(isTerminal: true, []), Encoding.UTF8.GetBytes(line)));

    [Fact]
    public void Terminal_NoText_IsShownAsBytes() =>
        Assert.Equal("\\x9b\\xffA\n", Text(new PlainFormat(isTerminal: true, []), [0x9B, 0xFF, (byte)'A']));

    // Whatever bytes a worker writes, nothing that steers a terminal comes out.
    [Fact]
    public void Terminal_RandomBytes_OnlyHarmlessCharacters()
    {
        var random = new Random(7);
        for (int round = 0; round < 2000; round++)
        {
            byte[] line = new byte[random.Next(0, 64)];
            random.NextBytes(line);
            string shown = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Bytes(new PlainFormat(isTerminal: true, []), line));
            Assert.All(shown[..^1].EnumerateRunes(), rune => Assert.True(rune.Value == '\t' || TerminalText.IsHarmless(rune)));
        }
    }

    [Fact]
    public void Json_Line_HasAllFacts()
    {
        var format = new JsonFormat("web", Worker, OutputStream.StandardError);
        format.SetPid(42);
        Assert.Equal(
            "{\"time\":\"2026-07-26T12:00:00.000000Z\",\"pool\":\"web\",\"index\":3,\"incarnation\":1,\"pid\":42,\"stream\":\"stderr\",\"line\":\"a\\\"b\\\\c\\u0009ü\"}\n",
            Text(format, Encoding.UTF8.GetBytes("a\"b\\c\tü")));
        Assert.EndsWith(",\"line\":\"half\",\"partial\":true}\n", Text(format, "half"u8, continues: true), StringComparison.Ordinal);
    }

    [Fact]
    public void Json_RandomBytes_OneValidObjectALine()
    {
        var random = new Random(8);
        var format = new JsonFormat("web", Worker, OutputStream.StandardOutput);
        for (int round = 0; round < 2000; round++)
        {
            byte[] line = new byte[random.Next(0, 64)];
            random.NextBytes(line);
            byte[] json = Bytes(format, line);
            Assert.Equal(json.Length - 1, Array.IndexOf(json, (byte)'\n'));
            using var parsed = JsonDocument.Parse(json);
            Assert.Equal(Encoding.UTF8.GetString(line), parsed.RootElement.GetProperty("line").GetString());
        }
    }

    private static string Text(LineFormat format, ReadOnlySpan<byte> line, bool continues = false) => Encoding.UTF8.GetString(Bytes(format, line, continues));

    private static byte[] Bytes(LineFormat format, ReadOnlySpan<byte> line, bool continues = false)
    {
        var batch = new LineBatch();
        format.Append(batch, Noon, line, continues);
        return batch.Bytes.ToArray();
    }
}
