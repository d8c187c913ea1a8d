using System.Diagnostics;
using Kamisama.Actors;

namespace Kamisama.Cli.Explain;

/// <summary>Where the workers' output goes, in plain words; nothing when it goes where it always does.</summary>
internal static class OutputText
{
    public static IEnumerable<string> Describe(WorkerOutput output)
    {
        if (output is not WorkerOutput.Captured captured)
        {
            yield break;
        }

        yield return captured switch
        {
            WorkerOutput.ToMaster master => $"It goes through the master to its own streams, {Form(master.Format)}.",
            WorkerOutput.ToFile file => $"It goes to files, {Form(file.Format)}: {file.Path}",
            WorkerOutput.ToJournal => "It goes to the journal of systemd.",
            _ => throw new UnreachableException($"{captured}"),
        };
        if (captured is WorkerOutput.ToFile { Rotation: { } rotation })
        {
            yield return $"A file is set aside {When(rotation)}; {Words.Count(rotation.Keep, "old file")} are kept.";
        }

        yield return captured.WhenFull == OutputOverflow.Block
            ? $"A worker that is {captured.BufferSize} bytes ahead of what takes its output waits; a log that can't be written makes none wait."
            : $"What a worker writes more than {captured.BufferSize} bytes ahead of what takes its output is dropped, in whole lines, and counted.";
    }

    private static string Form(OutputFormat format) => format switch
    {
        OutputFormat.Plain => "as the workers wrote it",
        OutputFormat.Prefixed => "behind the pool's name and the worker's index",
        OutputFormat.Json => "a JSON object a line",
    };

    private static string When(LogRotation rotation) => (rotation.MaxSize, rotation.Every) switch
    {
        ({ } size, null) => $"before it is larger than {size} bytes",
        (null, { } every) => $"every {Words.Time(every)}",
        var (size, every) => $"before it is larger than {size} bytes, and every {Words.Time(every!.Value)}",
    };
}
