namespace Kamisama.Runtime;

/// <summary>Something to run, for <see cref="IRunnableScheduler"/>. On Akka.NET it also has an <c>Execute</c> that does the same.</summary>
public interface IRunnable
{
    /// <summary>Runs it.</summary>
    void Run();
}
