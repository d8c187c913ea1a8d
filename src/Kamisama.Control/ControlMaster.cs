using Kamisama.Actors;

namespace Kamisama.Control;

/// <summary>What commands work on: the pools, and what the program gave to the server.</summary>
internal sealed class ControlMaster : IDisposable
{
    private readonly IDisposable? _subscription;
    private readonly Dictionary<string, SemaphoreSlim> _scaling;
    private long _sequence;

    public ControlMaster(IReadOnlyList<IWorkerPool> pools, Func<StopMode, Task> stop, ControlServerOptions options)
    {
        (Pools, Stop, Options) = (pools, stop, options);
        _scaling = pools.ToDictionary(pool => pool.Name, _ => new SemaphoreSlim(1), StringComparer.Ordinal);
        _subscription = options.Subscribe?.Invoke(Events.Add);
    }

    public IReadOnlyList<IWorkerPool> Pools { get; }

    public Func<StopMode, Task> Stop { get; }

    public ControlServerOptions Options { get; }

    public EventFan Events { get; } = new();

    public bool HasEvents => _subscription is not null;

    /// <summary>The pool that a request names; without a name, the only one.</summary>
    /// <exception cref="ControlException">There is none, or it can't be told which.</exception>
    public IWorkerPool PoolOf(ControlRequest request)
    {
        if (request.Text("pool") is { } name)
        {
            return Pools.FirstOrDefault(pool => pool.Name == name)
                ?? throw new ControlException(ControlErrorCode.UnknownPool, $"There is no pool '{name}'. There is: {Names}.");
        }

        return Pools.Count == 1 ? Pools[0] : throw ControlRequest.Bad($"'pool' is missing, and there are several: {Names}.");
    }

    /// <summary>The same, or all.</summary>
    public IReadOnlyList<IWorkerPool> PoolsOf(ControlRequest request) => request.Text("pool") is null ? Pools : [PoolOf(request)];

    /// <summary>One request that scales a pool at a time, so that they can be numbered in the order of their effects.</summary>
    public async Task<(int Wanted, long Sequence)> ScaleAsync(IWorkerPool pool, Func<CancellationToken, Task<int>> scale, CancellationToken gone)
    {
        SemaphoreSlim turn = _scaling[pool.Name];
        await turn.WaitAsync(gone).ConfigureAwait(false);
        try
        {
            return (await scale(gone).ConfigureAwait(false), Interlocked.Increment(ref _sequence));
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Answers one line. Never fails but for the client's sake.</summary>
    public async Task AnswerAsync(ReadOnlyMemory<byte> frame, IAnswerSink client, CancellationToken gone)
    {
        string? id = null;
        ReadOnlyMemory<byte> answer;
        try
        {
            ControlRequest request = ControlRequest.Parse(frame, out id);
            if (request.Command == EventsCommand.Name)
            {
                await EventsCommand.RunAsync(request, this, client, gone).ConfigureAwait(false);
                return;
            }

            answer = Answers.Result(id, await CommandTable.RunAsync(request, this, gone).ConfigureAwait(false));
        }
        catch (ControlException exception)
        {
            answer = Answers.Error(id, exception.Code, exception.Message);
        }
        catch (OperationCanceledException)
        {
            throw;
        }
        catch (InvalidOperationException exception)
        {
            // A pool that is over says so.
            answer = Answers.Error(id, ControlErrorCode.Refused, exception.Message);
        }
        catch (ArgumentOutOfRangeException exception)
        {
            answer = Answers.Error(id, ControlErrorCode.UnknownWorker, exception.Message);
        }
#pragma warning disable CA1031 // A fault of one command is told to the one who asked, and never ends the server.
        catch (Exception exception) when (exception is not System.Net.Sockets.SocketException)
#pragma warning restore CA1031
        {
            answer = Answers.Error(id, ControlErrorCode.Internal, $"{exception.GetType().Name}: {exception.Message}");
        }

        await client.SendAsync(answer).ConfigureAwait(false);
    }

    public void Dispose() => _subscription?.Dispose();

    private string Names => string.Join(", ", Pools.Select(pool => $"'{pool.Name}'"));
}
