using Kamisama.Processes;

namespace Kamisama.Actors;

/// <summary>The output of a pool's workers: which stream goes to which sink, what was lost, and when all is written.</summary>
internal sealed class PoolOutput
{
    // Last words are worth a few seconds, and not worth a master that never ends; when everybody was killed at once, a moment.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PatienceInHaste = TimeSpan.FromSeconds(1);

    // An event for each gap would be a flood in a flood.
    private static readonly TimeSpan ReportPause = TimeSpan.FromSeconds(1);

    private readonly Action<SupervisionEvent> _publish;
    private readonly Lock _gate = new();
    private readonly HashSet<OutputSink> _sinks = [];
    private readonly OutputRoute _route;
    private TaskCompletionSource? _complete;
    private long _droppedLines;
    private long _droppedBytes;
    private int _unwrittenEnds;
    private volatile bool _hasBegun;

    public PoolOutput(string name, WorkerOutput.Captured options, TimeProvider time, Action<SupervisionEvent> publish)
    {
        (Name, Options, Time, _publish) = (name, options, time, publish);
        _route = new OutputRoute(this);
        Log = options.RecentSize > 0 ? new RecentLog(options.RecentSize) : null;
    }

    public string Name { get; }

    public WorkerOutput.Captured Options { get; }

    public TimeProvider Time { get; }

    /// <summary>What was written last; <see langword="null"/>: nothing of it is kept.</summary>
    public RecentLog? Log { get; }

    /// <summary>All that was lost so far. From any thread.</summary>
    public OutputLoss Lost
    {
        get
        {
            var lost = new OutputLoss(Interlocked.Read(ref _droppedLines), Interlocked.Read(ref _droppedBytes));
            return Sinks().Aggregate(lost, (sum, sink) => sum + sink.Lost);
        }
    }

    /// <summary>What captures the streams that the command leaves to the master.</summary>
    public ProcessSpec Capture(ProcessSpec command, WorkerId worker, int errorLinesKept) => command with
    {
        StandardOutput = Capture(command.StandardOutput, worker, OutputStream.StandardOutput, 0),
        StandardError = Capture(command.StandardError, worker, OutputStream.StandardError, errorLinesKept),
    };

    /// <summary>From the spawner: a process that writes exists.</summary>
    public void Begin(WorkerStream stream)
    {
        _ = OutputThread.Shared; // Here a thread that can't be had is a start that fails for now.
        _hasBegun = true;
        stream.Sink.Begin();
    }

    /// <summary>From the epoll thread: a process has ended, and not all of one of its streams is written yet.</summary>
    public void EndBegun() => Interlocked.Increment(ref _unwrittenEnds);

    /// <summary>From the writer thread: now it is.</summary>
    public void EndWritten()
    {
        Interlocked.Decrement(ref _unwrittenEnds);
        CheckComplete();
    }

    /// <summary>From the writer thread: nobody writes to the stream any more.</summary>
    public void Close(WorkerStream stream)
    {
        stream.Sink.End();
        CheckComplete();
    }

    /// <summary>From the writer thread: counts what was dropped, and tells it now or with the next.</summary>
    /// <param name="stream">Whose.</param>
    /// <param name="dropped">What was dropped since the last call.</param>
    /// <param name="isLast">Whether there may be no next.</param>
    public void ReportDrops(WorkerStream stream, OutputLoss dropped, bool isLast)
    {
        Interlocked.Add(ref _droppedLines, dropped.Lines);
        Interlocked.Add(ref _droppedBytes, dropped.Bytes);
        stream.Unreported += dropped;
        if (stream.Unreported != default && (isLast || stream.ReportedAt == 0 || Time.GetElapsedTime(stream.ReportedAt) >= ReportPause))
        {
            Publish(new SupervisionEvent.OutputDropped(Name, stream.Worker, stream.Stream, stream.Unreported));
            stream.Unreported = default;
            stream.ReportedAt = Time.GetTimestamp();
        }
    }

    /// <summary>Opens all files anew, and says so. From any thread.</summary>
    public void Reopen()
    {
        if (!_hasBegun)
        {
            Publish(new SupervisionEvent.LogsReopened(Name, 0));
            return;
        }

        OutputThread.Shared.Post(this, () => Publish(new SupervisionEvent.LogsReopened(Name, Sinks().Count(sink => sink.Reopen()))));
    }

    /// <summary>The pool is over: completes when all that its ended workers wrote is where it belongs, or after a while without.</summary>
    /// <param name="inHaste">Whether it was stopped at once.</param>
    public Task CompleteAsync(bool inHaste)
    {
        if (!_hasBegun)
        {
            return Task.CompletedTask;
        }

        var complete = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        OutputThread.Shared.Post(this, () =>
        {
            _complete = complete;
            CheckComplete();
        });
        return complete.Task.WaitAsync(inHaste ? PatienceInHaste : Patience, Time).ContinueWith(
            static (_, output) => ((PoolOutput)output!).Release(),
            this,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    /// <summary>From the writer thread: something that the end of the pool may wait for has happened.</summary>
    public void CheckComplete()
    {
        if (_complete is { Task.IsCompleted: false } complete && Volatile.Read(ref _unwrittenEnds) == 0)
        {
            OutputSink[] sinks = Sinks();
            if (!Array.Exists(sinks, static sink => sink.StalledDescriptor >= 0))
            {
                Array.ForEach(sinks, TellLastWords);
                complete.TrySetResult();
            }
        }
    }

    public void Publish(SupervisionEvent supervisionEvent) => _publish(supervisionEvent);

    private ProcessStdio Capture(ProcessStdio stdio, WorkerId worker, OutputStream stream, int linesKept)
    {
        if (stdio is not ProcessStdio.Inherited)
        {
            return stdio;
        }

        OutputSink sink = _route.SinkOf(worker, stream);
        lock (_gate)
        {
            _sinks.Add(sink);
        }

        return ProcessStdio.Capture(new WorkerStream(this, worker, stream, sink, _route.FormatOf(worker, stream, sink)), linesKept);
    }

    private void TellLastWords(OutputSink sink)
    {
        if (sink.LastWords(Name) is { } words)
        {
            Publish(words);
        }
    }

    private OutputSink[] Sinks()
    {
        lock (_gate)
        {
            return [.. _sinks];
        }
    }

    private void Release()
    {
        foreach (OutputSink sink in Sinks())
        {
            OutputSinks.Release(this, sink);
        }

        Log?.Complete();
    }
}
