using System.Text.RegularExpressions;

namespace Kamisama.Runtime.TestKit;

/// <summary>Which events fit: lines of the log, and dead letters.</summary>
/// <param name="Name">As in "1 Warning with the message ...".</param>
/// <param name="Fits">Called on the thread that publishes the event.</param>
internal sealed record EventFilter(string Name, Func<object, bool> Fits)
{
    internal static EventFilter Line<T>(TextFilter text, string? source)
        where T : LogEvent =>
        new($"{typeof(T).Name}{text}{From(source)}", line => line is T typed && IsFrom(source, typed.LogSource) && text.Fits(typed.Message));

    /// <summary>An error without a cause has only its own text, one with a cause two.</summary>
    internal static EventFilter Error(TextFilter text, string? source) => new($"Error{text}{From(source)}", line =>
        line is Error error && IsFrom(source, error.LogSource) && (text.Fits(error.Message) || (error.Cause is { } cause && text.Fits(cause.Message))));

    internal static EventFilter Exception(Type type, TextFilter text, string? source, bool checkInner) => new(
        $"Error because of a {type.Name}{text}{From(source)}",
        line => line is Error error && IsFrom(source, error.LogSource) && IsBecauseOf(error, error.Cause, type, text, checkInner));

    internal static EventFilter DeadLetter(Type? type, Func<object, bool>? isMatch, string? source) => new(
        $"DeadLetter{(type is null ? "" : $" with a {type.Name}")}{(isMatch is null ? "" : " that the predicate accepts")}{From(source)}",
        letter => letter is DeadLetter dead && type?.IsInstanceOfType(dead.Message) != false
            && IsFrom(source, dead.Recipient.Path.ToString()) && isMatch?.Invoke(dead.Message) != false);

    internal static EventFilter Custom<T>(Predicate<T> predicate)
        where T : LogEvent =>
        new($"{typeof(T).Name} that the predicate accepts", line => line is T typed && predicate(typed));

    private static bool IsBecauseOf(Error error, Exception? cause, Type type, TextFilter text, bool checkInner) => cause is not null
        && ((type.IsInstanceOfType(cause) && (text.Fits(error.Message) || text.Fits(cause.Message)))
            || (checkInner && IsBecauseOf(error, cause.InnerException, type, text, checkInner)));

    // A source is given as it is printed, or as the path of an actor without the system.
    private static bool IsFrom(string? wanted, string source)
    {
        if (wanted is null || string.Equals(wanted, source, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        int system = source.IndexOf("://", StringComparison.Ordinal);
        int path = system < 0 ? -1 : source.IndexOf('/', system + 3);
        return path >= 0 && source.AsSpan(path).Equals(wanted, StringComparison.OrdinalIgnoreCase);
    }

    private static string From(string? source) => source is null ? "" : $" from {source}";
}

/// <summary>Which texts fit.</summary>
internal sealed record TextFilter(string Name, Func<string, bool> IsMatch)
{
    /// <summary>At most one is given, as in Akka.NET; of several, the first counts.</summary>
    internal static TextFilter Of(string? message, string? start, string? contains) =>
        message is not null ? new($" with the message \"{message}\"", text => string.Equals(text, message, StringComparison.OrdinalIgnoreCase))
        : start is not null ? new($" that starts with \"{start}\"", text => text.StartsWith(start, StringComparison.OrdinalIgnoreCase))
        : contains is not null ? new($" that contains \"{contains}\"", text => text.Contains(contains, StringComparison.OrdinalIgnoreCase))
        : new("", static _ => true);

    internal static TextFilter Of(Regex pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        return new($" that matches /{pattern}/", pattern.IsMatch);
    }

    internal bool Fits(object message) => IsMatch(message.ToString() ?? "");

    public override string ToString() => Name;
}
