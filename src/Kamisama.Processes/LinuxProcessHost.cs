using System.Runtime.InteropServices;

namespace Kamisama.Processes;

/// <summary>Starts real processes: one thread creates them, one waits for their ends, however many hosts there are.</summary>
/// <remarks>
/// <para>Every process is created on one thread that lives as long as the application, for its death signal is tied to that
/// thread, see PR_SET_PDEATHSIG(2const). Its end is told by a pidfd, see pidfd_open(2); no other child of the application is
/// touched, so System.Diagnostics.Process works beside it.</para>
/// <para>Needs Linux 5.4 or later on x64 or arm64. The first host sets SIGCHLD to its default action when it was inherited as
/// ignored, for the kernel keeps no exit status otherwise.</para>
/// </remarks>
public sealed class LinuxProcessHost : IProcessHost
{
    /// <summary>Makes a host with default options.</summary>
    /// <exception cref="PlatformNotSupportedException">The system lacks what is needed; the message says what.</exception>
    public LinuxProcessHost()
        : this(new LinuxProcessHostOptions())
    {
    }

    /// <summary>Makes a host.</summary>
    /// <param name="options">How it behaves.</param>
    /// <exception cref="PlatformNotSupportedException">The system lacks what is needed; the message says what.</exception>
    public LinuxProcessHost(LinuxProcessHostOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        PlatformCheck.ThrowIfNotSupported(RuntimeInformation.ProcessArchitecture);
        ChildSignal.EnsureNotIgnored();
        OrphanReaper.BeginIfNeeded(options.BecomeSubreaper);
    }

    /// <summary>
    /// How many bytes of the output of processes with <see cref="ProcessStdio.Tail"/> were not passed on since this application began,
    /// because nobody read its own standard output or error. Of all hosts.
    /// </summary>
    public static long DroppedOutput => OutputWriter.Dropped;

    /// <inheritdoc/>
    public IProcessHandle Start(ProcessSpec spec, CancellationToken cancellationToken = default)
    {
        var request = StartRequest.Create(spec, cancellationToken);
        Spawner.Shared.Enqueue(request);
        return request.Handle;
    }
}
