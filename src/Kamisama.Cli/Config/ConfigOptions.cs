using System.CommandLine;

namespace Kamisama.Cli.Config;

/// <summary>The options that say which configuration is meant.</summary>
internal static class ConfigOptions
{
    public const string FileName = "--file", FileAlias = "-f", EnvironmentName = "--environment";

    /// <summary>The file when none is named.</summary>
    public const string DefaultFile = "kamisama.json";

    private static readonly string[] Others = ["kamisama.yaml", "kamisama.yml"];

    public static Option<string[]> File() => new(FileName, FileAlias) { Arity = ArgumentArity.ZeroOrMore };

    public static Option<string[]> Environment() => new(EnvironmentName) { Arity = ArgumentArity.ZeroOrMore };

    /// <summary>The file of this directory that is meant when none is named.</summary>
    public static string FindFile() => System.IO.File.Exists(DefaultFile) ? DefaultFile : Others.FirstOrDefault(System.IO.File.Exists) ?? DefaultFile;
}
