namespace Kamisama.Runtime;

/// <summary>
/// Keeps one child alive, with growing delays between its ends and the next one. All other messages are handed on to the child, and what
/// the child sends here goes to the parent. Make it from <see cref="Props(BackoffOptions)"/>.
/// </summary>
/// <remarks>A restart here is a new actor under the same name: its mailbox begins empty. Delays are on the system's clock.</remarks>
public sealed partial class BackoffSupervisor : UntypedActor
{
    private readonly BackoffOptions _options;
    private IActorRef? _child;
    private bool _failed;
    private int _restarts;

    private BackoffSupervisor(BackoffOptions options) => _options = options;

    /// <summary>The recipe of a supervisor.</summary>
    /// <param name="options">From <see cref="Backoff"/>.</param>
    public static Props Props(BackoffOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Runtime.Props.Create(() => new BackoffSupervisor(options));
    }

    /// <inheritdoc/>
    protected override void PreStart() => StartChild();

    /// <inheritdoc/>
    protected override SupervisorStrategy SupervisorStrategy()
    {
        OneForOneStrategy strategy = _options.Strategy;
        return _options.OnStop ? strategy : new OneForOneStrategy(cause => StopForRestart(strategy.Decider.Decide(cause)));
    }

    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Terminated terminated when terminated.ActorRef.Equals(_child):
                OnChildGone();
                break;
            case StartChildNow:
                StartChild();
                ResetLater();
                break;
            case ResetCount reset:
                _restarts = reset.Current == _restarts ? 0 : _restarts;
                break;
            case Reset when _options.ResetAfter is null:
                _restarts = 0;
                break;
            case Reset:
                Unhandled(message);
                break;
            case GetRestartCount:
                Sender.Tell(new RestartCount(_restarts));
                break;
            case GetCurrentChild:
                Sender.Tell(new CurrentChild(_child));
                break;
            default:
                HandOn(message);
                break;
        }
    }

    // In the supervisor's turn, before the child is stopped: why it ends is known only here.
    private Directive StopForRestart(Directive directive)
    {
        _failed = directive == Directive.Restart;
        return _failed ? Directive.Stop : directive;
    }

    private void OnChildGone()
    {
        _child = null;
        int max = _options.Strategy.MaxNumberOfRetries;
        if ((!_options.OnStop && !_failed) || (max >= 0 && _restarts >= max))
        {
            Context.Stop(Self);
            return;
        }

        _failed = false;
        Later(NextDelay(), StartChildNow.Instance);
        _restarts++;
    }

    private void StartChild() => _child ??= Context.Watch(Context.ActorOf(_options.ChildProps, _options.ChildName));

    private void ResetLater()
    {
        if (_options.ResetAfter is { } time)
        {
            Later(time, new ResetCount(_restarts));
        }
    }

    private void HandOn(object message)
    {
        if (_child is null)
        {
            if (_options.ReplyWhileStopped is { } reply)
            {
                Sender.Tell(reply);
            }
            else
            {
                Context.System.DeadLetters.Forward(message);
            }
        }
        else if (_child.Equals(Sender))
        {
            Context.Parent.Tell(message);
        }
        else
        {
            _child.Forward(message);
        }
    }

    private void Later(TimeSpan delay, object message) => Context.System.Scheduler.ScheduleTellOnce(delay, Self, message, Self);

#pragma warning disable CA5394 // Spread, not secrecy.
    private TimeSpan NextDelay()
    {
        double ticks = Math.Min(_options.MaxBackoff.Ticks, _options.MinBackoff.Ticks * Math.Pow(2, _restarts));
        return new TimeSpan((long)Math.Min(ticks * (1.0 + (Random.Shared.NextDouble() * _options.RandomFactor)), long.MaxValue / 2));
    }
#pragma warning restore CA5394
}
