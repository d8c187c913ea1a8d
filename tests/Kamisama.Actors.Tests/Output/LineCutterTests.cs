using System.Text;

namespace Kamisama.Actors.Tests.Output;

public sealed class LineCutterTests
{
    [Fact]
    public void Next_LinesInAnyPieces_AreTheSameLines()
    {
        var random = new Random(4711);
        string text = string.Concat(Enumerable.Range(0, 300).Select(i => new string('x', random.Next(0, 80)) + i + '\n')) + "rest";
        for (int round = 0; round < 50; round++)
        {
            Assert.Equal(text.Split('\n'), Cut(Encoding.ASCII.GetBytes(text), random.Next(1, 200)).Select(line => line.Text));
        }
    }

    [Theory]
    [InlineData(LineCutter.MaxLine, "16384")]
    [InlineData(LineCutter.MaxLine + 1, "16384+ 1")]
    [InlineData((LineCutter.MaxLine * 2) + 5, "16384+ 16384+ 5")]
    public void Next_LongLine_ComesInPieces(int length, string expected)
    {
        foreach (int piece in (int[])[1, 1000, LineCutter.MaxLine, 1 << 20])
        {
            List<(string Text, bool Continues)> lines = Cut([.. Enumerable.Repeat((byte)'x', length), (byte)'\n'], piece);
            Assert.Equal(expected, string.Join(' ', lines.Select(line => $"{line.Text.Length}{(line.Continues ? "+" : "")}")));
        }
    }

    [Fact]
    public void Next_LongLine_HalvesNoCharacter()
    {
        byte[] bytes = [(byte)'x', .. Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("ü€😀", 10_000))), (byte)'\n'];
        foreach (int piece in (int[])[7, 4096, 1 << 20])
        {
            List<(string Text, bool Continues)> lines = Cut(bytes, piece);
            Assert.DoesNotContain(lines, line => line.Text.Contains('\uFFFD', StringComparison.Ordinal));
            Assert.Equal(Encoding.UTF8.GetString(bytes).TrimEnd('\n'), string.Concat(lines.Select(line => line.Text)));
        }
    }

    [Fact]
    public void Next_BytesThatAreNoText_SurviveTheCut()
    {
        byte[] bytes = new byte[100_000];
        new Random(1).NextBytes(bytes);
        bytes.AsSpan().Replace((byte)'\n', (byte)0x80);
        var cutter = new LineCutter();
        List<byte> seen = [];
        ReadOnlySpan<byte> rest = bytes;
        while (cutter.Next(ref rest, out ReadOnlySpan<byte> line, out _))
        {
            Assert.InRange(line.Length, 1, LineCutter.MaxLine);
            seen.AddRange(line);
        }

        cutter.Flush(out ReadOnlySpan<byte> last);
        seen.AddRange(last);
        Assert.Equal(bytes, seen);
    }

    private static List<(string Text, bool Continues)> Cut(byte[] bytes, int piece)
    {
        var cutter = new LineCutter();
        List<(string, bool)> lines = [];
        foreach (byte[] chunk in bytes.Chunk(piece))
        {
            ReadOnlySpan<byte> rest = chunk;
            while (cutter.Next(ref rest, out ReadOnlySpan<byte> line, out bool continues))
            {
                lines.Add((Encoding.UTF8.GetString(line), continues));
            }
        }

        if (cutter.Flush(out ReadOnlySpan<byte> last))
        {
            lines.Add((Encoding.UTF8.GetString(last), false));
        }

        Assert.False(cutter.Flush(out _));
        return lines;
    }
}
