namespace Kamisama.Runtime.Tests;

internal sealed record Fail(Directive Wanted);

internal sealed record Count(int Id);

internal sealed class Planned(Directive wanted) : Exception($"wanted: {wanted}")
{
    public Directive Wanted => wanted;
}

internal static class StressMessages
{
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    internal static Directive AnyDirective(int percent) => percent switch
    {
        < 50 => Directive.Restart,
        < 75 => Directive.Resume,
        < 90 => Directive.Escalate,
        _ => Directive.Stop,
    };
}
