using System.Diagnostics.CodeAnalysis;

namespace Kamisama.Runtime;

public sealed partial class ActorPath
{
    /// <summary>Reads a whole path, as <see cref="ToString"/> and <see cref="ToStringWithUid"/> write it. Any scheme will do.</summary>
    /// <param name="path">The text.</param>
    /// <exception cref="UriFormatException">It is no such path.</exception>
    public static ActorPath Parse(string path) => TryParse(path, out ActorPath? actorPath) ? actorPath : throw new UriFormatException(
        $"Cannot read '{path}' as the path of an actor. Write it as kamisama://system/user/name.");

    /// <summary>Reads a whole path, as <see cref="ToString"/> and <see cref="ToStringWithUid"/> write it. Any scheme will do.</summary>
    /// <param name="path">The text.</param>
    /// <param name="actorPath">The path, if it is one.</param>
    /// <returns>Whether it is one.</returns>
    public static bool TryParse(string? path, [NotNullWhen(true)] out ActorPath? actorPath)
    {
        actorPath = null;
        int scheme = path?.IndexOf("://", StringComparison.Ordinal) ?? -1;
        if (path is null || scheme <= 0)
        {
            return false;
        }

        string rest = path[(scheme + 3)..];
        long uid = 0;
        if (rest.IndexOf('#', StringComparison.Ordinal) is >= 0 and int mark)
        {
            if (!long.TryParse(rest.AsSpan(mark + 1), out uid))
            {
                return false;
            }

            rest = rest[..mark];
        }

        string[] names = rest.Split('/');
        actorPath = names[0].Length == 0 ? null : Join(names, uid);
        return actorPath is not null;
    }

    private static ActorPath Join(string[] names, long uid)
    {
        ActorPath at = RootOf(names[0]);
        for (int i = 1; i < names.Length; i++)
        {
            if (names[i].Length > 0)
            {
                at = at.Child(names[i], i == names.Length - 1 ? uid : 0);
            }
        }

        return at;
    }
}
