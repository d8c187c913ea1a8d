namespace Kamisama.EndToEnd.Tests;

/// <summary>Tests that load the machine: one at a time, and with nobody else.</summary>
[CollectionDefinition(Heavy, DisableParallelization = true)]
public sealed class Collections
{
    /// <summary>The name of the collection.</summary>
    public const string Heavy = "heavy";
}
