namespace Kamisama.Cli.Config;

/// <summary>A configuration with everything laid over it that belongs over it, and its variables put in.</summary>
/// <param name="Root">The whole of it.</param>
/// <param name="Folder">The directory of the file.</param>
/// <param name="Variables">Those of .env that the process's own environment doesn't have: the workers find them too.</param>
internal sealed record ConfigTree(ConfigNode.Map Root, string Folder, IReadOnlyDictionary<string, string> Variables);
