using System.Net.Sockets;

namespace Kamisama.Control;

/// <summary>Cuts what comes from a socket into lines. One caller at a time.</summary>
internal sealed class FrameReader(Socket socket)
{
    /// <summary>The longest line, without its end.</summary>
    public const int MaxFrame = 64 * 1024;

    private const int FirstSize = 1024;

    private byte[] _buffer = [];
    private int _start;
    private int _end;
    private int _scanned;
    private Task<int>? _reading;

    /// <summary>The client will send nothing more.</summary>
    public bool IsAtEnd { get; private set; }

    private bool HasRoom => _end - _start <= MaxFrame;

    /// <summary>The next line, valid until the next call; <see langword="null"/>: there is none, at the end or because it is too long.</summary>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync()
    {
        while (true)
        {
            TakeIn();
            int at = Array.IndexOf(_buffer, (byte)'\n', _scanned, _end - _scanned);
            if (at >= 0 && at - _start <= MaxFrame)
            {
                ReadOnlyMemory<byte> frame = _buffer.AsMemory(_start..at);
                _start = _scanned = at + 1;
                return frame;
            }

            _scanned = _end;
            if (Ahead() is not { } reading)
            {
                return null;
            }

            await reading.ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Takes in what comes next, up to one frame ahead: the way to learn, while a request is being answered, that its client has
    /// hung up.
    /// </summary>
    /// <returns>Completes when something has come; <see langword="null"/>: nothing can, at the end or for want of room.</returns>
    public Task? Ahead()
    {
        TakeIn();
        if (_reading is null && !IsAtEnd && HasRoom)
        {
            MakeRoom();
            _reading = socket.ReceiveAsync(_buffer.AsMemory(_end), SocketFlags.None).AsTask();
        }

        return _reading;
    }

    // Only here, in the turn of the one caller, does what came become visible: the socket's own thread touches nothing but the bytes.
    private void TakeIn()
    {
        if (_reading is { IsCompleted: true } reading)
        {
            int count = reading.GetAwaiter().GetResult();
            _reading = null;
            _end += count;
            IsAtEnd |= count == 0;
        }
    }

    private void MakeRoom()
    {
        if (_start == _end)
        {
            _start = _end = _scanned = 0;
        }

        if (_end < _buffer.Length)
        {
            return;
        }

        int length = _end - _start;
        byte[] target = _start >= Math.Max(length, 1) ? _buffer : new byte[Math.Clamp(2 * _buffer.Length, FirstSize, 2 * (MaxFrame + 1))];
        _buffer.AsSpan(_start, length).CopyTo(target);
        (_buffer, _scanned, _start, _end) = (target, _scanned - _start, 0, length);
    }
}
