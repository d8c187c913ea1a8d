using System.Diagnostics;
using System.Globalization;
using System.Text;
using Xunit.Sdk;

namespace Kamisama.Runtime.TestKit;

/// <summary>What a test that fails says: what was awaited, for how long, what came instead, and everything that came before.</summary>
internal static class FailureText
{
    /// <summary>The exception to throw.</summary>
    /// <param name="inbox">Whose messages to list.</param>
    /// <param name="since">The start of the wait: the zero of all times.</param>
    /// <param name="what">What was awaited and what came instead.</param>
    internal static XunitException Of(Inbox inbox, Patience since, string what)
    {
        (RealMessageEnvelope[] recent, long forgotten) = inbox.Past();
        var text = new StringBuilder(what);
        if (recent.Length == 0)
        {
            return new XunitException(text.Append("\nNo message has ever come.").ToString());
        }

        text.Append("\nAll that came, with times from the start of the wait:");
        if (forgotten > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n  ... {forgotten} messages before these");
        }

        foreach (RealMessageEnvelope envelope in recent)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n  {When(since, envelope.At)}  {FateOf(envelope)}  {envelope}");
        }

        return new XunitException(text.ToString());
    }

    internal static string Hint(string? hint) => string.IsNullOrEmpty(hint) ? "" : $" (hint: {hint})";

    internal static string Seconds(TimeSpan? time) =>
        time is { } some ? string.Create(CultureInfo.InvariantCulture, $"{some.TotalSeconds:0.###} s") : "ever";

    /// <summary>A moment, from the start of the wait.</summary>
    internal static string When(Patience since, long at)
    {
        TimeSpan time = TimeProvider.System.GetElapsedTime(since.Start, at);
        string text = string.Create(CultureInfo.InvariantCulture, $"{(time < TimeSpan.Zero ? '-' : '+')}{time.Duration().TotalSeconds:0.000}");
        return $"{text,8} s";
    }

    /// <summary>A message and its type. A message that can't be printed must not hide the failure.</summary>
    internal static string Show(object? message)
    {
        if (message is null)
        {
            return "null";
        }

        string name = NameOf(message.GetType());
        try
        {
            return message is string text ? $"\"{text}\" ({name})" : $"{message} ({name})";
        }
#pragma warning disable CA1031 // Whatever a message's ToString throws, the text of the failure is what the reader needs.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return $"a {name} whose ToString threw {failure.GetType().Name}";
        }
    }

    internal static string NameOf(Type type) => type.IsGenericType
        ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>"
        : type.Name;

    private static string FateOf(RealMessageEnvelope envelope) => envelope.Fate switch
    {
        MessageFate.Waiting => "waiting",
        MessageFate.Taken => "taken  ",
        MessageFate.Ignored => "ignored",
        _ => throw new UnreachableException($"{envelope.Fate}"),
    };
}
