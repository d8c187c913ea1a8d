using System.Diagnostics;
using Kamisama.Actors;

namespace Kamisama.Cli.Run;

/// <summary>The options that say where the workers' output goes.</summary>
internal static class OutputOptions
{
    public const string Output = "--output";

    public const string Format = "--output-format", RotateSize = "--output-rotate-size", RotateEvery = "--output-rotate-every",
        Keep = "--output-keep", Full = "--output-full", Buffer = "--output-buffer", Recent = "--output-recent";

    private const string Forms = "inherit, prefix, json, journald or file:PATH";
    private const int LeastBuffer = 4096, MostBuffer = 1 << 24;

    /// <summary>The option without which this one has no meaning, or <see langword="null"/>.</summary>
    public static string? NeededBy(string name) => name == Output ? null : Output;

    /// <summary>The output with what the option says.</summary>
    /// <exception cref="OptionValueException">The text is no value of that option, or the output has no such thing.</exception>
    public static WorkerOutput Apply(WorkerOutput given, string name, string text) => name switch
    {
        Output => Read(text),
        Format or RotateSize or RotateEvery or Keep => ApplyToFile(given, name, text),
        _ => ApplyToCaptured(given, name, text),
    };

    private static WorkerOutput Read(string text) => text switch
    {
        "inherit" => WorkerOutput.Inherit,
        "prefix" => new WorkerOutput.ToMaster(),
        "json" => new WorkerOutput.ToMaster(OutputFormat.Json),
        "journald" => new WorkerOutput.ToJournal(),
        _ when Behind("journald:", text) is { } socket => new WorkerOutput.ToJournal { SocketPath = socket },
        _ when Behind("file:", text) is { } path => new WorkerOutput.ToFile(path),
        _ => throw new OptionValueException($"must be {Forms}, not '{text}'."),
    };

    private static string? Behind(string kind, string text) =>
        text.Length > kind.Length && text.StartsWith(kind, StringComparison.Ordinal) ? text[kind.Length..] : null;

    // Without --output, which is a fault of its own, the value is looked at all the same, so that all faults are told at once.
    private static WorkerOutput.ToFile ApplyToFile(WorkerOutput given, string name, string text)
    {
        WorkerOutput.ToFile file = given switch
        {
            WorkerOutput.ToFile known => known,
            WorkerOutput.Inherited => new WorkerOutput.ToFile("log"),
            _ => throw new OptionValueException($"is for files only: give {Output} file:PATH, or leave it out."),
        };
        LogRotation rotation = file.Rotation ?? new LogRotation();
        return name switch
        {
            Format => file with { Format = ReadFormat(text) },
            RotateSize => file with { Rotation = rotation with { MaxSize = OptionValues.ReadBytes(text) } },
            RotateEvery => file with { Rotation = rotation with { Every = OptionValues.ReadPositiveTime(text) } },
            Keep => file with { Rotation = rotation with { Keep = OptionValues.ReadWhole(text, 1, 1000) } },
            _ => throw new UnreachableException(name),
        };
    }

    private static WorkerOutput.Captured ApplyToCaptured(WorkerOutput given, string name, string text)
    {
        WorkerOutput.Captured captured = given as WorkerOutput.Captured ?? new WorkerOutput.ToMaster();
        return name switch
        {
            Full => captured with { WhenFull = ReadFull(text) },
            Buffer => captured with { BufferSize = ReadSize(text, LeastBuffer) },
            Recent => captured with { RecentSize = text == "0" ? 0 : ReadSize(text, 0) },
            _ => throw new UnreachableException(name),
        };
    }

    private static OutputFormat ReadFormat(string text) => text switch
    {
        "plain" => OutputFormat.Plain,
        "prefix" => OutputFormat.Prefixed,
        "json" => OutputFormat.Json,
        _ => throw new OptionValueException($"must be plain, prefix or json, not '{text}'."),
    };

    private static OutputOverflow ReadFull(string text) => text switch
    {
        "block" => OutputOverflow.Block,
        "drop" => OutputOverflow.Drop,
        _ => throw new OptionValueException($"must be block or drop, not '{text}'."),
    };

    private static int ReadSize(string text, int least) => OptionValues.ReadBytes(text) is var size && size >= least && size <= MostBuffer
        ? (int)size
        : throw new OptionValueException($"must be {least} to {MostBuffer} bytes, such as 64K or 1M, not '{text}'.");
}
