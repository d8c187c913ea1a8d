namespace Kamisama.Actors;

/// <summary>What a pool decided about the end of a worker.</summary>
/// <param name="Decision">What it does.</param>
/// <param name="Cause">Who ended it.</param>
/// <param name="Class">What kind of end it was.</param>
/// <param name="Delay">How long the slot waits before the next incarnation starts.</param>
/// <param name="Respawns">Respawns in the interval of the budget, this one included; 0 when it is not counted or not limited.</param>
/// <param name="Budget">Where it was counted; <see langword="null"/>: nowhere.</param>
internal readonly record struct Verdict(
    RespawnDecision Decision, WorkerEndCause Cause, ExitClass Class, TimeSpan Delay, int Respawns, RespawnBudget? Budget);
