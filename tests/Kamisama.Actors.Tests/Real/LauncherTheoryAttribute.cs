using Kamisama.Processes.Tests;

namespace Kamisama.Actors.Tests.Real;

/// <summary>Runs where the launcher runs.</summary>
internal sealed class LauncherTheoryAttribute : TheoryAttribute
{
    public LauncherTheoryAttribute() => Skip = new LauncherFactAttribute().Skip;
}
