namespace Kamisama.Cli.Config;

/// <summary>Collects everything that is wrong with a configuration: where, which key, what, and what would be right.</summary>
internal sealed class ConfigFaults
{
    /// <summary>As many as anybody reads; a file of another kind has a fault in every line.</summary>
    public const int MostTold = 50;

    private readonly List<(ConfigOrigin Origin, string Text)> _faults = [];
    private readonly List<string> _sources = [];

    public int Count => _faults.Count;

    /// <param name="origin">Where.</param>
    /// <param name="path">The key, from the top: "pools.web.instances"; empty: none.</param>
    /// <param name="text">What is wrong, and what would be right.</param>
    public void Add(ConfigOrigin origin, string path, string text)
    {
        if (!_sources.Contains(origin.Source))
        {
            _sources.Add(origin.Source);
        }

        _faults.Add((origin, path.Length == 0 ? $"{origin}: {text}" : $"{origin}: {path}: {text}"));
    }

    /// <summary>One line each, in the order of the text.</summary>
    public IReadOnlyList<string> ToLines()
    {
        List<string> lines = [.. _faults
            .OrderBy(fault => _sources.IndexOf(fault.Origin.Source)).ThenBy(fault => fault.Origin.Line).ThenBy(fault => fault.Origin.Column)
            .Select(fault => fault.Text)];
        return lines.Count <= MostTold
            ? lines
            : [.. lines.Take(MostTold), $"{_faults[^1].Origin.Source}: There are {lines.Count - MostTold} faults more. Correct these first."];
    }
}
