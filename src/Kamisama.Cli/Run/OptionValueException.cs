namespace Kamisama.Cli.Run;

/// <summary>The text of an option can't be read. The message continues the option's name.</summary>
internal sealed class OptionValueException(string message) : Exception(message);
