using System.Globalization;

namespace Kamisama.Processes;

/// <summary>Listening sockets that this process was started with, to be passed on to its workers: the protocol of sd_listen_fds(3).</summary>
/// <remarks>
/// All workers listen on the same sockets, and the kernel gives each connection to one of them. A socket stays open while no worker
/// runs: connections wait meanwhile, and none is refused.
/// </remarks>
public sealed class ListenSockets
{
    internal const int First = 3; // SD_LISTEN_FDS_START
    internal const string PidVariable = "LISTEN_PID", CountVariable = "LISTEN_FDS", NamesVariable = "LISTEN_FDNAMES";

    /// <summary>How many sockets can be passed on at most: the descriptors behind them are needed while a process is started.</summary>
    public const int Most = 8;

    private ListenSockets(int count, string? names) => (Count, Names) = (count, names);

    /// <summary>How many there are; their descriptors are 3, 4, …, in the master and in each worker.</summary>
    public int Count { get; }

    /// <summary>Their names as in LISTEN_FDNAMES, separated by colons; <see langword="null"/>: they have none.</summary>
    public string? Names { get; }

    /// <summary>What this process was started with.</summary>
    /// <returns><see langword="null"/>: nothing, or it is meant for another process.</returns>
    /// <exception cref="InvalidOperationException">There are more than <see cref="Most"/>, or a descriptor is not open.</exception>
    public static ListenSockets? FromEnvironment() => From(
        Environment.GetEnvironmentVariable(PidVariable),
        Environment.GetEnvironmentVariable(CountVariable),
        Environment.GetEnvironmentVariable(NamesVariable));

    internal static ListenSockets? From(string? pid, string? count, string? names)
    {
        if (pid != Environment.ProcessId.ToString(CultureInfo.InvariantCulture)
            || !int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number == 0)
        {
            return null;
        }

        if (number > Most)
        {
            throw new InvalidOperationException($"{CountVariable} is {number}, but at most {Most} sockets can be passed on to workers. Take some out of the socket unit.");
        }

        for (int descriptor = First; descriptor < First + number; descriptor++)
        {
            // As sd_listen_fds(3) does: what else this process starts does not get them by accident.
            if (LibC.ControlDescriptor(descriptor, LibC.F_SETFD, LibC.FD_CLOEXEC) < 0)
            {
                throw new InvalidOperationException(
                    $"{CountVariable} is {number}, but descriptor {descriptor} is not open ({Errnos.NameOf(LibC.Errno)}). Pass on the sockets, or unset {CountVariable}.");
            }
        }

        return new ListenSockets(number, names);
    }

    /// <summary>What a worker finds them by. The launcher puts its pid in place of the zeros.</summary>
    internal void AddTo(Dictionary<string, string?> environment)
    {
        environment[PidVariable] = "0000000000";
        environment[CountVariable] = Count.ToString(CultureInfo.InvariantCulture);
        environment[NamesVariable] = Names;
    }

    /// <summary>A copy to the same number: in the new process it stays open when the launcher is executed.</summary>
    internal void Place(PosixSpawn posixSpawn)
    {
        for (int descriptor = First; descriptor < First + Count; descriptor++)
        {
            posixSpawn.Place(descriptor, descriptor);
        }
    }
}
