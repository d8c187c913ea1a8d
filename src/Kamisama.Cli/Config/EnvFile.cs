using System.Text;

namespace Kamisama.Cli.Config;

/// <summary>Reads a <c>.env</c> file: KEY=VALUE a line, quotes, comments.</summary>
internal static class EnvFile
{
    public const string Name = ".env";

    private const string Export = "export ";

    // Every worker of every pool is given them.
    private const int MostVariables = 1_000;

    /// <summary>The variables, as far as they could be read.</summary>
    public static IReadOnlyDictionary<string, string> Read(string source, byte[] bytes, ConfigFaults faults)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        string[] lines = Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF').Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i].Trim();
            if (line.Length > 0 && line[0] != '#' && ReadLine(line, variables) is { } fault)
            {
                faults.Add(new ConfigOrigin(source, i + 1, 1), "", fault);
            }
        }

        if (variables.Count > MostVariables)
        {
            faults.Add(ConfigOrigin.Of(source), "", $"has {variables.Count} variables, and at most {MostVariables} are given to workers.");
            variables.Clear();
        }

        return variables;
    }

    /// <summary>Whether a text can name a variable: letters, digits and '_', no digit first.</summary>
    public static bool IsName(string text) =>
        text.Length > 0 && !char.IsAsciiDigit(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    private static string? ReadLine(string line, Dictionary<string, string> variables)
    {
        string assignment = line.StartsWith(Export, StringComparison.Ordinal) ? line[Export.Length..].TrimStart() : line;
        int at = assignment.IndexOf('=', StringComparison.Ordinal);
        string name = at < 0 ? "" : assignment[..at].TrimEnd();
        if (!IsName(name))
        {
            return "must be KEY=VALUE, with a KEY of letters, digits and '_'. A comment begins with '#'.";
        }

        if (ReadValue(assignment[(at + 1)..].Trim()) is not { } value)
        {
            return $"{name} has a quote without its end, or text behind it. Quotes go around the whole value, in one line.";
        }

        if (value.Contains('\0', StringComparison.Ordinal))
        {
            return $"{name} holds a NUL character, which no program can be given.";
        }

        return variables.TryAdd(name, value) ? null : $"{name} was given already in a line above. Keep one of both.";
    }

    private static string? ReadValue(string text)
    {
        if (text.Length == 0 || text[0] is not ('"' or '\''))
        {
            // "a #b" is a value and a comment, "a#b" a value.
            int comment = text.IndexOf(" #", StringComparison.Ordinal);
            return text.StartsWith('#') ? "" : (comment < 0 ? text : text[..comment]).TrimEnd();
        }

        var value = new StringBuilder();
        for (int i = 1; i < text.Length; i++)
        {
            if (text[i] == text[0])
            {
                string rest = text[(i + 1)..].TrimStart();
                return rest.Length == 0 || rest[0] == '#' ? value.ToString() : null;
            }

            bool isEscape = text[0] == '"' && text[i] == '\\' && i + 1 < text.Length;
            value.Append(isEscape ? Unescape(text[++i]) : text[i].ToString());
        }

        return null;
    }

    private static string Unescape(char c) => c switch
    {
        'n' => "\n",
        'r' => "\r",
        't' => "\t",
        '"' or '\\' or '$' => c.ToString(),
        _ => $"\\{c}",
    };
}
