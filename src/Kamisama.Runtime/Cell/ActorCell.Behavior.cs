namespace Kamisama.Runtime;

internal sealed partial class ActorCell
{
    // The initial behaviour is the instance's Receive. It is never in the stack, so it cannot be taken off.
    private Receive? _initial;
    private Stack<Receive>? _behaviors;

    public void Become(Receive receive)
    {
        ArgumentNullException.ThrowIfNull(receive);
        _behaviors ??= new Stack<Receive>(1);
        _behaviors.TryPop(out _);
        _behaviors.Push(receive);
    }

    public void BecomeStacked(Receive receive)
    {
        ArgumentNullException.ThrowIfNull(receive);
        _behaviors ??= new Stack<Receive>(1);
        _behaviors.Push(receive);
    }

    public void UnbecomeStacked() => _behaviors?.TryPop(out _);

    public void Become(UntypedReceive receive)
    {
        ArgumentNullException.ThrowIfNull(receive);
        Become(Adapt(receive));
    }

    public void BecomeStacked(UntypedReceive receive)
    {
        ArgumentNullException.ThrowIfNull(receive);
        BecomeStacked(Adapt(receive));
    }

    private static Receive Adapt(UntypedReceive receive) => message =>
    {
        receive(message);
        return true;
    };

    private Receive Behavior(ActorBase actor) =>
        _behaviors is { Count: > 0 } stack ? stack.Peek() : _initial ??= actor.InitialBehavior();
}
