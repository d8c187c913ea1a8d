using System.Net.Sockets;

namespace Kamisama.Control;

/// <summary>One connected client: a request, its answer, the next request.</summary>
internal sealed class ControlClientSession : IAnswerSink, IDisposable
{
    private const long Busy = -1;

    private readonly Socket _socket;
    private readonly ControlMaster _master;
    private readonly CancellationToken _stopping;
    private readonly FrameReader _reader;
    private readonly CancellationTokenSource _gone = new();
    private long _idleSince;

    public ControlClientSession(Socket socket, ControlMaster master, CancellationToken stopping)
    {
        (_socket, _master, _stopping, _reader) = (socket, master, stopping, new FrameReader(socket));
        _idleSince = Time.GetTimestamp();
    }

    /// <summary>How long it has not asked for anything; zero while a request is being answered.</summary>
    public TimeSpan IdleTime => Volatile.Read(ref _idleSince) is >= 0 and var since ? Time.GetElapsedTime(since) : TimeSpan.Zero;

    private TimeProvider Time => _master.Options.TimeProvider;

    /// <summary>Serves it until it goes, or the server does. Never fails.</summary>
    public async Task RunAsync()
    {
        try
        {
            // Between two requests the end of the server ends the client too.
            using CancellationTokenRegistration end = _stopping.UnsafeRegister(static state => ((ControlClientSession)state!).CloseIfIdle(), this);
            await ServeAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // It went, or does not read: nobody is left to be told.
        }
        finally
        {
            Dispose();
        }
    }

    /// <summary>Tells a client that is not served why, if it takes that at once.</summary>
    public void TurnAway(string code, string message)
    {
        try
        {
            _socket.Blocking = false;
            _socket.Send(Answers.Error(null, code, message).Span);
        }
        catch (SocketException)
        {
            // Gone already.
        }

        Dispose();
    }

    /// <summary>Disconnects it, whatever it is doing. Any thread may, at any time, so what is cancelled is not disposed: it has no timer.</summary>
    public void Dispose()
    {
        _gone.Cancel();
        _socket.Dispose();
    }

    public async ValueTask SendAsync(ReadOnlyMemory<byte> line)
    {
        using var timeout = new CancellationTokenSource(Timeout.InfiniteTimeSpan, Time);
        while (line.Length > 0)
        {
            ValueTask<int> sending = _socket.SendAsync(line, SocketFlags.None, timeout.Token);
            if (!sending.IsCompleted)
            {
                // A timer only for who does not read at once. It is for one piece: a slow client that reads is not cut off.
                timeout.CancelAfter(_master.Options.WriteTimeout);
            }

            line = line[await sending.ConfigureAwait(false)..];
            timeout.CancelAfter(Timeout.InfiniteTimeSpan);
        }
    }

    private async Task ServeAsync()
    {
        while (!_stopping.IsCancellationRequested && await _reader.ReadAsync().ConfigureAwait(false) is { } frame)
        {
            Volatile.Write(ref _idleSince, Busy);
            await WatchAsync(_master.AnswerAsync(frame, this, _gone.Token)).ConfigureAwait(false);
            Volatile.Write(ref _idleSince, Time.GetTimestamp());
        }

        if (!_reader.IsAtEnd && !_stopping.IsCancellationRequested)
        {
            await SendAsync(Answers.Error(null, ControlErrorCode.BadFrame, $"The line is longer than {FrameReader.MaxFrame} bytes.")).ConfigureAwait(false);
            await DiscardAsync().ConfigureAwait(false);
        }
    }

    // Waits for an answer, and gives it up when the client hangs up.
    private async Task WatchAsync(Task answering)
    {
        while (!answering.IsCompleted && _reader.Ahead() is { } more)
        {
            await Task.WhenAny(answering, more).ConfigureAwait(false);
        }

        if (!answering.IsCompleted && _reader.IsAtEnd && ControlSocket.HasHungUp(_socket))
        {
            await _gone.CancelAsync().ConfigureAwait(false);
        }

        await answering.ConfigureAwait(false);
    }

    // A socket that is closed with something unread in it loses what was sent last as well (ECONNRESET): the reason.
    private async Task DiscardAsync()
    {
        _socket.Shutdown(SocketShutdown.Send);
        using var timeout = new CancellationTokenSource(_master.Options.WriteTimeout, Time);
        byte[] rest = new byte[4096];
        while (await _socket.ReceiveAsync(rest, SocketFlags.None, timeout.Token).ConfigureAwait(false) > 0)
        {
        }
    }

    private void CloseIfIdle()
    {
        if (Volatile.Read(ref _idleSince) != Busy)
        {
            Dispose();
        }
    }
}
