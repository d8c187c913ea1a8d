namespace Kamisama.Runtime;

/// <summary>The <see cref="LogEvent.LogClass"/> of a log whose source is a string; see <see cref="Logging.GetLogger(ActorSystem, object)"/>.</summary>
public sealed class DummyClassForStringSources
{
    private DummyClassForStringSources() { }
}
