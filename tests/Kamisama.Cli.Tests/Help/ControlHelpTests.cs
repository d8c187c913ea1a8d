using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Kamisama.Cli.Control;
using Kamisama.Cli.Help;

namespace Kamisama.Cli.Tests.Help;

public sealed class ControlHelpTests
{
    [Fact]
    public void Text_Commands_AreAllThereAre() => Assert.Equal(
        ControlSyntax.Names.Order(),
        Regex.Matches(Section("Usage"), @"^  kamisama ([a-z]+)", RegexOptions.Multiline).Select(match => match.Groups[1].Value).Order());

    [Fact]
    public void Text_Options_AreAllThereAre() => Assert.Equal(
        ControlSyntax.Names.SelectMany(name => ControlSyntax.Of(name).Options).Append(ControlSyntax.Help).Distinct().Order(),
        Regex.Matches(ControlHelp.Text, "^  (--[a-z-]+)", RegexOptions.Multiline).Select(match => match.Groups[1].Value).Order());

    [Fact]
    public void Text_ExitCodes_AreAllThereAre() => Assert.Equal(
        typeof(ControlExitCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (int)field.GetRawConstantValue()!).Order(),
        Regex.Matches(Section("Exit codes"), @"^  (\d+)", RegexOptions.Multiline)
            .Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)));

    [Fact]
    public void Text_Lines_FitATerminal() => Assert.All(ControlHelp.Text.Split('\n'), line => Assert.InRange(line.Length, 0, 96));

    private static string Section(string title) => ControlHelp.Text.Split("\n\n").Single(part => part.StartsWith(title + ":", StringComparison.Ordinal));
}
