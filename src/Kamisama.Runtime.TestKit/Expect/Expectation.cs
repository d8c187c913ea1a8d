using System.Collections;

namespace Kamisama.Runtime.TestKit;

/// <summary>What a test awaits of its next message, apart from the type.</summary>
/// <param name="Awaited">As in "Awaited {Awaited} for 3 s".</param>
/// <param name="Complaint">What is wrong with a message and its sender; null when nothing is. An assertion of the test may throw from it.</param>
internal sealed record Expectation<T>(string Awaited, Func<T, IActorRef, string?> Complaint)
{
    private static readonly string s_any = $"a message of type {FailureText.NameOf(typeof(T))}";

    internal static Expectation<T> Any() => new(s_any, static (_, _) => null);

    internal static Expectation<T> Equal(T expected) => new(
        FailureText.Show(expected), (actual, _) => AreEqual(expected, actual) ? null : "they are not equal");

    internal static Expectation<T> Equal(T expected, Func<T, T, bool> comparer)
    {
        ArgumentNullException.ThrowIfNull(comparer);
        return new(FailureText.Show(expected), (actual, _) => comparer(expected, actual) ? null : "the comparer says that they are not equal");
    }

    internal static Expectation<T> Matching(Predicate<T> isMessage)
    {
        ArgumentNullException.ThrowIfNull(isMessage);
        return new($"{s_any} that the predicate accepts", (actual, _) => isMessage(actual) ? null : "the predicate does not accept it");
    }

    internal static Expectation<T> Matching(Func<T, IActorRef, bool> isMessageAndSender)
    {
        ArgumentNullException.ThrowIfNull(isMessageAndSender);
        return new(
            $"{s_any} and a sender that the predicate accepts",
            (actual, sender) => isMessageAndSender(actual, sender) ? null : "the predicate does not accept them");
    }

    internal static Expectation<T> Passing(Action<T> assert)
    {
        ArgumentNullException.ThrowIfNull(assert);
        return Passing((message, _) => assert(message));
    }

    internal static Expectation<T> Passing(Action<T, IActorRef> assert)
    {
        ArgumentNullException.ThrowIfNull(assert);
        return new($"{s_any} that passes the assertion", (actual, sender) =>
        {
            assert(actual, sender);
            return null;
        });
    }

    internal Expectation<T> From(IActorRef expected) =>
        From($"from {expected}", sender => expected.Equals(sender) ? null : $"it is not from {expected}");

    internal Expectation<T> From(Predicate<IActorRef> isSender)
    {
        ArgumentNullException.ThrowIfNull(isSender);
        return From("from a sender that the predicate accepts", sender => isSender(sender) ? null : "the predicate does not accept its sender");
    }

    internal Expectation<T> From(Action<IActorRef> assertSender)
    {
        ArgumentNullException.ThrowIfNull(assertSender);
        return From("from a sender that passes the assertion", sender =>
        {
            assertSender(sender);
            return null;
        });
    }

    /// <summary>Messages are equal as objects; collections also element by element, as assertions compare them.</summary>
    internal static bool AreEqual(object? expected, object? actual)
    {
        if (Equals(expected, actual))
        {
            return true;
        }

        if (expected is not IEnumerable some || actual is not IEnumerable other || expected is string || actual is string)
        {
            return false;
        }

        return some.Cast<object?>().SequenceEqual(other.Cast<object?>(), ElementComparer.Instance);
    }

    private Expectation<T> From(string who, Func<IActorRef, string?> complaint) =>
        new($"{Awaited} {who}", (actual, sender) => complaint(sender) ?? Complaint(actual, sender));

    private sealed class ElementComparer : IEqualityComparer<object?>
    {
        internal static readonly ElementComparer Instance = new();

        bool IEqualityComparer<object?>.Equals(object? x, object? y) => AreEqual(x, y);

        int IEqualityComparer<object?>.GetHashCode(object? obj) => 0;
    }
}
