using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;

namespace Kamisama.Runtime;

/// <summary>
/// What the runtime itself logs, and who gets it. Without a factory nothing of the logging library is touched, so that a program without
/// a log does not load it.
/// </summary>
internal sealed class SystemLogs
{
    private readonly EventStream _stream;
    private readonly DeadLetterListener? _deadLetters;
    private readonly bool _deadLettersToTheEnd;

    internal SystemLogs(ActorSystem system, ActorSystemOptions options)
    {
        _stream = system.EventStream;
        _stream.SetLogLevel(options.LogLevel);
        System = new BusLogging(_stream, $"ActorSystem({system.Name})", typeof(ActorSystem));
        if (options.LoggerFactory is { } factory)
        {
            Open(system, factory);
        }

        if (options.LogDeadLetters > 0)
        {
            _deadLetters = new DeadLetterListener(system, options.LogDeadLetters, options.LogDeadLettersSuspendDuration);
            _deadLettersToTheEnd = options.LogDeadLettersDuringShutdown;
            _deadLetters.Listen();
        }
    }

    internal ILoggingAdapter System { get; }

    internal void OnTerminating()
    {
        if (_deadLetters is not null && !_deadLettersToTheEnd)
        {
            _stream.Unsubscribe(_deadLetters);
        }
    }

    internal void ChildFailed(IActorRef child, Type strategy, Directive directive, Exception cause)
    {
        // An actor that could not be made: why its constructor threw says more than that it did.
        string text = cause is ActorInitializationException { InnerException: { } inner } ? inner.Message : cause.Message;
        Write(directive == Directive.Resume
            ? new Warning(cause, child.Path.ToString(), strategy, text)
            : new Error(cause, child.Path.ToString(), strategy, text));
    }

    internal void HookFailed(IActorRef actor, string hook, Exception failure) => Write(new Error(
        failure, actor.Path.ToString(), ClassOf(actor), $"{hook} of {actor} threw: {failure.Message} The restart or stop goes on without it."));

    internal void GuardianFailed(IActorRef guardian, Exception cause) => Write(new Error(
        cause, guardian.Path.ToString(), ClassOf(guardian), $"{guardian} failed, so the actor system ends: {cause.Message}"));

    internal void ScheduledActionFailed(Exception failure) => System.Error(failure, "A scheduled action threw: {0}", failure.Message);

    internal void DeadLetter(AllDeadLetters letter, string count)
    {
        if (!System.IsInfoEnabled)
        {
            return;
        }

        string type = letter.Message.GetType().Name;
        string from = letter.Sender is null or DeadLetterRef ? "" : $" from {letter.Sender}";
        string fate = letter is UnhandledMessage
            ? $"was unhandled. {count}. Handle it in {letter.Recipient}, or do not send it."
            : $"was not delivered. {count}. If this is not expected, {letter.Recipient} may have stopped unexpectedly.";
        string text = $"Message [{type}]{from} to {letter.Recipient} {fate} ActorSystemOptions.LogDeadLetters turns these lines off.";
        string content = Print(letter.Message);
        _stream.Publish(new Info(
            letter.Recipient.Path.ToString(), letter.Recipient.GetType(), content == type ? text : $"{text} Message content: {content}"));
    }

    // Of somebody else's making, and printed on the thread of whoever sends, or stops: what it throws must not be theirs.
    private static string Print(object message)
    {
        try
        {
            return message.ToString() ?? "";
        }
#pragma warning disable CA1031 // Said in the line.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return $"(its ToString threw a {failure.GetType().Name})";
        }
    }

    private static Type ClassOf(IActorRef actor) => (actor as LocalActorRef)?.Cell.Props.Type ?? actor.GetType();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Open(ActorSystem system, ILoggerFactory factory) =>
        system.EventStream.Subscribe<LogEvent>(new LoggerFactoryRef(system, factory));

    private void Write(LogEvent line)
    {
        if (line.LogLevel() >= _stream.LogLevel)
        {
            _stream.Publish(line);
        }
    }
}
