namespace Kamisama.Runtime.TestKit;

/// <summary>Answers for a test actor while the test does something else; see <see cref="TestKitBase.SetAutoPilot"/>.</summary>
public abstract class AutoPilot
{
    /// <summary>Returned from <see cref="Run"/>: no autopilot from now on.</summary>
    public static NoAutoPilot NoAutoPilot => NoAutoPilot.Instance;

    /// <summary>Returned from <see cref="Run"/>: the same one for the next message.</summary>
    public static KeepRunning KeepRunning => KeepRunning.Instance;

    /// <summary>Called for each message, in the test actor's turn, before the test sees the message.</summary>
    /// <param name="sender">Who sent it; the dead letters if nobody did.</param>
    /// <param name="message">The message.</param>
    /// <returns>Who handles the next message.</returns>
    public abstract AutoPilot Run(IActorRef sender, object message);
}

/// <summary>No autopilot.</summary>
public sealed class NoAutoPilot : AutoPilot
{
    private NoAutoPilot() { }

    /// <summary>The one there is.</summary>
    public static NoAutoPilot Instance { get; } = new();

    /// <summary>Does nothing.</summary>
    /// <inheritdoc/>
    public override AutoPilot Run(IActorRef sender, object message) => this;
}

/// <summary>The autopilot goes on; an answer, not a pilot.</summary>
public sealed class KeepRunning : AutoPilot
{
    private KeepRunning() { }

    /// <summary>The one there is.</summary>
    public static KeepRunning Instance { get; } = new();

    /// <summary>Not to be called.</summary>
    /// <exception cref="InvalidOperationException">Always.</exception>
    /// <inheritdoc/>
    public override AutoPilot Run(IActorRef sender, object message) => throw new InvalidOperationException(
        "KeepRunning can't handle a message: it means that the present autopilot stays. Return it from Run, do not set it.");
}

/// <summary>The code of a <see cref="DelegateAutoPilot"/>.</summary>
/// <param name="sender">Who sent the message; the dead letters if nobody did.</param>
/// <param name="message">The message.</param>
/// <returns>Who handles the next message.</returns>
public delegate AutoPilot AutoPilotDelegate(IActorRef sender, object message);

/// <summary>An autopilot from a function.</summary>
/// <param name="autoPilotDelegate">Called for each message.</param>
public sealed class DelegateAutoPilot(AutoPilotDelegate autoPilotDelegate) : AutoPilot
{
    /// <inheritdoc/>
    public override AutoPilot Run(IActorRef sender, object message) => autoPilotDelegate(sender, message);
}
