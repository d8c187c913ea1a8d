using System.Globalization;

namespace Kamisama.Benchmarks;

/// <summary>What was measured for one row and one contender.</summary>
internal sealed class Samples
{
    private readonly List<double> _values = [];

    public int Count => _values.Count;

    public double Median
    {
        get
        {
            double[] sorted = [.. _values.Order()];
            int middle = sorted.Length / 2;
            return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        }
    }

    public void Add(double value) => _values.Add(value);

    /// <summary>The median, and the least and the greatest when there are several values.</summary>
    public override string ToString() => Count switch
    {
        0 => "–",
        1 => Text(_values[0]),
        _ => $"{Text(Median)} ({Text(_values.Min())}–{Text(_values.Max())})",
    };

    /// <summary>Three digits are as many as such a figure deserves.</summary>
    public static string Text(double value) => value.ToString(
        Math.Abs(value) switch
        {
            _ when value == Math.Floor(value) => "#,0",
            < 10 => "0.00",
            < 100 => "0.0",
            _ => "#,0",
        },
        CultureInfo.InvariantCulture);
}
