namespace Kamisama.Runtime;

/// <summary>Marks messages that are of no interest when nobody takes them: they are published as <see cref="SuppressedDeadLetter"/>.</summary>
public interface IDeadLetterSuppression;
