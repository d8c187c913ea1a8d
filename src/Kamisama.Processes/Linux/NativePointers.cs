using System.Runtime.InteropServices;

namespace Kamisama.Processes;

/// <summary>An array of text addresses that ends in a null pointer, as execve(2) takes it; one native block that is used again.</summary>
internal sealed unsafe class NativePointers
{
    private byte** _items;
    private int _capacity;
    private int _count;

    public void Clear() => _count = 0;

    public void Add(byte* text)
    {
        if (_count == _capacity)
        {
            _capacity = Math.Max(64, _capacity * 2);
            _items = (byte**)NativeMemory.Realloc(_items, (nuint)_capacity * (nuint)sizeof(byte*));
        }

        _items[_count++] = text;
    }

    public void AddAll(NativeTexts texts)
    {
        for (int i = 0; i < texts.Count; i++)
        {
            Add(texts[i]);
        }
    }

    /// <summary>Ends the array and gives it out; valid until the next change.</summary>
    public byte** Seal()
    {
        Add(null);
        return _items;
    }
}
