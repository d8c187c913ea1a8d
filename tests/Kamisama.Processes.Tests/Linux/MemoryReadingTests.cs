namespace Kamisama.Processes.Tests;

public sealed class MemoryReadingTests
{
    [Theory]
    [InlineData("62218 6511 4029 1 0 4400 0\n", 6511L)]
    [InlineData("0 0 0 0 0 0 0\n", null)]
    [InlineData("62218", null)]
    [InlineData("", null)]
    public void ParseResidentPages_AnyText_GivesTheSecondFieldOrNothing(string statm, long? pages) =>
        Assert.Equal(pages, MemoryReading.ParseResidentPages(System.Text.Encoding.ASCII.GetBytes(statm)));

    [Theory]
    [InlineData("5591-7ffd ---p 00000000 00:00 0    [rollup]\nRss:    884 kB\nPss:                 385 kB\nPss_Dirty:           100 kB\n", 385L)]
    [InlineData("5591-7ffd ---p 00000000 00:00 0    [rollup]\nPss_Dirty:           100 kB\n", null)]
    [InlineData("", null)]
    public void ParsePss_AnyText_GivesTheLineOfThatNameOrNothing(string rollup, long? kibibytes) =>
        Assert.Equal(kibibytes, MemoryReading.ParsePss(System.Text.Encoding.ASCII.GetBytes(rollup)));
}
