using System.Text;

namespace Kamisama.Cli.Control;

/// <summary>Rows of plain text with aligned columns: two spaces between, numbers to the right, nothing behind the last one.</summary>
internal sealed class Table(params string[] columns)
{
    private readonly List<string[]> _rows = [];

    /// <summary>Adds a row. A column whose name ends in a colon is a number's.</summary>
    public void Add(params string[] cells) => _rows.Add(cells);

    public override string ToString()
    {
        string[] heads = Array.ConvertAll(columns, name => name.TrimEnd(':'));
        int[] widths = [.. heads.Select((head, i) => _rows.Select(row => row[i].Length).Append(head.Length).Max())];
        var text = new StringBuilder();
        foreach (string[] row in _rows.Prepend(heads))
        {
            IEnumerable<string> cells = row.Select((cell, i) => columns[i].EndsWith(':') ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]));
            text.Append(string.Join("  ", cells).TrimEnd()).Append('\n');
        }

        return text.ToString().TrimEnd('\n');
    }
}
