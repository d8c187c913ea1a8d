using System.Runtime.InteropServices;

namespace Kamisama.Benchmarks;

/// <summary><c>compare</c>: builds what is needed, takes every measure, writes the table, leaves nothing behind.</summary>
internal static class CompareCommand
{
    private const int Interrupted = 130;

    public static int Run(CompareOptions options)
    {
        using var workshop = new Workshop();
        using var interrupts = new Interrupts(() =>
        {
            Supervisor.KillAll();
            workshop.Dispose();
            Environment.Exit(Interrupted);
        });

        workshop.CompilePrograms();
        var report = new Report(options);
        var bench = new Bench(workshop, Contenders(options, workshop), options.Scale);
        foreach (Measure measure in Measures(options))
        {
            Console.Error.WriteLine($"{TimeProvider.System.GetLocalNow():HH:mm:ss} {measure.Name}");
            Take(measure, bench);
            report.Add(measure.Rows);
        }

        report.LeftBehind = EndLeftovers(workshop);
        string text = report.ToMarkdown();
        Console.Write(text);
        if (options.Out is { } file)
        {
            File.WriteAllText(file, text);
        }

        return report.LeftBehind == 0 ? 0 : 1;
    }

    private static List<Contender> Contenders(CompareOptions options, Workshop workshop)
    {
        Contender floor = Contender.Floor(workshop.Floor);
        if (options.Kamisama == "none")
        {
            return [floor];
        }

        var environment = new Dictionary<string, string>(options.Environment);
        environment.TryAdd(Workshop.DotnetRootVariable, Workshop.DotnetRoot);
        string command = options.Kamisama is { } file ? Path.GetFullPath(file) : workshop.PublishKamisama();
        return [Contender.Kamisama(command, environment), floor];
    }

    private static IEnumerable<Measure> Measures(CompareOptions options)
    {
        Measure[] all =
        [
            new StartMeasure(options.Scale),
            new RespawnMeasure(),
            new StormMeasure(options.Scale),
            new ScalingMeasure(),
            new MasterDeathMeasure(),
            new MemoryMeasure(),
            new IdleMeasure(options.Scale),
        ];
        return all.Where(measure => options.Only.Count == 0 || options.Only.Any(text => measure.Name.Contains(text, StringComparison.Ordinal)));
    }

    private static void Take(Measure measure, Bench bench)
    {
        try
        {
            measure.Take(bench);
        }
        catch (Exception exception) when (exception is TimeoutException or IOException or InvalidOperationException)
        {
            // The other measures are still worth having; the lines show which figures are missing and why.
            Console.Error.WriteLine($"{measure.Name}: {exception.Message}");
            foreach (Row row in measure.Rows)
            {
                row.Note = exception.Message.ReplaceLineEndings(" ").Replace('|', '/');
            }
        }
    }

    /// <summary>Every worker gets TERM when its supervisor is gone; one that is still there has been forgotten.</summary>
    private static int EndLeftovers(Workshop workshop)
    {
        Thread.Sleep(TimeSpan.FromSeconds(1));
        List<int> left = [.. ProcFigures.Running(workshop.Worker), .. ProcFigures.Running(workshop.Floor)];
        left.ForEach(pid => Native.Signal(pid, Native.SigKill));
        return left.Count;
    }

    /// <summary>The signals by which somebody ends the driver.</summary>
    private sealed class Interrupts(Action onInterrupt) : IDisposable
    {
        private readonly IReadOnlyList<PosixSignalRegistration> _registrations =
            [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP }.Select(signal => PosixSignalRegistration.Create(signal, _ => onInterrupt()))];

        public void Dispose()
        {
            foreach (PosixSignalRegistration registration in _registrations)
            {
                registration.Dispose();
            }
        }
    }
}
