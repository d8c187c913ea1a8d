namespace Kamisama.Runtime;

/// <summary>The result of a task that has none: it is done.</summary>
public sealed class Done
{
    private Done() { }

    /// <summary>The one there is.</summary>
    public static Done Instance { get; } = new();
}
