namespace Kamisama.Benchmarks;

/// <summary>One line of the table.</summary>
/// <param name="Name">What is measured, with its unit.</param>
/// <param name="MostRatio">The target: at most so many times the floor. <see langword="null"/>: none.</param>
/// <param name="Most">The target: at most so much. <see langword="null"/>: none.</param>
internal sealed record Row(string Name, double? MostRatio = null, double? Most = null)
{
    /// <summary>By <see cref="Contender.Name"/>.</summary>
    private readonly Dictionary<string, Samples> _samples = [];

    /// <summary>Why there is no figure, or what explains it.</summary>
    public string Note { get; set; } = "";

    public Samples Of(string contender)
    {
        if (!_samples.TryGetValue(contender, out Samples? samples))
        {
            _samples[contender] = samples = new Samples();
        }

        return samples;
    }

    /// <summary>Of the medians; <see langword="null"/> when one is missing or nothing.</summary>
    public double? Ratio =>
        Of(Contender.KamisamaName) is { Count: > 0 } kamisama && Of(Contender.FloorName) is { Count: > 0, Median: > 0 } floor
            ? kamisama.Median / floor.Median
            : null;

    public string Target => (MostRatio, Most) switch
    {
        (null, null) => "",
        ({ } ratio, null) => $"≤ {ratio:0.0} × floor",
        (null, 0) => "0",
        (null, { } most) => $"≤ {Samples.Text(most)}",
        ({ } ratio, { } most) => $"≤ {ratio:0.0} × floor, ≤ {Samples.Text(most)}",
    };

    public string Verdict => (MostRatio, Most) is (null, null) || Of(Contender.KamisamaName).Count == 0 ? "" : IsReached ? "OK" : "MISS";

    private bool IsReached =>
        (MostRatio is not { } ratio || Ratio <= ratio) && (Most is not { } most || Of(Contender.KamisamaName).Median <= most);
}
