using System.Globalization;

namespace Kamisama.Benchmarks;

/// <summary>A supervisor that is measured.</summary>
/// <param name="Name">Its column.</param>
/// <param name="Arguments">The command line before the worker's own, for a number of workers.</param>
/// <param name="Environment">Variables added to the driver's.</param>
internal sealed record Contender(
    string Name,
    Func<int, IReadOnlyList<string>> Arguments,
    IReadOnlyDictionary<string, string> Environment)
{
    public const string KamisamaName = "kamisama";
    public const string FloorName = "floor";

    public static Contender Kamisama(string command, IReadOnlyDictionary<string, string> environment) => new(
        KamisamaName,
        workers => [command, "run", "--instances", Text(workers), "--respawn-limit", "unlimited", "--quiet", "--"],
        environment);

    public static Contender Floor(string program) => new(
        FloorName,
        workers => [program, Text(workers)],
        new Dictionary<string, string>());

    public Contender With(string variable, string value) =>
        this with { Environment = new Dictionary<string, string>(Environment) { [variable] = value } };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
