using System.Globalization;
using System.Reflection;

namespace Kamisama.Benchmarks;

/// <summary>One measure of the runtime that this program was compiled against, in a process of its own: prints <c>row=figure</c>.</summary>
internal static class RuntimeProbe
{
    public static int Run(string probe, long begin)
    {
        switch (probe)
        {
            case "start":
                StartProbe.Run(begin);
                break;
            case "idle":
                IdleProbe.Run();
                break;
            case "messages":
                MessageProbe.RunAsync().GetAwaiter().GetResult();
                break;
            case "lives":
                LifeProbe.RunAsync().GetAwaiter().GetResult();
                break;
            case "version":
                Console.WriteLine(Version());
                break;
            default:
                Console.Error.WriteLine($"There is no probe '{probe}'.");
                return 2;
        }

        return 0;
    }

    public static void Print(RuntimeRow row, double figure) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{row}={figure}"));

    /// <summary>The median of some batches, after so many others that the compiler has seen what is hot: about a second of them.</summary>
    public static async Task<double> MedianAsync(Func<Task<double>> batch)
    {
        const int WarmUps = 40;
        const int Batches = 11;
        for (int i = 0; i < WarmUps; i++)
        {
            await batch();
        }

        var samples = new Samples();
        for (int i = 0; i < Batches; i++)
        {
            samples.Add(await batch());
        }

        return samples.Median;
    }

    private static string Version()
    {
        Assembly runtime = typeof(ActorSystem).Assembly;
        string version = runtime.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "?";
        return $"{runtime.GetName().Name} {version.Split('+')[0]}";
    }
}
