using System.Text.RegularExpressions;

namespace Kamisama.Runtime.TestKit;

/// <summary>
/// Expects lines of the log and dead letters: <c>EventFilter.Warning(contains: "late").ExpectOne(() => ...)</c>.
/// </summary>
/// <remarks>
/// Lines below the log level of the system are never written: expect debug lines only with <see cref="ActorSystemOptions.LogLevel"/> at
/// debug. Of <c>message</c>, <c>start</c> and <c>contains</c> give one. A <c>source</c> is the path of an actor with or without its
/// system, or the name of a log. Case does not count, except for a pattern. <see langword="null"/> means any.
/// </remarks>
public sealed class EventFilterFactory
{
    private readonly TestKitBase _testKit;
    private readonly ActorSystem _system;
    private readonly EventFilter[] _others;

    internal EventFilterFactory(TestKitBase testKit, ActorSystem system, EventFilter[] others)
    {
        _testKit = testKit;
        _system = system;
        _others = others;
    }

    /// <summary>Debug lines.</summary>
    /// <param name="message">The whole text.</param>
    /// <param name="start">How the text starts.</param>
    /// <param name="contains">A part of the text.</param>
    /// <param name="source">Who wrote it.</param>
    public IEventFilterApplier Debug(string? message = null, string? start = null, string? contains = null, string? source = null) =>
        Or(EventFilter.Line<Debug>(TextFilter.Of(message, start, contains), source));

    /// <summary>Debug lines.</summary>
    /// <param name="pattern">What the text matches.</param>
    /// <param name="source">Who wrote it.</param>
    public IEventFilterApplier Debug(Regex pattern, string? source = null) => Or(EventFilter.Line<Debug>(TextFilter.Of(pattern), source));

    /// <summary>Info lines.</summary>
    /// <inheritdoc cref="Debug(string, string, string, string)"/>
    public IEventFilterApplier Info(string? message = null, string? start = null, string? contains = null, string? source = null) =>
        Or(EventFilter.Line<Info>(TextFilter.Of(message, start, contains), source));

    /// <summary>Info lines.</summary>
    /// <inheritdoc cref="Debug(Regex, string)"/>
    public IEventFilterApplier Info(Regex pattern, string? source = null) => Or(EventFilter.Line<Info>(TextFilter.Of(pattern), source));

    /// <summary>Warnings.</summary>
    /// <inheritdoc cref="Debug(string, string, string, string)"/>
    public IEventFilterApplier Warning(string? message = null, string? start = null, string? contains = null, string? source = null) =>
        Or(EventFilter.Line<Warning>(TextFilter.Of(message, start, contains), source));

    /// <summary>Warnings.</summary>
    /// <inheritdoc cref="Debug(Regex, string)"/>
    public IEventFilterApplier Warning(Regex pattern, string? source = null) => Or(EventFilter.Line<Warning>(TextFilter.Of(pattern), source));

    /// <summary>Errors. The text may also be that of the exception.</summary>
    /// <inheritdoc cref="Debug(string, string, string, string)"/>
    public IEventFilterApplier Error(string? message = null, string? start = null, string? contains = null, string? source = null) =>
        Or(EventFilter.Error(TextFilter.Of(message, start, contains), source));

    /// <summary>Errors. The text may also be that of the exception.</summary>
    /// <inheritdoc cref="Debug(Regex, string)"/>
    public IEventFilterApplier Error(Regex pattern, string? source = null) => Or(EventFilter.Error(TextFilter.Of(pattern), source));

    /// <summary>Lines of a level.</summary>
    /// <param name="logLevel">The level.</param>
    /// <param name="message">The whole text.</param>
    /// <param name="start">How the text starts.</param>
    /// <param name="contains">A part of the text.</param>
    /// <param name="source">Who wrote it.</param>
    public IEventFilterApplier ForLogLevel(
        LogLevel logLevel, string? message = null, string? start = null, string? contains = null, string? source = null) => logLevel switch
        {
            LogLevel.DebugLevel => Debug(message, start, contains, source),
            LogLevel.InfoLevel => Info(message, start, contains, source),
            LogLevel.WarningLevel => Warning(message, start, contains, source),
            LogLevel.ErrorLevel => Error(message, start, contains, source),
        };

    /// <summary>Lines of a level.</summary>
    /// <param name="logLevel">The level.</param>
    /// <param name="pattern">What the text matches.</param>
    /// <param name="source">Who wrote it.</param>
    public IEventFilterApplier ForLogLevel(LogLevel logLevel, Regex pattern, string? source = null) => logLevel switch
    {
        LogLevel.DebugLevel => Debug(pattern, source),
        LogLevel.InfoLevel => Info(pattern, source),
        LogLevel.WarningLevel => Warning(pattern, source),
        LogLevel.ErrorLevel => Error(pattern, source),
    };

