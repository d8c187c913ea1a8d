namespace Kamisama.Cli.Config;

/// <summary>A key of an object.</summary>
/// <param name="Key">The key.</param>
/// <param name="KeyOrigin">Where the key itself stands.</param>
/// <param name="Value">Its value.</param>
internal sealed record ConfigMember(string Key, ConfigOrigin KeyOrigin, ConfigNode Value);
