namespace Kamisama.Actors;

/// <summary>Writes the lines of one stream of one worker in one form. Called by the writer thread only.</summary>
internal abstract class LineFormat
{
    /// <summary>Behind a piece that is not the last of its line.</summary>
    protected static ReadOnlySpan<byte> ContinuesMark => " [continues]"u8;

    /// <summary>Appends a line, without ending it in the batch.</summary>
    /// <param name="batch">Where to.</param>
    /// <param name="time">When it was read.</param>
    /// <param name="line">The line as the worker wrote it, without its end.</param>
    /// <param name="continues">Whether it is a piece, and not the last one of its line.</param>
    public abstract void Append(LineBatch batch, DateTimeOffset time, ReadOnlySpan<byte> line, bool continues);

    /// <summary>Appends a line of the master's own.</summary>
    public abstract void AppendNotice(LineBatch batch, DateTimeOffset time, string text);

    /// <summary>The process exists.</summary>
    public virtual void SetPid(int pid)
    {
    }

    /// <summary>The word for a stream.</summary>
    public static string NameOf(OutputStream stream) => stream switch
    {
        OutputStream.StandardOutput => "stdout",
        OutputStream.StandardError => "stderr",
    };
}