    /// <summary>Errors because of an exception of a class, or one derived from it. The text may be that of the line or of the exception.</summary>
    /// <typeparam name="TException">The class.</typeparam>
    /// <inheritdoc cref="Debug(string, string, string, string)"/>
    public IEventFilterApplier Exception<TException>(
        string? message = null, string? start = null, string? contains = null, string? source = null)
        where TException : Exception => Exception(typeof(TException), message, start, contains, source);

    /// <inheritdoc cref="Exception{TException}(string, string, string, string)"/>
    /// <param name="pattern">What the text matches.</param>
    /// <param name="source">Who wrote it.</param>
    public IEventFilterApplier Exception<TException>(Regex pattern, string? source = null)
        where TException : Exception => Exception(typeof(TException), pattern, source);

    /// <summary>Errors because of an exception of a class, or one derived from it. The text may be that of the line or of the exception.</summary>
    /// <param name="exceptionType">The class.</param>
    /// <param name="message">The whole text.</param>
    /// <param name="start">How the text starts.</param>
    /// <param name="contains">A part of the text.</param>
    /// <param name="source">Who wrote it.</param>
    /// <param name="checkInnerExceptions">Whether the exception may be an inner one.</param>
    public IEventFilterApplier Exception(
        Type exceptionType, string? message = null, string? start = null, string? contains = null, string? source = null, bool checkInnerExceptions = false) =>
        Or(EventFilter.Exception(exceptionType, TextFilter.Of(message, start, contains), source, checkInnerExceptions));

    /// <inheritdoc cref="Exception(Type, string, string, string, string, bool)"/>
    /// <param name="exceptionType">The class.</param>
    /// <param name="pattern">What the text matches.</param>
    /// <param name="source">Who wrote it.</param>
    /// <param name="checkInnerExceptions">Whether the exception may be an inner one.</param>
    public IEventFilterApplier Exception(Type exceptionType, Regex pattern, string? source = null, bool checkInnerExceptions = false) =>
        Or(EventFilter.Exception(exceptionType, TextFilter.Of(pattern), source, checkInnerExceptions));

    /// <summary>Dead letters. Suppressed ones and unhandled messages are none.</summary>
    public IEventFilterApplier DeadLetter() => Or(EventFilter.DeadLetter(null, null, null));

    /// <summary>Dead letters with a message of a type.</summary>
    /// <typeparam name="TMessage">The type.</typeparam>
    /// <param name="source">For whom they were: the path.</param>
    public IEventFilterApplier DeadLetter<TMessage>(string? source = null) => DeadLetter(typeof(TMessage), source);

    /// <summary>Dead letters with a message of a type that fits.</summary>
    /// <typeparam name="TMessage">The type.</typeparam>
    /// <param name="isMatch">Whether it fits.</param>
    /// <param name="source">For whom they were: the path.</param>
    public IEventFilterApplier DeadLetter<TMessage>(Func<TMessage, bool> isMatch, string? source = null) =>
        DeadLetter(typeof(TMessage), message => isMatch((TMessage)message), source);

    /// <summary>Dead letters with a message of a type.</summary>
    /// <param name="type">The type.</param>
    /// <param name="source">For whom they were: the path.</param>
    public IEventFilterApplier DeadLetter(Type type, string? source = null) => Or(EventFilter.DeadLetter(type, null, source));

    /// <summary>Dead letters with a message of a type that fits.</summary>
    /// <param name="type">The type.</param>
    /// <param name="isMatch">Whether it fits.</param>
    /// <param name="source">For whom they were: the path.</param>
    public IEventFilterApplier DeadLetter(Type type, Func<object, bool> isMatch, string? source = null) =>
        Or(EventFilter.DeadLetter(type, isMatch, source));

    /// <summary>Lines that fit.</summary>
    /// <param name="predicate">Whether a line fits. Called on the thread that writes it.</param>
    public IEventFilterApplier Custom(Predicate<LogEvent> predicate) => Or(EventFilter.Custom(predicate));

    /// <summary>Lines of a class that fit.</summary>
    /// <typeparam name="TLogEvent">The class.</typeparam>
    /// <param name="predicate">Whether a line fits. Called on the thread that writes it.</param>
    public IEventFilterApplier Custom<TLogEvent>(Predicate<TLogEvent> predicate)
        where TLogEvent : LogEvent => Or(EventFilter.Custom(predicate));

    private EventFilterApplier Or(EventFilter filter) => new(_testKit, _system, [.. _others, filter]);
}
