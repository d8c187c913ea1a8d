using System.Runtime.InteropServices;
using System.Text;

namespace Kamisama.Processes;

/// <summary>Texts as the kernel takes them: UTF-8, each ended by a NUL, one behind the other in one native block that is used again.</summary>
/// <remarks>Not safe for concurrent use; the spawner thread owns it and keeps it as long as the application runs.</remarks>
internal sealed unsafe class NativeTexts
{
    private readonly List<int> _offsets = [];
    private byte* _bytes;
    private int _capacity;
    private int _length;

    public int Count => _offsets.Count;

    /// <summary>A text's address, valid until the next <see cref="Add(ReadOnlySpan{char})"/>: the block may move.</summary>
    public byte* this[int index] => _bytes + _offsets[index];

    public void Clear()
    {
        _offsets.Clear();
        _length = 0;
    }

    public void Add(ReadOnlySpan<char> text)
    {
        _offsets.Add(_length);
        Append(text);
        AppendNul();
    }

    /// <summary>Adds NAME=VALUE, see environ(7).</summary>
    public void Add(string name, string value)
    {
        _offsets.Add(_length);
        Append(name);
        Append("=");
        Append(value);
        AppendNul();
    }

    private void Append(ReadOnlySpan<char> text)
    {
        Reserve(Encoding.UTF8.GetMaxByteCount(text.Length) + 1);
        _length += Encoding.UTF8.GetBytes(text, new Span<byte>(_bytes + _length, _capacity - _length));
    }

    // Every Append left room for it.
    private void AppendNul() => _bytes[_length++] = 0;

    private void Reserve(int count)
    {
        int needed = checked(_length + count);
        if (needed > _capacity)
        {
            _capacity = Math.Max(needed, Math.Max(_capacity * 2, 4096));
            _bytes = (byte*)NativeMemory.Realloc(_bytes, (nuint)_capacity);
        }
    }
}
