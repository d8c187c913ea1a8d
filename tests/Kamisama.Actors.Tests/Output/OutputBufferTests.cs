using System.Text;

namespace Kamisama.Actors.Tests.Output;

public sealed class OutputBufferTests
{
    [Fact]
    public void Room_Block_IsWhatIsLeft()
    {
        var buffer = new OutputBuffer(4096, drops: false);
        Assert.Equal(4096, buffer.Room);
        buffer.Add(new byte[4000]);
        Assert.Equal(96, buffer.Room);
        buffer.Add(new byte[96]);
        Assert.Equal(0, buffer.Room);

        Assert.Equal(4096, buffer.Take(out OutputLoss before).Count);

        Assert.Equal((4096, default, true), (buffer.Room, before, buffer.IsEmpty));
    }

    [Fact]
    public void Add_DropAndFull_DropsWholeLinesUntilItIsEmptied()
    {
        var buffer = new OutputBuffer(21, drops: true);
        buffer.Add("1234567\n1234567\nab"u8);
        buffer.Add("cdefg\n12\nx"u8);

        Assert.Equal("1234567\n1234567\n", Text(buffer.Take(out OutputLoss before)));
        Assert.Equal(default, before);
        Assert.Equal(new OutputLoss(2, 12), buffer.Dropped);

        // The line that was being dropped is dropped to its end.
        buffer.Add("yz\nnext\n"u8);
        Assert.Equal("next\n", Text(buffer.Take(out before)));
        Assert.Equal(new OutputLoss(3, 15), before);
        Assert.Equal(new OutputLoss(3, 15), buffer.TakeDropped());
        Assert.Equal(default, buffer.TakeDropped());
    }

    [Fact]
    public void End_Dropping_TellsTheGapAndCountsTheLineWithoutEnd()
    {
        var buffer = new OutputBuffer(5, drops: true);
        buffer.Add("abc\n"u8);
        buffer.Add("abcdef"u8);
        buffer.End();

        Assert.Equal("abc\n", Text(buffer.Take(out OutputLoss before)));
        Assert.Equal(new OutputLoss(1, 6), before);
    }

    [Fact]
    public void Add_LineLargerThanTheBuffer_IsEndedThere()
    {
        var buffer = new OutputBuffer(9, drops: true);
        buffer.Add("abcdef"u8);
        buffer.Add("ghijklmn"u8);
        buffer.Add("op\nqr\n"u8);

        Assert.Equal("abcdef\n", Text(buffer.Take(out _)));
        buffer.Add("st\n"u8);
        Assert.Equal("st\n", Text(buffer.Take(out OutputLoss before)));
        Assert.Equal(new OutputLoss(2, 14), before);
    }

    // What went in is what came out and what was dropped, in lines and bytes; and what came out are whole lines, in order.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Add_AnyOrder_CountsExactly(int seed)
    {
        var random = new Random(seed);
        for (int round = 0; round < 300; round++)
        {
            var buffer = new OutputBuffer(random.Next(40, 200), drops: true);
            var cameOut = new StringBuilder();
            OutputLoss gaps = default;
            int number = 0;
            string pending = "";
            long bytesIn = 0;
            for (int step = 0; step < 200; step++)
            {
                if (random.Next(4) == 0)
                {
                    cameOut.Append(Text(buffer.Take(out OutputLoss before)));
                    gaps += before;
                }

                while (pending.Length < 100)
                {
                    pending += $"<{number++}>\n";
                }

                int length = random.Next(1, 60);
                buffer.Add(Encoding.ASCII.GetBytes(pending[..length]));
                bytesIn += length;
                pending = pending[length..];
            }

            int rest = pending.IndexOf('\n', StringComparison.Ordinal) + 1;
            buffer.Add(Encoding.ASCII.GetBytes(pending[..rest]));
            bytesIn += rest;
            int linesIn = number - pending[rest..].Count(c => c == '\n');
            buffer.End();
            cameOut.Append(Text(buffer.Take(out OutputLoss last)));
            gaps += last;

            string[] lines = cameOut.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
            int[] numbers = [.. lines.Select(line => int.Parse(line.Trim('<', '>'), System.Globalization.CultureInfo.InvariantCulture))];
            Assert.All(lines, line => Assert.Matches("^<[0-9]+>$", line));
            Assert.Equal(numbers.Distinct().Order(), numbers);
            Assert.Equal(new OutputLoss(linesIn - lines.Length, bytesIn - cameOut.Length), gaps);
            Assert.Equal(gaps, buffer.TakeDropped());
        }
    }

    private static string Text(ArraySegment<byte> bytes) => Encoding.ASCII.GetString(bytes);
}
