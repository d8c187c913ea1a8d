using System.Text;

namespace Kamisama.Runtime;

/// <summary>
/// The place of an actor in the hierarchy, as <c>kamisama://system/user/master/worker-1</c>, and the uid that tells it from
/// earlier and later actors in the same place.
/// </summary>
public sealed partial class ActorPath : IEquatable<ActorPath>, IComparable<ActorPath>
{
    /// <summary>What a name may hold besides ASCII letters and digits.</summary>
    public const string ValidSymbols = "\"-_.*$+:@&=,!~';()";

    private readonly ActorPath? _parent;

    private ActorPath(ActorPath? parent, string name, long uid)
    {
        _parent = parent;
        Name = name;
        Uid = uid;
    }

    /// <summary>The last element. For the root: the name of the system.</summary>
    public string Name { get; }

    /// <summary>Differs between two actors that have had the same path; 0 for refs that are no actor.</summary>
    public long Uid { get; }

    /// <summary>The path one level up; the root is its own parent.</summary>
    public ActorPath Parent => _parent ?? this;

    /// <summary>The path at the top: the system's.</summary>
    public ActorPath Root => _parent?.Root ?? this;

    /// <summary>The names below the root, outermost first.</summary>
    public IReadOnlyList<string> Elements
    {
        get
        {
            var names = new List<string>();
            for (ActorPath path = this; path._parent is { } parent; path = parent)
            {
                names.Add(path.Name);
            }

            names.Reverse();
            return names;
        }
    }

    /// <summary>Whether a string may be the name of an actor: not empty, not beginning with <c>$</c>, only valid symbols.</summary>
    /// <param name="s">The name to test.</param>
    public static bool IsValidPathElement(string s)
    {
        if (string.IsNullOrEmpty(s) || s[0] == '$')
        {
            return false;
        }

        foreach (char c in s)
        {
            if (!char.IsAsciiLetterOrDigit(c) && !ValidSymbols.Contains(c, StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The path without the system, as <c>/user/master</c>.</summary>
    public string ToStringWithoutAddress()
    {
        var text = new StringBuilder();
        AppendTo(text);
        return text.Length == 0 ? "/" : text.ToString();
    }

    /// <summary>The whole path, without the uid.</summary>
    public override string ToString()
    {
        return $"kamisama://{Root.Name}{ToStringWithoutAddress()}";
    }

    /// <summary>The whole path and the uid.</summary>
    public string ToStringWithUid() => Uid == 0 ? ToString() : $"{ToString()}#{Uid}";

    /// <summary>Whether both name the same place; the uid does not count.</summary>
    /// <param name="other">The path to compare with.</param>
    public bool Equals(ActorPath? other)
    {
        if (ReferenceEquals(this, other))
        {
            return true;
        }

        return other is not null && Name == other.Name
            && (_parent is null ? other._parent is null : _parent.Equals(other._parent));
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ActorPath);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_parent, Name);

    /// <summary>By text, so that lists print alike in every run; the uid does not count.</summary>
    /// <param name="other">The path to compare with.</param>
    public int CompareTo(ActorPath? other) => string.CompareOrdinal(ToString(), other?.ToString());

    /// <summary>The path one level down.</summary>
    /// <param name="childName">The name of the child.</param>
    public ActorPath Child(string childName) => Child(childName, uid: 0);

    /// <summary>As <see cref="Equals(ActorPath)"/>.</summary>
    /// <param name="left">A path.</param>
    /// <param name="right">Another one.</param>
    public static bool operator ==(ActorPath? left, ActorPath? right) => left is null ? right is null : left.Equals(right);

    /// <summary>As not <see cref="Equals(ActorPath)"/>.</summary>
    /// <param name="left">A path.</param>
    /// <param name="right">Another one.</param>
    public static bool operator !=(ActorPath? left, ActorPath? right) => !(left == right);

    /// <summary>The path one level down.</summary>
    /// <param name="path">The path.</param>
    /// <param name="name">The name of the child.</param>
    public static ActorPath operator /(ActorPath path, string name) =>
        (path ?? throw new ArgumentNullException(nameof(path))).Child(name);

    /// <summary>The path some levels down.</summary>
    /// <param name="path">The path.</param>
    /// <param name="name">The names, outermost first.</param>
    public static ActorPath operator /(ActorPath path, IEnumerable<string> name) =>
        (name ?? throw new ArgumentNullException(nameof(name))).Aggregate(path, static (at, next) => at / next);

    internal static ActorPath RootOf(string system) => new(null, system, 0);

    internal ActorPath Child(string name, long uid) => new(this, name, uid);

    private void AppendTo(StringBuilder text)
    {
        if (_parent is null)
        {
            return;
        }

        _parent.AppendTo(text);
        text.Append('/').Append(Name);
    }
}
