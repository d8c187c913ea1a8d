using Kamisama.Cli.Output;

namespace Kamisama.Cli;

/// <summary>What a user is told about a fault of kamisama itself.</summary>
internal static class InternalErrorText
{
    public static string Describe(Exception exception, string? debug)
    {
        string what = $"kamisama: internal error: {exception.GetType().Name}: {ControlCharacters.Escape(exception.Message)}";
        return string.IsNullOrEmpty(debug)
            ? $"{what}{Environment.NewLine}kamisama: This is a fault of kamisama itself: the pool is gone, the kernel ends its workers. "
              + $"Please run it again with {Program.DebugVariable}=1 and report what it prints to the project's issue tracker."
            : $"{what}{Environment.NewLine}{exception}";
    }
}
