namespace Kamisama.Cli.Config;

/// <summary>A value of the configuration, and where it stands. Exactly one of the nested cases.</summary>
internal abstract record ConfigNode
{
    private ConfigNode(ConfigOrigin origin) => Origin = origin;

    public ConfigOrigin Origin { get; }

    /// <summary>What it is, as a fault names it.</summary>
    public string Kind => this switch
    {
        Map => "an object",
        Array => "an array",
        Text => "a text",
        Number => "a number",
        Flag => "true or false",
        _ => "null",
    };

    /// <summary>An object, its keys in their order.</summary>
    internal sealed record Map(ConfigOrigin Origin, IReadOnlyList<ConfigMember> Members) : ConfigNode(Origin)
    {
        public ConfigMember? Find(string key) => Members.FirstOrDefault(member => member.Key == key);

        /// <summary>The same with this value for the key.</summary>
        public Map With(string key, ConfigNode value) => Find(key) is { } old
            ? this with { Members = [.. Members.Select(member => ReferenceEquals(member, old) ? member with { Value = value } : member)] }
            : this with { Members = [.. Members, new ConfigMember(key, value.Origin, value)] };
    }

    /// <summary>An array.</summary>
    internal sealed record Array(ConfigOrigin Origin, IReadOnlyList<ConfigNode> Items) : ConfigNode(Origin);

    /// <summary>A text. It is secret when a variable with a secret's name is a part of it.</summary>
    internal sealed record Text(ConfigOrigin Origin, string Value, bool IsSecret = false) : ConfigNode(Origin)
    {
        /// <summary>Whether a part of it is missing, which was told already: nothing more can be said of its value.</summary>
        public bool IsIncomplete { get; init; }
    }

    /// <summary>A number, as it was typed: it means what the same digits mean on the command line.</summary>
    internal sealed record Number(ConfigOrigin Origin, string Digits) : ConfigNode(Origin);

    /// <summary>true or false.</summary>
    internal sealed record Flag(ConfigOrigin Origin, bool Value) : ConfigNode(Origin);

    /// <summary>null: as if the key were not there.</summary>
    internal sealed record Nothing(ConfigOrigin Origin) : ConfigNode(Origin);
}
