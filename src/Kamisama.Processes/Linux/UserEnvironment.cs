namespace Kamisama.Processes;

/// <summary>What a change of user means for the environment, as systemd.exec(5) and setpriv(1) have it.</summary>
internal static class UserEnvironment
{
    // They lead to the session of whoever started the master: the other user can't open it, or should not.
    private static readonly string[] OfSession =
    [
        "XDG_RUNTIME_DIR", "XDG_SESSION_ID", "XDG_SESSION_TYPE", "XDG_SESSION_CLASS", "XDG_SEAT", "XDG_VTNR", "XDG_CONFIG_HOME", "XDG_DATA_HOME",
        "XDG_CACHE_HOME", "XDG_STATE_HOME", "DBUS_SESSION_BUS_ADDRESS", "SSH_AUTH_SOCK", "SSH_AGENT_PID", "SSH_CLIENT", "SSH_CONNECTION",
        "SSH_TTY", "DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY", "KRB5CCNAME", "MAIL", "SUDO_COMMAND", "SUDO_USER", "SUDO_UID", "SUDO_GID", "BASH_ENV", "ENV",
    ];

    /// <summary>The variables to set, and with <see langword="null"/> those to remove.</summary>
    public static Dictionary<string, string?> For(UserAccount account)
    {
        var variables = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["HOME"] = account.HomeDirectory,
            ["USER"] = account.Name,
            ["LOGNAME"] = account.Name,
            ["SHELL"] = account.Shell,
        };
        foreach (string name in OfSession)
        {
            variables[name] = null;
        }

        return variables;
    }
}
