using Kamisama.Cli.Output;

namespace Kamisama.Cli.Tests.Output;

public sealed class ControlCharactersTests
{
    [Theory]
    [InlineData("plain 'text' ~", "plain 'text' ~")]
    [InlineData("naïve 神様 😀", "naïve 神様 😀")]
    [InlineData("3 × \u00a0ÿ", "3 × \u00a0ÿ")]
    [InlineData("soft\u00adhyphen", "soft\\u{ad}hyphen")]
    [InlineData("two\nlines\r\tand a tab", "two\\nlines\\r\\tand a tab")]
    [InlineData("\u001b[2Jgone", "\\u{1b}[2Jgone")]
    [InlineData("\u009b31m", "\\u{9b}31m")]
    [InlineData("\u007f", "\\u{7f}")]
    [InlineData("abc\u202etxt.exe", "abc\\u{202e}txt.exe")]
    [InlineData("a\u2028b", "a\\u{2028}b")]
    [InlineData("", "")]
    public void Escape_Text_NeitherBreaksTheLineNorSteersTheTerminal(string text, string escaped) =>
        Assert.Equal(escaped, ControlCharacters.Escape(text));

    // Not an InlineData: a lone surrogate does not survive the way through the test runner.
    [Fact]
    public void Escape_LoneSurrogate_IsSpelledOut() => Assert.Equal("a\\u{d83d}b", ControlCharacters.Escape("a\ud83db"));
}
