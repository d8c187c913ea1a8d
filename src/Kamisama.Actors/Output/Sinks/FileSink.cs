using Kamisama.Processes;

namespace Kamisama.Actors;

/// <summary>Appends lines to a file, and sets it aside when it is due. Every line in a file is whole, also when the disk becomes full in the middle of one.</summary>
/// <remarks>
/// <code>
/// Closed ─ first line ─▶ Open ─ renamed, deleted, Reopen, rotation ─▶ Open, another file
///    ▲                    │ ▲
///    └─ the last stream ──┘ └─ fails ─▶ Outage: lines are dropped and counted, a try each 250 ms while there are some ─┐
///       has ended           └───────────────────────── a try succeeds: the log says what is missing ──────────────────┘
/// </code>
/// </remarks>
internal sealed class FileSink(string path, LogRotation? rotation, TimeProvider time) : OutputSink(path, time)
{
    private static readonly TimeSpan RotationPause = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _time = time;
    private readonly LogFile _file = new(path);
    private readonly LineBatch _notice = new();
    private byte[] _torn = [];
    private long _period;
    private long _rotationFailedAt;

    public override void Write(LineBatch batch, LineFormat format, DateTimeOffset now)
    {
        if (!Outage.MayTry)
        {
            Lose(batch.LossFrom(0));
            return;
        }

        int done = 0;
        int errno = Prepare(now);
        errno = errno == 0 && Outage.IsOn ? SayWhatIsMissing(format, now) : errno;
        errno = errno == 0 ? Append(batch.Bytes, now, out done) : errno;
        if (errno == 0)
        {
            Recover();
        }
        else
        {
            Fail(errno, batch.LossFrom(done));
        }
    }

    public override bool Reopen()
    {
        if (_file.IsOpen)
        {
            CompleteTorn();
            if (_file.Open() is not 0 and var errno)
            {
                Fail(errno, default);
            }
        }

        return true;
    }

    protected override void Rest()
    {
        CompleteTorn();
        _file.Close();
    }

    /// <summary>The file is open, and it is the one that the path names.</summary>
    private int Prepare(DateTimeOffset now)
    {
        if (_file.IsOpen && _file.HasMoved())
        {
            CompleteTorn();
            _file.Close();
        }

        int errno = _file.IsOpen ? 0 : Open(now);
        return errno == 0 ? CompleteTorn() : errno;
    }

    private int Open(DateTimeOffset now)
    {
        int errno = _file.Open();
        _period = PeriodOf(errno == 0 && _file.Size > 0 ? DateTimeOffset.FromUnixTimeSeconds(_file.ModifiedAt) : now);
        return errno;
    }

    private int SayWhatIsMissing(LineFormat format, DateTimeOffset now)
    {
        if (Outage.Unsaid == default)
        {
            return 0;
        }

        _notice.Clear();
        format.AppendNotice(_notice, now, NoticeOfOutage());
        int errno = Append(_notice.Bytes, now, out _);
        if (errno == 0)
        {
            Outage.Said();
        }

        return errno;
    }

    /// <summary>Appends whole lines, to as many files as it takes.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="now">The time.</param>
    /// <param name="done">How far it came: the end of a line.</param>
    private int Append(ReadOnlySpan<byte> lines, DateTimeOffset now, out int done)
    {
        done = 0;
        while (done < lines.Length)
        {
            ReadOnlySpan<byte> rest = lines[done..];
            int fitting = FittingOf(rest);
            if (IsRotationDue(fitting, now))
            {
                if (Rotate(now) is not 0 and var failure)
                {
                    return failure;
                }

                continue;
            }

            int errno = AppendWhole(rest[..(fitting > 0 ? fitting : _file.Size == 0 ? FirstLineOf(rest) : rest.Length)], out int whole);
            done += whole;
            if (errno != 0)
            {
                return errno;
            }

            _period = Math.Max(_period, PeriodOf(now));
        }

        return 0;
    }

    /// <summary>Appends, and leaves no part of a line behind when that fails.</summary>
    private int AppendWhole(ReadOnlySpan<byte> lines, out int whole)
    {
        int errno = _file.Append(lines, out int written);
        whole = lines[..written].LastIndexOf((byte)'\n') + 1;
        if (whole < written && !_file.TryTakeBack(written - whole))
        {
            // The rest of that line comes first when there is room again.
            int end = whole + FirstLineOf(lines[whole..]);
            _torn = lines[written..end].ToArray();
            whole = end;
        }

        return errno;
    }

    private int CompleteTorn()
    {
        if (_torn.Length == 0)
        {
            return 0;
        }

        int errno = _file.Append(_torn, out int written);
        _torn = _torn[written..];
        return errno;
    }

    // Whole lines, as many as the size allows; 0: not even the first one.
    private int FittingOf(ReadOnlySpan<byte> lines) => rotation?.MaxSize is { } most && _file.IsRegular && _file.Size + lines.Length > most
        ? lines[..(int)Math.Clamp(most - _file.Size, 0, lines.Length)].LastIndexOf((byte)'\n') + 1
        : lines.Length;

    private static int FirstLineOf(ReadOnlySpan<byte> lines) => lines.IndexOf((byte)'\n') + 1;

    private bool IsRotationDue(int fitting, DateTimeOffset now) =>
        rotation is not null && _file is { IsRegular: true, Size: > 0 }
        && (fitting == 0 || PeriodOf(now) > _period)
        && (_rotationFailedAt == 0 || _time.GetElapsedTime(_rotationFailedAt) >= RotationPause);

    private long PeriodOf(DateTimeOffset time) => rotation?.Every is { } every ? time.UtcTicks / every.Ticks : 0;

    // A file that can't be set aside goes on being written to: no line is worth less than the size of a file.
    private int Rotate(DateTimeOffset now)
    {
        int errno = LogRotator.Rotate(_file.Path, rotation!.Keep);
        if (errno == 0)
        {
            _rotationFailedAt = 0;
            return Open(now);
        }

        if (_rotationFailedAt == 0)
        {
            Tell(pool => new SupervisionEvent.OutputFailed(pool, Target, $"can't be rotated, goes on growing: {ErrorNumbers.Describe(errno)}"));
        }

        _rotationFailedAt = _time.GetTimestamp();
        return 0;
    }
}
