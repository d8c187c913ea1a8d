using System.Runtime.InteropServices;

namespace Kamisama.Actors.Hosting;

/// <summary>Turns signals of this process into messages to the pools of its hosts. TERM, INT and QUIT belong to the host.</summary>
/// <remarks>
/// TTIN and TTOU are taken in any case, also when no pool listens: their default action would stop the whole process. What was
/// once taken is never given back: a signal that is on its way when the host ends would meet its default action.
/// </remarks>
internal static class HostSignals
{
    private const int SigUsr2 = 12, SigTtin = 21, SigTtou = 22;

    private static readonly Lock Changing = new();
    private static readonly Dictionary<int, PosixSignalRegistration> Taken = [];
    private static HostedPools[] _hosts = [];

    /// <summary>From now on signals reach the pools of this host. A second call changes nothing.</summary>
    public static void Add(HostedPools host)
    {
        lock (Changing)
        {
            _hosts = [.. _hosts.Except([host]), host];

            // The numbers are Linux's; simulated processes run anywhere.
            if (OperatingSystem.IsLinux())
            {
                Take(SigTtin);
                Take(SigTtou);
                if (host.All.Any(pool => pool.ListensToSignals))
                {
                    Take(SigUsr2); // Which no pool wants is left to the application.
                }
            }
        }
    }

    public static void Remove(HostedPools host)
    {
        lock (Changing)
        {
            _hosts = [.. _hosts.Except([host])];
        }
    }

    private static void Take(int signal)
    {
        if (!Taken.ContainsKey(signal))
        {
            Taken[signal] = PosixSignalRegistration.Create((PosixSignal)signal, context =>
            {
                context.Cancel = true;
                Forward(signal);
            });
        }
    }

    private static void Forward(int signal)
    {
        foreach (HostedPool pool in Volatile.Read(ref _hosts).SelectMany(host => host.All))
        {
            if (pool is { ListensToSignals: true, Running: { Completion.IsCompleted: false } running })
            {
                running.Master.Tell(SignalCommands.For(signal), ActorRefs.NoSender);
            }
        }
    }
}
