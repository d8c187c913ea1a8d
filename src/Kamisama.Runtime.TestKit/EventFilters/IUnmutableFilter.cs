namespace Kamisama.Runtime.TestKit;

/// <summary>Events that are kept from the output of the test, until this is disposed.</summary>
public interface IUnmutableFilter : IDisposable
{
    /// <summary>The same as disposing it.</summary>
    void Unmute();
}
