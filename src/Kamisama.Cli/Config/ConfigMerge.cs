namespace Kamisama.Cli.Config;

/// <summary>Lays one configuration over another: objects key by key, everything else is replaced.</summary>
internal static class ConfigMerge
{
    /// <summary>The keys of the base in their order, then those that only the overlay has.</summary>
    public static ConfigNode.Map Merge(ConfigNode.Map below, ConfigNode.Map above)
    {
        var members = new List<ConfigMember>(below.Members);
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < members.Count; i++)
        {
            places[members[i].Key] = i;
        }

        foreach (ConfigMember member in above.Members)
        {
            if (!places.TryGetValue(member.Key, out int at))
            {
                members.Add(member);
            }
            else
            {
                members[at] = members[at].Value is ConfigNode.Map old && member.Value is ConfigNode.Map changed
                    ? members[at] with { Value = Merge(old, changed) }
                    : member;
            }
        }

        return below with { Members = members };
    }
}
