namespace Kamisama.Control;

/// <summary>A request that was answered with no.</summary>
/// <param name="code">One of <see cref="ControlErrorCode"/>, or a later one.</param>
/// <param name="message">What is wrong, and what would be right.</param>
public sealed class ControlException(string code, string message) : Exception(message)
{
    /// <summary>One of <see cref="ControlErrorCode"/>, or a later one.</summary>
    public string Code { get; } = code;
}
