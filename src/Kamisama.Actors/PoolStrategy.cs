namespace Kamisama.Actors;

/// <summary>Which pools of a group are restarted when one of them gave up. The names are Erlang/OTP's.</summary>
/// <remarks>
/// <code>
/// pools a, b, c, and b gave up     is stopped     is started
/// OneForOne                        –              b
/// OneForAll                        c, then a      a, then b, then c
/// RestForOne                       c              b, then c
/// </code>
/// </remarks>
public enum PoolStrategy
{
    /// <summary>Only that one: the pools don't need each other.</summary>
    OneForOne,

    /// <summary>All: none is of use without the others.</summary>
    OneForAll,

    /// <summary>That one and those after it, which were started when it ran already, and may need it.</summary>
    RestForOne,
}
