namespace GenericHost;

/// <summary>Every line of the standard input becomes a message.</summary>
internal static class ConsoleCommands
{
    // A background thread: it waits for a line that may never come, and must not keep the program alive.
    public static void SendTo(IActorRef overseer) => new Thread(() =>
    {
        while (Console.ReadLine() is { } line)
        {
            overseer.Tell(line, ActorRefs.NoSender);
        }
    })
    { IsBackground = true }.Start();
}
