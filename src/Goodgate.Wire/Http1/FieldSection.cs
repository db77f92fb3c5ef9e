using System.Text;

namespace Goodgate.Wire.Http1;

/// <summary>The field lines of a head or trailer section, in order, over the bytes they stand in. Reused for message after message.</summary>
public sealed class FieldSection
{
    // A usual response has 8 to 15 fields.
    private FieldLine[] _lines = new FieldLine[24];
    private byte[] _bytes = [];
    private int _start;

    // One bit for each known field that is there: most questions are about fields that are not. There are less than 64 (a test counts them).
    private ulong _present;

    /// <summary>Number of field lines.</summary>
    public int Count { get; private set; }

    /// <summary>The line at <paramref name="index"/>.</summary>
    public ref readonly FieldLine this[int index] => ref _lines[index];

    /// <summary>Name of line <paramref name="index"/>, bytes as received.</summary>
    public ReadOnlySpan<byte> Name(int index) => _bytes.AsSpan(_start + _lines[index].NameStart, _lines[index].NameLength);

    /// <summary>Value of line <paramref name="index"/>, white space around it removed.</summary>
    public ReadOnlySpan<byte> Value(int index) => _bytes.AsSpan(_start + _lines[index].ValueStart, _lines[index].ValueLength);

    /// <summary>Index of the first line of <paramref name="field"/> at or after <paramref name="from"/>; -1 when there is none.</summary>
    public int Find(KnownField field, int from = 0)
    {
        if ((_present & (1UL << (int)field)) == 0)
        {
            return -1;
        }

        for (var i = from; i < Count; i++)
        {
            if (_lines[i].Known == field)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Index of the first line named <paramref name="name"/>, in any case, at or after <paramref name="from"/>; -1 when there is none.</summary>
    /// <param name="name">A name that <see cref="KnownField"/> has not; those are found faster by it.</param>
    /// <param name="from">First line looked at.</param>
    public int Find(ReadOnlySpan<byte> name, int from = 0)
    {
        for (var i = from; i < Count; i++)
        {
            if (_lines[i].NameLength == name.Length && Ascii.EqualsIgnoreCase(Name(i), name))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Forgets all lines.</summary>
    public void Clear() => (Count, _present) = (0, 0);

    /// <summary>Says where the bytes are: offsets count from <paramref name="start"/> in <paramref name="bytes"/>.</summary>
    public void Attach(byte[] bytes, int start) => (_bytes, _start) = (bytes, start);

    internal void Add(in FieldLine line)
    {
        if (Count == _lines.Length)
        {
            Array.Resize(ref _lines, Count * 2);
        }

        _lines[Count++] = line;
        _present |= 1UL << (int)line.Known;
    }

    internal void SetLastValue(int start, int end) => _lines[Count - 1] = _lines[Count - 1] with { ValueStart = start, ValueLength = end - start };
}
