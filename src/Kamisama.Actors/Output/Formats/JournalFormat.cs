using System.Buffers.Binary;
using System.Text;

namespace Kamisama.Actors;

/// <summary>Lines as entries of the journal: see https://systemd.io/JOURNAL_NATIVE_PROTOCOL/</summary>
internal sealed class JournalFormat(string pool, WorkerId worker, OutputStream stream) : LineFormat
{
    private const int Information = 6, Error = 3, Warning = 4;

    private byte[] _facts = FactsOf(pool, worker, stream, 0);

    public override void SetPid(int pid) => _facts = FactsOf(pool, worker, stream, pid);

    public override void Append(LineBatch batch, DateTimeOffset time, ReadOnlySpan<byte> line, bool continues)
    {
        batch.Append(_facts);
        batch.Append(stream == OutputStream.StandardError ? PriorityOf(Error) : PriorityOf(Information));
        batch.Append(continues ? "KAMISAMA_PARTIAL=1\n"u8 : default);
        AppendMessage(batch, line);
    }

    public override void AppendNotice(LineBatch batch, DateTimeOffset time, string text)
    {
        batch.Append(_facts);
        batch.Append(PriorityOf(Warning));
        AppendMessage(batch, Encoding.UTF8.GetBytes(text));
    }

    private static byte[] FactsOf(string pool, WorkerId worker, OutputStream stream, int pid) => Encoding.UTF8.GetBytes(FormattableString.Invariant(
        $"SYSLOG_IDENTIFIER={pool}\nKAMISAMA_POOL={pool}\nKAMISAMA_WORKER_INDEX={worker.Index}\nKAMISAMA_INCARNATION={worker.Incarnation}\nKAMISAMA_WORKER_PID={pid}\nKAMISAMA_STREAM={NameOf(stream)}\n"));

    private static ReadOnlySpan<byte> PriorityOf(int priority) => priority switch
    {
        Error => "PRIORITY=3\n"u8,
        Warning => "PRIORITY=4\n"u8,
        _ => "PRIORITY=6\n"u8,
    };

    // With its length, so that any byte may be in it.
    private static void AppendMessage(LineBatch batch, ReadOnlySpan<byte> message)
    {
        batch.Append("MESSAGE\n"u8);
        BinaryPrimitives.WriteInt64LittleEndian(batch.Room(sizeof(long)), message.Length);
        batch.Advance(sizeof(long));
        batch.Append(message);
        batch.Append((byte)'\n');
    }
}
