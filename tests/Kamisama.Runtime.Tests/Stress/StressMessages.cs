namespace Kamisama.Runtime.Tests;

internal sealed record Fail(Directive Wanted);

/// <summary>Fail after an await.</summary>
internal sealed record FailLater(Directive Wanted);

internal sealed record Count(int Id);

/// <summary>From a node to itself: take back what is stashed.</summary>
internal sealed record Flush;

internal sealed class Planned(Directive wanted) : Exception($"wanted: {wanted}")
{
    public Directive Wanted => wanted;
}

internal static class StressMessages
{
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    internal static Directive AnyDirective(int percent) => percent switch
    {
        < 50 => Directive.Restart,
        < 75 => Directive.Resume,
        < 90 => Directive.Escalate,
        _ => Directive.Stop,
    };
}
