using Kamisama.Cli.Run;
using Microsoft.Extensions.Configuration;

namespace Kamisama.Cli.Config;

/// <summary>Reads a configuration: the file, the overlay of the environment, variables that override, and <c>${VAR}</c>.</summary>
/// <remarks>
/// <code>
/// kamisama.json ◀ kamisama.production.json ◀ KAMISAMA__POOLS__…      each laid over the one before
///                                                │
/// the process's environment, else .env ─▶ ${VAR}, in what is left of the files
/// </code>
/// </remarks>
internal static class ConfigLoader
{
    public const string EnvironmentVariable = "KAMISAMA_ENVIRONMENT";

    // A configuration has a few KiB; a log file that was named by mistake is not even read.
    private const int LargestFile = 1 << 20;

    /// <summary>The configuration; <see langword="null"/>: it can't even be read.</summary>
    /// <param name="file">The file, as it was named.</param>
    /// <param name="environment">Which overlay, "production"; <see langword="null"/>: what KAMISAMA_ENVIRONMENT says, if anything.</param>
    /// <param name="faults">Where faults go.</param>
    public static ConfigTree? Load(string file, string? environment, ConfigFaults faults)
    {
        if (ReadFile(file, faults) is not { } root)
        {
            return null;
        }

        environment ??= Environment.GetEnvironmentVariable(EnvironmentVariable) is { Length: > 0 } given ? given : null;
        if (environment is not null)
        {
            if (ReadOverlay(file, environment, faults) is not { } overlay)
            {
                return null;
            }

            root = ConfigMerge.Merge(root, overlay);
        }

        string folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        IReadOnlyDictionary<string, string> variables = ReadVariables(Path.Combine(Path.GetDirectoryName(file) ?? "", EnvFile.Name), faults);
        root = WithOverrides(root, faults);
        root = new ConfigInterpolation(name => Environment.GetEnvironmentVariable(name) ?? variables.GetValueOrDefault(name), faults).Apply(root);
        return new ConfigTree(root, folder, variables);
    }

    /// <summary>The configuration that a Procfile means; <see langword="null"/>: it can't even be read. Its variables are its shell's.</summary>
    /// <param name="file">The file, as it was named.</param>
    /// <param name="formation">How many workers which line has; <see langword="null"/>: one each.</param>
    /// <param name="faults">Where faults go.</param>
    public static ConfigTree? LoadProcfile(string file, string? formation, ConfigFaults faults)
    {
        if (ReadBytes(file, faults) is not { } bytes)
        {
            return null;
        }

        if (Procfile.Read(file, bytes, formation, faults) is not { } root)
        {
            return null;
        }

        Dictionary<string, string> variables = ReadVariables(Path.Combine(Path.GetDirectoryName(file) ?? "", EnvFile.Name), faults);
        return new ConfigTree(WithOverrides(root, faults), Path.GetDirectoryName(Path.GetFullPath(file))!, variables);
    }

    private static ConfigNode.Map WithOverrides(ConfigNode.Map root, ConfigFaults faults)
    {
        IConfiguration overrides = new ConfigurationBuilder().AddEnvironmentVariables(ConfigOverrides.Prefix).Build();
        return ConfigOverrides.Apply(root, overrides.AsEnumerable(), faults);
    }

    private static ConfigNode.Map? ReadOverlay(string file, string environment, ConfigFaults faults)
    {
        string extension = Path.GetExtension(file);
        string stem = file[..^extension.Length];
        string overlay = $"{stem}.{environment}{extension}";
        if (environment.AsSpan().ContainsAny('/', '\0') || !File.Exists(overlay))
        {
            string folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
            string[] there = Directory.Exists(folder)
                ? [.. Directory.EnumerateFiles(folder, $"{Path.GetFileName(stem)}.*{extension}")
                    .Select(path => Path.GetFileName(path)[(Path.GetFileName(stem).Length + 1)..^extension.Length]).Order(StringComparer.Ordinal)]
                : [];
            string meant = WordDistance.Closest(environment, there) is { } closest ? $" Did you mean '{closest}'?"
                : there.Length > 0 ? $" There are {string.Join(", ", there)}." : "";
            faults.Add(ConfigOrigin.Of(file), "", $"has no overlay for the environment '{environment}': {overlay} is not there.{meant}");
            return null;
        }

        return ReadFile(overlay, faults);
    }

    private static ConfigNode.Map? ReadFile(string file, ConfigFaults faults)
    {
        if (ReadBytes(file, faults) is not { } bytes)
        {
            return null;
        }

        ConfigNode? root = Path.GetExtension(file) is ".yaml" or ".yml"
            ? ConfigYamlReader.Read(file, bytes, faults)
            : ConfigJsonReader.Read(file, isVariable: false, bytes, faults);
        if (root is null or ConfigNode.Map)
        {
            return root as ConfigNode.Map;
        }

        faults.Add(root.Origin, "", $"must be an object, not {root.Kind}.");
        return null;
    }

    private static Dictionary<string, string> ReadVariables(string file, ConfigFaults faults)
    {
        if (!File.Exists(file) || ReadBytes(file, faults) is not { } bytes)
        {
            return [];
        }

        return EnvFile.Read(file, bytes, faults)
            .Where(variable => Environment.GetEnvironmentVariable(variable.Key) is null)
            .ToDictionary(variable => variable.Key, variable => variable.Value, StringComparer.Ordinal);
    }

    private static byte[]? ReadBytes(string file, ConfigFaults faults)
    {
        try
        {
            using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            byte[] buffer = new byte[LargestFile + 1];
            int length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            if (length <= LargestFile)
            {
                return buffer[..length];
            }

            faults.Add(ConfigOrigin.Of(file), "", "is larger than 1 MiB, which no configuration is.");
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            faults.Add(ConfigOrigin.Of(file), "", "is not there. 'kamisama init' writes one to begin with.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            faults.Add(ConfigOrigin.Of(file), "", $"can't be read: {exception.Message}");
        }

        return null;
    }
}
