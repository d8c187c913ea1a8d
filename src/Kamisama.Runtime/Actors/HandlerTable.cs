namespace Kamisama.Runtime;

/// <summary>One listed handler.</summary>
internal interface IHandler
{
    bool TryHandle(object message);
}

/// <summary>Takes every message of its type that the filter lets through.</summary>
internal sealed class Handler<T>(Action<T> handle, Predicate<T>? filter) : IHandler
{
    public bool TryHandle(object message)
    {
        if (message is not T typed || filter?.Invoke(typed) == false)
        {
            return false;
        }

        handle(typed);
        return true;
    }
}

/// <summary>Looks at every message of its type, and says whether it took it.</summary>
internal sealed class DecidingHandler<T>(Func<T, bool> handle) : IHandler
{
    public bool TryHandle(object message) => message is T typed && handle(typed);
}

/// <summary>The handlers of one behaviour, in the order of listing.</summary>
internal sealed class HandlerTable
{
    private readonly List<IHandler> _handlers = [];

    /// <summary>Whether nothing can follow, because the last handler takes everything.</summary>
    internal bool IsComplete { get; set; }

    internal void Add(IHandler handler, Type actor)
    {
        if (IsComplete)
        {
            throw new InvalidOperationException($"{actor.Name} lists a handler after ReceiveAny, which leaves nothing for it. List ReceiveAny last.");
        }

        _handlers.Add(handler);
    }

    internal bool TryHandle(object message)
    {
        foreach (IHandler handler in _handlers)
        {
            if (handler.TryHandle(message))
            {
                return true;
            }
        }

        return false;
    }
}
