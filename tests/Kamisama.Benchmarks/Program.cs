using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Running;

namespace Kamisama.Benchmarks;

/// <summary><c>compare</c>: the built command against the floor, process for process. <c>micro</c>: the small parts.</summary>
/// <remarks>Nothing here is asynchronous: the death signal of what is started follows the thread of Main.</remarks>
internal static class Program
{
    private const string Usage = """
        compare [--scale small|full] [--only TEXT]... [--out FILE] [--kamisama FILE|none] [--env NAME=VALUE]...
        micro [arguments of BenchmarkDotNet, for example --filter *Window*]
        """;

    private static int Main(string[] arguments)
    {
        switch (arguments)
        {
            case ["compare", .. var rest]:
                if (CompareOptions.TryParse(rest, out CompareOptions? options, out string? fault))
                {
                    return CompareCommand.Run(options);
                }

                Console.Error.WriteLine($"{fault}\n\n{Usage}");
                return 2;
            case ["micro", .. var rest]:
                RunMicro(rest);
                return 0;
            default:
                Console.Error.WriteLine(Usage);
                return 2;
        }
    }

    // In this process: what BenchmarkDotNet would generate and build for each case brings nothing here but time.
    private static void RunMicro(string[] arguments) => BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(
        [.. arguments, "--inProcess"],
        DefaultConfig.Instance.AddDiagnoser(MemoryDiagnoser.Default));
}
