namespace Kamisama.Cli.Config;

/// <summary>A configuration can't be used.</summary>
/// <param name="faults">Everything that is wrong, with its place.</param>
internal sealed class ConfigException(IReadOnlyList<string> faults) : Exception(string.Join("; ", faults))
{
    public IReadOnlyList<string> Faults => faults;
}
