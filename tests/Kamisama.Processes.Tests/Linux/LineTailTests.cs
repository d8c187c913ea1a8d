using System.Text;

namespace Kamisama.Processes.Tests;

public sealed class LineTailTests
{
    [Theory]
    [InlineData("", new string[0])]
    [InlineData("one", new[] { "one" })]
    [InlineData("one\n", new[] { "one" })]
    [InlineData("one\n\n", new[] { "one", "" })]
    [InlineData("one\ntwo\nthree\n", new[] { "one", "two", "three" })]
    [InlineData("one\ntwo\nthree\nfour\n", new[] { "two", "three", "four" })]
    [InlineData("one\ntwo\nthree\nfour", new[] { "two", "three", "four" })]
    [InlineData("one\r\ntwo\r\n", new[] { "one", "two" })]
    public void Read_AnyText_GivesTheLastLines(string text, string[] lines)
    {
        // The same for each way in which the text may come.
        for (int size = 1; size <= text.Length + 1; size++)
        {
            var tail = new LineTail(3);
            foreach (byte[] chunk in Encoding.UTF8.GetBytes(text).Chunk(size))
            {
                tail.Add(chunk);
            }

            Assert.Equal(lines, tail.Read());
        }
    }

    [Fact]
    public void Read_LongLine_IsCutAndTheNextOneIsWhole()
    {
        var tail = new LineTail(3);
        tail.Add(Encoding.UTF8.GetBytes(new string('x', 100_000) + "\nnext\n" + new string('\u20AC', 1001)));

        Assert.Equal([new string('x', 1000), "next", new string('\u20AC', 1000)], tail.Read());
    }

    [Fact]
    public void Read_InvalidUtf8_IsReplaced()
    {
        var tail = new LineTail(3);
        tail.Add([(byte)'a', 0xFF, (byte)'b', (byte)'\n']);

        Assert.Equal(["a\uFFFDb"], tail.Read());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1001)]
    public void Tail_NumberOfLinesOutOfRange_IsRefused(int lines) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ProcessStdio.Tail(lines));
}
