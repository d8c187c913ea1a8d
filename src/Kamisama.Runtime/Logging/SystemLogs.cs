using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;

namespace Kamisama.Runtime;

/// <summary>
/// The logs of a system. Without a factory nothing of the logging library is touched, so that a program without a log does not load it.
/// </summary>
internal sealed class SystemLogs
{
    private readonly ILoggerFactory? _factory;
    private readonly Sink? _sink;

    internal SystemLogs(ILoggerFactory? factory)
    {
        _factory = factory;
        if (factory is not null)
        {
            _sink = OpenSink(factory);
        }
    }

    internal ILoggingAdapter System => (ILoggingAdapter?)_sink?.Adapter ?? NoLogger.Instance;

    internal ILoggingAdapter For(object source) => _factory is null ? NoLogger.Instance : Open(_factory, source switch
    {
        IActorRef actor => actor.Path.ToString(),
        string text => text,
        Type type => type.FullName ?? type.Name,
        _ => source.GetType().FullName ?? source.GetType().Name,
    });

    internal void ChildFailed(IActorRef child, Directive directive, Exception cause) => _sink?.ChildFailed(child, directive, cause);

    internal void HookFailed(IActorRef actor, string hook, Exception failure) => _sink?.HookFailed(actor, hook, failure);

    internal void GuardianFailed(IActorRef guardian, Exception cause) => _sink?.GuardianFailed(guardian, cause);

    internal void ScheduledActionFailed(Exception failure) => _sink?.ScheduledActionFailed(failure);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static LoggerAdapter Open(ILoggerFactory factory, string category) => new(factory.CreateLogger(category));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Sink OpenSink(ILoggerFactory factory) => new(factory.CreateLogger("Kamisama.Runtime"));

    private sealed class Sink(ILogger logger)
    {
        internal LoggerAdapter Adapter { get; } = new(logger);

        internal void ChildFailed(IActorRef child, Directive directive, Exception cause) => Write(directive == Directive.Resume
            ? () => Log.ChildResumed(logger, child.Path, cause)
            : () => Log.ChildFailed(logger, child.Path, directive, cause));

        internal void HookFailed(IActorRef actor, string hook, Exception failure) =>
            Write(() => Log.HookFailed(logger, hook, actor.Path, failure));

        internal void GuardianFailed(IActorRef guardian, Exception cause) => Write(() => Log.GuardianFailed(logger, guardian.Path, cause));

        internal void ScheduledActionFailed(Exception failure) => Write(() => Log.ScheduledActionFailed(logger, failure));

        private static void Write(Action write)
        {
            try
            {
                write();
            }
#pragma warning disable CA1031 // A log that is broken, or disposed before the system, must not break a restart or a stop.
            catch (Exception)
#pragma warning restore CA1031
            {
                // There is no other place to say it.
            }
        }
    }
}
