using System.Text;

namespace Kamisama.Actors;

/// <summary>A file that is appended to, as long as its path names it.</summary>
internal sealed unsafe class LogFile(string path)
{
    private const int Mode = 0b110_100_000;

    // With the NUL that the kernel wants: the path is looked up for each batch of lines.
    private readonly byte[] _path = Encoding.UTF8.GetBytes(path + '\0');
    private int _descriptor = -1;
    private LibC.FileFacts _facts;

    public string Path => path;

    public bool IsOpen => _descriptor >= 0;

    /// <summary>How large it is, when nobody else writes to it.</summary>
    public long Size { get; private set; }

    /// <summary>Whether it can be cut and set aside.</summary>
    public bool IsRegular => _facts.IsRegular;

    /// <summary>When what is in it was written, in seconds since 1970, as of its opening.</summary>
    public long ModifiedAt => _facts.ModifiedAt;

    /// <summary>Whether the path names another file by now, or none: it was renamed or deleted.</summary>
    public bool HasMoved()
    {
        int errno = LibC.FactsOf(_path, out LibC.FileFacts facts);
        if (errno == 0 && facts.Device == _facts.Device && facts.Inode == _facts.Inode)
        {
            Size = facts.Size; // It may have been emptied in its place, see copytruncate in logrotate(8).
            return false;
        }

        // When the path can't be looked up for another reason, what is open is all there is.
        return errno is 0 or LibC.ENOENT;
    }

    /// <summary>Opens or makes it.</summary>
    /// <returns>0 or the errno.</returns>
    public int Open()
    {
        Close();

        // Non-blocking: a fifo without a reader is then an error and not a wait.
        int flags = LibC.O_WRONLY | LibC.O_APPEND | LibC.O_CREAT | LibC.O_CLOEXEC | LibC.O_NONBLOCK;
        int descriptor = LibC.Open(path, MayFollow() ? flags : flags | LibC.O_NOFOLLOW, Mode);
        if (descriptor < 0)
        {
            return LibC.Errno;
        }

        int errno = LibC.FactsOf(descriptor, out _facts);
        if (errno != 0)
        {
            _ = LibC.Close(descriptor);
            return errno;
        }

        (_descriptor, Size) = (descriptor, _facts.Size);
        return 0;
    }

    // Root does not follow a link that a worker of another user may have laid.
    private bool MayFollow() =>
        LibC.EffectiveUser() != 0 || (LibC.FactsOfLink(_path, out LibC.FileFacts link) == 0 && link.Owner == 0);

    /// <summary>Appends.</summary>
    /// <param name="bytes">What.</param>
    /// <param name="written">How much was written, also when it failed.</param>
    /// <returns>0 or the errno.</returns>
    public int Append(ReadOnlySpan<byte> bytes, out int written)
    {
        written = 0;
        fixed (byte* start = bytes)
        {
            while (written < bytes.Length)
            {
                nint count = LibC.Write(_descriptor, start + written, bytes.Length - written);
                if (count >= 0)
                {
                    written += (int)count;
                    Size += count;
                }
                else if (LibC.Errno is not LibC.EINTR and var errno)
                {
                    return errno;
                }
            }
        }

        return 0;
    }

    /// <summary>Takes back what was appended last. Only when nobody else has appended meanwhile.</summary>
    public bool TryTakeBack(int count)
    {
        if (IsRegular && LibC.FactsOf(_descriptor, out LibC.FileFacts facts) == 0 && facts.Size == Size
            && LibC.Truncate(_descriptor, Size - count) == 0)
        {
            Size -= count;
            return true;
        }

        return false;
    }

    public void Close()
    {
        if (_descriptor >= 0)
        {
            _ = LibC.Close(_descriptor);
            _descriptor = -1;
        }
    }
}
