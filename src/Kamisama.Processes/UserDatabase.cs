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

    /// <summary>The credentials of a user with its primary and all supplementary groups, and its account.</summary>
    /// <param name="user">A name, or a number in decimal. A name that consists of digits is taken as a name when there is such a user.</param>
    /// <exception cref="UnknownUserException">There is no such user.</exception>
    public static ProcessCredentials Find(string user)
    {
        ArgumentException.ThrowIfNullOrEmpty(user);
        (UserAccount Account, uint UserId, uint GroupId)? found;
        try
        {
            found = AskLibrary(user);
        }
        catch (Exception exception) when (IsWithoutNativePart(exception))
        {
            found = File.Exists(PasswdFile) ? FindIn(File.ReadLines(PasswdFile), user) : null;
        }

        return found is var (account, userId, groupId)
            ? new ProcessCredentials(userId, groupId, SupplementaryGroupsOf(account.Name, groupId)) { Account = account }
            : throw new UnknownUserException(user);
    }

    /// <summary>Looks through lines of passwd(5); a name goes before a number.</summary>
    internal static (UserAccount Account, uint UserId, uint GroupId)? FindIn(IEnumerable<string> lines, string user)
    {
        (UserAccount, uint, uint)? byNumber = null;
        foreach (string line in lines)
        {
            string[] fields = line.Split(':');
            if (fields.Length < 4 || !TryParse(fields[2], out uint userId) || !TryParse(fields[3], out uint groupId))
            {
                continue;
            }

            var account = AccountOf(fields[0], fields.ElementAtOrDefault(5), fields.ElementAtOrDefault(6));
            if (account.Name == user)
            {
                return (account, userId, groupId);
            }

            byNumber ??= TryParse(user, out uint number) && number == userId ? (account, userId, groupId) : null;
        }

        return byNumber;
    }

    private static (UserAccount Account, uint UserId, uint GroupId)? AskLibrary(string user)
    {
        Passwd? entry = Syscall.getpwnam(user);
        if (entry is null && TryParse(user, out uint number))
        {
            entry = Syscall.getpwuid(number);
        }

        return entry is null ? null : (AccountOf(entry.pw_name, entry.pw_dir, entry.pw_shell), entry.pw_uid, entry.pw_gid);
    }

    // An empty field means these, see passwd(5).
    private static UserAccount AccountOf(string name, string? home, string? shell) =>
        new(name, string.IsNullOrEmpty(home) ? "/" : home, string.IsNullOrEmpty(shell) ? "/bin/sh" : shell);

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
