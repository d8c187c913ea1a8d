using System.Text;
using System.Text.Json;
using Kamisama.Cli.Output;

namespace Kamisama.Cli.Control;

/// <summary><c>kamisama why</c>: how workers ended last, what the pool did about it, and their last words.</summary>
internal static class WhyText
{
    public static string Of(JsonElement result)
    {
        var text = new StringBuilder();
        foreach (JsonElement pool in result.Items("pools"))
        {
            JsonElement[] exits = [.. pool.Items("exits")];
            text.Append("Pool ").Append(pool.Text("pool")).Append(" (").Append(pool.Text("state")).Append("): ");
            text.Append(exits.Length == 0 ? "no worker has ended lately.\n" : "the last ends, oldest first.\n");
            foreach (JsonElement exit in exits)
            {
                text.Append("  ").Append(exit.Text("endedAt")).Append("  ").Append(exit.Text("message")).Append('\n');
                if (exit.Is("detail"))
                {
                    text.Append("    because: ").Append(exit.Text("detail")).Append('\n');
                }

                foreach (JsonElement line in exit.Items("errorLines"))
                {
                    text.Append("    | ").Append(ControlCharacters.Escape(line.GetString() ?? "")).Append('\n');
                }
            }
        }

        return text.ToString().TrimEnd('\n');
    }
}
