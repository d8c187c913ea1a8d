using System.Runtime.InteropServices;

namespace Kamisama.Actors;

/// <summary>Turns the signals of this process into messages to a master, until disposed.</summary>
/// <remarks>
/// Handlers only post a message: the platform starts a thread for each TERM, INT and QUIT, so a slow handler would pile
/// threads up. Signals coalesce: k of them arrive as 1 to k messages, see signal(7). One that was ignored when the program
/// was started (nohup) stays ignored.
/// </remarks>
internal sealed class SignalRouter : IDisposable
{
    private readonly List<PosixSignalRegistration> _registrations = [];

    /// <param name="master">Who is told.</param>
    /// <param name="reloader">Who is told of HUP instead, in a program that has a configuration source.</param>
    public SignalRouter(IActorRef master, Reloader? reloader = null)
    {
        foreach (int signal in SignalCommands.Handled)
        {
            MasterMessage message = SignalCommands.For(signal);
            _registrations.Add(PosixSignalRegistration.Create((PosixSignal)signal, context =>
            {
                context.Cancel = true;
                if (reloader is not null && message is MasterMessage.RestartWorkers)
                {
                    reloader.Request();
                }
                else
                {
                    master.Tell(message, ActorRefs.NoSender);
                }
            }));
        }
    }

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
        {
            registration.Dispose();
        }
    }
}
