namespace Kamisama.Processes;

/// <summary>The user database has no such user.</summary>
public sealed class UnknownUserException : Exception
{
    /// <summary>Makes the exception for one user.</summary>
    /// <param name="user">The name or number that was looked up.</param>
    public UnknownUserException(string user)
        : base($"Cannot run as user '{user}': there is no such user. Check the name, or add the user (getent passwd lists all).") => User = user;

    /// <summary>The name or number that was looked up.</summary>
    public string User { get; }
}
