using System.Diagnostics;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Running;

namespace Kamisama.Benchmarks;

/// <summary>
/// <c>compare</c>: the built command against the floor, process for process. <c>runtimes</c>: the actor runtimes against each other.
/// <c>output</c>: what the command writes for its workers. <c>micro</c>: the small parts.
/// </summary>
/// <remarks>Nothing here is asynchronous: the death signal of what is started follows the thread of Main.</remarks>
internal static class Program
{
    private const string Usage = """
        compare [--scale small|full] [--only TEXT]... [--out FILE] [--kamisama FILE|none] [--env NAME=VALUE]...
        runtimes [--rounds N] [--out FILE]
        output [--rounds N] [--out FILE]
        micro [arguments of BenchmarkDotNet, for example --filter *Window*]
        """;

    private static int Main(string[] arguments)
    {
        long begin = Stopwatch.GetTimestamp();
        if (arguments is ["runtime-probe", var probe])
        {
            return RuntimeProbe.Run(probe, begin);
        }

        return RunCommand(arguments);
    }

    // Apart, so that a probe's time holds nothing of what only the commands need.
    private static int RunCommand(string[] arguments)
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
            case ["runtimes", .. var rest]:
                return RunRounds(rest, RuntimesCommand.Run);
            case ["output", .. var rest]:
                return RunRounds(rest, OutputCommand.Run);
            case ["micro", .. var rest]:
                RunMicro(rest);
                return 0;
            default:
                Console.Error.WriteLine(Usage);
                return 2;
        }
    }

    private static int RunRounds(string[] arguments, Func<int, string?, int> run)
    {
        const int DefaultRounds = 7;
        int rounds = DefaultRounds;
        string? file = null;
        for (int i = 0; i < arguments.Length; i += 2)
        {
            switch (arguments[i..Math.Min(i + 2, arguments.Length)])
            {
                case ["--rounds", var number] when int.TryParse(number, out rounds) && rounds > 0:
                    break;
                case ["--out", var name]:
                    file = name;
                    break;
                case var other:
                    Console.Error.WriteLine($"'{string.Join(' ', other)}' is not understood.\n\n{Usage}");
                    return 2;
            }
        }

        return run(rounds, file);
    }

    // In this process: what BenchmarkDotNet would generate and build for each case brings nothing here but time.
    private static void RunMicro(string[] arguments) => BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(
        [.. arguments, "--inProcess"],
        DefaultConfig.Instance.AddDiagnoser(MemoryDiagnoser.Default));
}
