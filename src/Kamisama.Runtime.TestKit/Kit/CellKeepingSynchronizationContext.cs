namespace Kamisama.Runtime.TestKit;

/// <summary>Keeps the implicit sender over an <c>await</c> of the test: the sender is bound to the thread, and the test changes threads.</summary>
internal sealed class CellKeepingSynchronizationContext(ActorCell? cell) : SynchronizationContext
{
    public override void Post(SendOrPostCallback d, object? state) =>
        ThreadPool.QueueUserWorkItem(static work => work.Self.Run(work.Callback, work.State), (Self: this, Callback: d, State: state), preferLocal: false);

    public override void Send(SendOrPostCallback d, object? state) => Run(d, state);

    public override SynchronizationContext CreateCopy() => this;

    private void Run(SendOrPostCallback callback, object? state)
    {
        ActorCell? outerCell = ActorCell.Current;
        SynchronizationContext? outer = Current;
        ActorCell.Current = cell;
        SetSynchronizationContext(this);
        try
        {
            callback(state);
        }
        finally
        {
            ActorCell.Current = outerCell;
            SetSynchronizationContext(outer);
        }
    }
}
