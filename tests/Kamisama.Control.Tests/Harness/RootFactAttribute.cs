namespace Kamisama.Control.Tests;

/// <summary>A test that needs a second user, which only root can become.</summary>
public sealed class RootFactAttribute : FactAttribute
{
    public RootFactAttribute()
    {
        if (LibC.EffectiveUserId() != 0)
        {
            Skip = "It needs root.";
        }
    }
}
