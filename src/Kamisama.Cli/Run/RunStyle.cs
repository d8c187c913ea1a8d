namespace Kamisama.Cli.Run;

/// <summary>How <c>kamisama run</c> speaks, whatever it runs.</summary>
/// <param name="Quiet">Whether only errors are told.</param>
/// <param name="LogFormat">How event lines are written.</param>
/// <param name="NamesPools">Whether they begin with the name of the pool.</param>
/// <param name="Control">The name or path of the control socket; <see langword="null"/>: none.</param>
internal sealed record RunStyle(bool Quiet, LogFormat LogFormat, bool NamesPools, string? Control);
