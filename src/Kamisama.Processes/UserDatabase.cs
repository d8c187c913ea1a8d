using System.Globalization;
using Mono.Unix.Native;

namespace Kamisama.Processes;

/// <summary>Looks up users and their groups.</summary>
/// <remarks>
/// Asks the C library (getpwnam(3), getpwuid(3), getgrouplist(3)), and with it every source of nsswitch.conf(5). A directory
/// service may answer slowly or not at all: not a call for a thread that must not wait. Where Mono.Posix has no native
/// part (musl), users are read from /etc/passwd.
/// </remarks>
public static class UserDatabase
{
    private const string PasswdFile = "/etc/passwd";
    private const int MaxGroups = 65536;

    /// <summary>The credentials of a user with its primary and all supplementary groups.</summary>
    /// <param name="user">A name, or a number in decimal. A name that consists of digits is taken as a name when there is such a user.</param>
    /// <exception cref="UnknownUserException">There is no such user.</exception>
    public static ProcessCredentials Find(string user)
    {
        ArgumentException.ThrowIfNullOrEmpty(user);
        (string Name, uint UserId, uint GroupId)? found;
        try
        {
            found = AskLibrary(user);
        }
        catch (Exception exception) when (IsWithoutNativePart(exception))
        {
            found = File.Exists(PasswdFile) ? FindIn(File.ReadLines(PasswdFile), user) : null;
        }

        return found is var (name, userId, groupId)
            ? new ProcessCredentials(userId, groupId, SupplementaryGroupsOf(name, groupId))
            : throw new UnknownUserException(user);
    }

    /// <summary>Looks through lines of passwd(5); a name goes before a number.</summary>
    internal static (string Name, uint UserId, uint GroupId)? FindIn(IEnumerable<string> lines, string user)
    {
        (string, uint, uint)? byNumber = null;
        foreach (string line in lines)
        {
            string[] fields = line.Split(':');
            if (fields.Length < 4 || !TryParse(fields[2], out uint userId) || !TryParse(fields[3], out uint groupId))
            {
                continue;
            }

            if (fields[0] == user)
            {
                return (fields[0], userId, groupId);
            }

            byNumber ??= TryParse(user, out uint number) && number == userId ? (fields[0], userId, groupId) : null;
        }

        return byNumber;
    }

    private static (string Name, uint UserId, uint GroupId)? AskLibrary(string user)
    {
        Passwd? entry = Syscall.getpwnam(user);
        if (entry is null && TryParse(user, out uint number))
        {
            entry = Syscall.getpwuid(number);
        }

        return entry is null ? null : (entry.pw_name, entry.pw_uid, entry.pw_gid);
    }

    // Not by walking through all groups (getgrent): directory services do not list them, and a group would be missing.
    private static unsafe uint[] SupplementaryGroupsOf(string name, uint groupId)
    {
        for (int room = 64; room <= MaxGroups; room *= 4)
        {
            uint[] groups = new uint[room];
            int count = room;
            fixed (uint* first = groups)
            {
                if (LibC.GetGroupList(name, groupId, first, &count) >= 0)
                {
                    return groups[..count];
                }
            }
        }

        throw new InvalidOperationException($"User '{name}' has more than {MaxGroups} groups, which is more than the kernel takes. See setgroups(2).");
    }

    private static bool TryParse(string text, out uint number) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static bool IsWithoutNativePart(Exception exception) =>
        exception is DllNotFoundException or EntryPointNotFoundException or TypeInitializationException;
}
