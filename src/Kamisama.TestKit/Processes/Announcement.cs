namespace Kamisama.TestKit;

/// <summary>Something that is told once, to everybody who waits for it, on the thread that tells it and in the order of their asking.</summary>
/// <remarks>
/// Each look at <see cref="Task"/> before gives another task: of several that await one task, .NET lets only one go on on the spot
/// and sends the others to the thread pool.
/// </remarks>
internal sealed class Announcement<T>(Lock gate)
{
    private Task<T>? _told;
    private TaskCompletionSource<T>? _first;
    private List<TaskCompletionSource<T>>? _others;

    internal Task<T> Task
    {
        get
        {
            lock (gate)
            {
                if (_told is not null)
                {
                    return _told;
                }

                var waiting = new TaskCompletionSource<T>();
                if (_first is null)
                {
                    _first = waiting;
                }
                else
                {
                    (_others ??= []).Add(waiting);
                }

                return waiting.Task;
            }
        }
    }

    internal void Tell(Task<T> result)
    {
        lock (gate)
        {
            if (_told is not null)
            {
                return;
            }

            _told = result;
        }

        // Nobody is added any more.
        if (_first is not null)
        {
            Inline.Run(this, static self =>
            {
                self._first!.SetFromTask(self._told!);
                self._others?.ForEach(waiting => waiting.SetFromTask(self._told!));
            });
        }
    }
}
