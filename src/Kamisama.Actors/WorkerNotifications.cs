using System.Globalization;

namespace Kamisama.Actors;

/// <summary>What a worker that is a C# program tells its master: the protocol of sd_notify(3).</summary>
/// <remarks>
/// A worker that is a C# delegate finds the same in its <see cref="WorkerContext"/>. Without a master that listens (no NOTIFY_SOCKET in
/// the environment) every call does nothing, so the program also runs by itself. NOTIFY_SOCKET stays in the environment: what a
/// worker's own child says there is refused, since the kernel tells the master who sent it.
/// </remarks>
public static class WorkerNotifications
{
    private const int LongestStatus = 1000;

    // The one of each that waits for room, if any: a master that is stopped must not make its workers pile them up.
    private static Task _heartbeat = Task.CompletedTask;
    private static Task _status = Task.CompletedTask;

    private static string? Address => Environment.GetEnvironmentVariable("NOTIFY_SOCKET");

    /// <summary>
    /// How long the master waits for the next <see cref="Heartbeat"/> before the worker counts as hung, from WATCHDOG_USEC;
    /// <see langword="null"/>: it does not watch. Send one at least every half of it.
    /// </summary>
    public static TimeSpan? WatchdogTimeout => ReadWatchdog(
        Environment.GetEnvironmentVariable("WATCHDOG_USEC"), Environment.GetEnvironmentVariable("WATCHDOG_PID"), Environment.ProcessId);

    /// <summary>Says READY=1: the worker does its work from now on. Waits while the master has no room for the message.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Completes when it is said, or when there is no master to say it to. Never faults.</returns>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public static Task ReadyAsync(CancellationToken cancellationToken = default) =>
        NotificationSocket.SendAsync(Address, "READY=1", cancellationToken);

    /// <summary>Says WATCHDOG=1: the worker is still getting on. Never waits and never throws.</summary>
    /// <remarks>
    /// To be called where the work is done, such as once a turn of its loop. On a timer of its own it would go on when the work hangs.
    /// While the master has no room, one heartbeat waits for it in the background and those after it are left out.
    /// </remarks>
    public static void Heartbeat()
    {
        if (_heartbeat.IsCompleted)
        {
            _heartbeat = NotificationSocket.SendAsync(Address, "WATCHDOG=1", CancellationToken.None);
        }
    }

    /// <summary>Says STATUS=: a line for people about what the worker is doing. Never waits and never throws.</summary>
    /// <remarks>While the master has no room, one line waits for it in the background and those after it are left out.</remarks>
    /// <param name="text">The line; line breaks and other control characters become spaces. Cut at 1,000 characters.</param>
    public static void SetStatus(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (_status.IsCompleted)
        {
            _status = NotificationSocket.SendAsync(Address, StatusMessage(text), CancellationToken.None);
        }
    }

    // A line break would begin another field of the message. 1,000 characters are 3,000 bytes at most, less than sd_notify's 4,096.
    internal static string StatusMessage(string text) => string.Create(
        "STATUS=".Length + Math.Min(text.Length, LongestStatus),
        text,
        static (message, text) =>
        {
            "STATUS=".CopyTo(message);
            Span<char> line = message["STATUS=".Length..];
            for (int i = 0; i < line.Length; i++)
            {
                line[i] = char.IsControl(text[i]) ? ' ' : text[i];
            }
        });

    // By the rules of sd_watchdog_enabled(3): WATCHDOG_PID, where there is one, says whom it is for.
    internal static TimeSpan? ReadWatchdog(string? microseconds, string? pid, int ownPid)
    {
        bool forUs = string.IsNullOrEmpty(pid) || pid == ownPid.ToString(CultureInfo.InvariantCulture);
        bool valid = long.TryParse(microseconds, NumberStyles.None, CultureInfo.InvariantCulture, out long value)
            && value is > 0 and <= long.MaxValue / TimeSpan.TicksPerMicrosecond;
        return forUs && valid ? TimeSpan.FromMicroseconds(value) : null;
    }
}
