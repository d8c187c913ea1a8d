using System.Runtime.InteropServices;

namespace Kamisama.Actors.Hosting;

/// <summary>Turns signals of the host's process into messages to its pools, until disposed. TERM, INT and QUIT belong to the host.</summary>
/// <remarks>TTIN and TTOU are taken in any case, also when no pool listens: their default action would stop the whole process.</remarks>
internal sealed class HostSignals : IDisposable
{
    private const int SigUsr2 = 12, SigTtin = 21, SigTtou = 22;

    private readonly List<PosixSignalRegistration> _registrations = [];

    public HostSignals(IReadOnlyList<HostedPool> pools)
    {
        if (!OperatingSystem.IsLinux())
        {
            return; // The numbers are Linux's; simulated processes run anywhere.
        }

        foreach (int signal in (int[])[SigUsr2, SigTtin, SigTtou])
        {
            // USR2 that no pool wants is left to the application.
            if (signal != SigUsr2 || pools.Any(pool => pool.ListensToSignals))
            {
                _registrations.Add(PosixSignalRegistration.Create((PosixSignal)signal, context =>
                {
                    context.Cancel = true;
                    Forward(signal, pools);
                }));
            }
        }
    }

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
        {
            registration.Dispose();
        }
    }

    private static void Forward(int signal, IReadOnlyList<HostedPool> pools)
    {
        foreach (HostedPool pool in pools)
        {
            if (pool is { ListensToSignals: true, Running: { Completion.IsCompleted: false } running })
            {
                running.Master.Tell(SignalCommands.For(signal), ActorRefs.NoSender);
            }
        }
    }
}
