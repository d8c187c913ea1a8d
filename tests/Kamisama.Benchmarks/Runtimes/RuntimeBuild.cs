using System.Diagnostics;
using System.Globalization;

namespace Kamisama.Benchmarks;

/// <summary>This program, compiled against one of the runtimes.</summary>
internal sealed class RuntimeBuild(string program)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Dictionary<RuntimeRow, Samples> _samples =
        Enum.GetValues<RuntimeRow>().ToDictionary(row => row, _ => new Samples());

    public string Version { get; } = Output(program, "version").Trim();

    public Samples Of(RuntimeRow row) => _samples[row];

    public void TakeStart()
    {
        long begin = Stopwatch.GetTimestamp();
        string output = Output(program, "start");
        Of(RuntimeRow.WholeProcess).Add(Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
        Take(output);
    }

    public void Take(string output)
    {
        foreach (string[] pair in output.Split('\n').Select(line => line.Split('=')).Where(pair => pair.Length == 2))
        {
            if (Enum.TryParse(pair[0], out RuntimeRow row))
            {
                Of(row).Add(double.Parse(pair[1], CultureInfo.InvariantCulture));
            }
        }
    }

    public void TakeProbe(string probe) => Take(Output(program, probe));

    public void TakeIdle(TimeSpan settle, TimeSpan idle)
    {
        using Process process = Start(program, "idle");
        while (process.StandardOutput.ReadLine() is { } line && line != "ready")
        {
        }

        Thread.Sleep(settle);
        Of(RuntimeRow.Pss).Add(ProcFigures.Pss(process.Id) / 1e6);
        IdleWork before = IdleWork.Of(process.Id);
        Thread.Sleep(idle);
        IdleWork done = IdleWork.Of(process.Id) - before;
        Of(RuntimeRow.WakeUps).Add(done.Switches);
        Of(RuntimeRow.IdleCpu).Add(done.CpuMilliseconds);
        process.StandardInput.Close();
        End(process, "idle");
    }

    private static string Output(string program, string probe)
    {
        using Process process = Start(program, probe);
        process.StandardInput.Close();
        string output = process.StandardOutput.ReadToEnd();
        End(process, probe);
        return output;
    }

    private static Process Start(string program, string probe) => Process.Start(new ProcessStartInfo(program, ["runtime-probe", probe])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    })!;

    private static void End(Process process, string probe)
    {
        if (!process.WaitForExit(Patience))
        {
            process.Kill();
            throw new TimeoutException($"The probe '{probe}' did not end within {Patience.TotalMinutes} minutes.");
        }

        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"The probe '{probe}' ended with code {process.ExitCode}.");
        }
    }

    /// <summary>What all threads have done so far but the one that .NET itself wakes every ten seconds in every program.</summary>
    private sealed record IdleWork(double Switches, double CpuMilliseconds)
    {
        public static IdleWork Of(int pid)
        {
            var work = ProcFigures.Work(pid).Where(each => !each.Key.Contains(".NET Finalizer", StringComparison.Ordinal)).ToList();
            return new IdleWork(work.Sum(each => each.Value.Switches), work.Sum(each => each.Value.CpuMilliseconds));
        }

        public static IdleWork operator -(IdleWork after, IdleWork before) =>
            new(after.Switches - before.Switches, after.CpuMilliseconds - before.CpuMilliseconds);
    }
}
