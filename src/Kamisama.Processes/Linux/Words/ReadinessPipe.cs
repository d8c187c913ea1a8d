namespace Kamisama.Processes;

/// <summary>The pipe on which a process says by a newline that it is ready. See https://skarnet.org/software/s6/notifywhenup.html</summary>
internal sealed class ReadinessPipe(ProcessWords words) : ChildPipe
{
    protected override bool Take(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.Contains((byte)'\n'))
        {
            return true;
        }

        words.SayReady();
        return false;
    }
}
