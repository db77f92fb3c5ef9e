using System.Buffers;
using System.Diagnostics;
using System.Text;

namespace Goodgate.Wire.Http1;

/// <summary>
/// Bytes of a message being put together, in an array that is rented when needed and used again. Checks nothing in a release build: its
/// owners do, before they add anything.
/// </summary>
internal sealed class HeadBuffer
{
    private const int LongestNumber = 20; // -9223372036854775808

    // Fits the head of nearly every message.
    private const int SmallestRented = 2048;
    private const int LargestKept = 8192;

    private byte[] _bytes = [];

    /// <summary>The array that holds the bytes; another one after more were added.</summary>
    public byte[] Array => _bytes;

    /// <summary>Bytes added.</summary>
    public int Length { get; private set; }

    /// <summary>The bytes; not to be used after the next change.</summary>
    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    /// <summary>Forgets the bytes.</summary>
    public void Clear() => Length = 0;

    /// <summary>Forgets the bytes and gives back what a large head or body needed.</summary>
    public void Trim()
    {
        Length = 0;
        if (_bytes.Length > LargestKept)
        {
            Release();
        }
    }

    /// <summary>Forgets the bytes and gives the array back.</summary>
    public void Release()
    {
        Length = 0;
        if (_bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = [];
        }
    }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        Length += bytes.Length;
    }

    /// <summary>Characters are bytes (ISO 8859-1).</summary>
    public void Add(string text) => Length += Encoding.Latin1.GetBytes(text, Room(text.Length));

    public void Add(long number)
    {
        number.TryFormat(Room(LongestNumber), out var digits);
        Length += digits;
    }

    /// <summary>Hexadecimal digits, as a chunk begins with.</summary>
    public void AddHex(int number)
    {
        number.TryFormat(Room(sizeof(int) * 2), out var digits, "x");
        Length += digits;
    }

    /// <summary>A field line.</summary>
    public void AddField(string name, string value)
    {
        Room(name.Length + value.Length + 4);
        Add(name);
        Add(": "u8);
        Add(value);
        Add("\r\n"u8);
    }

    /// <summary>A field line with a decimal value.</summary>
    public void AddField(string name, long value)
    {
        Room(name.Length + LongestNumber + 4);
        Add(name);
        Add(": "u8);
        Add(value);
        Add("\r\n"u8);
    }

    /// <summary>A field line of bytes that a reader has checked.</summary>
    public void AddField(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        Debug.Assert(!name.IsEmpty && !name.ContainsAnyExcept(Grammar.Token), "a field name is no token");
        Debug.Assert(!value.ContainsAny(Grammar.NotInValue), "a field value has a control byte");
        var room = Room(name.Length + value.Length + 4);
        name.CopyTo(room);
        room[name.Length] = (byte)':';
        room[name.Length + 1] = (byte)' ';
        value.CopyTo(room[(name.Length + 2)..]);
        room[name.Length + 2 + value.Length] = (byte)'\r';
        room[name.Length + 3 + value.Length] = (byte)'\n';
        Length += name.Length + value.Length + 4;
    }

    private Span<byte> Room(int count)
    {
        if (count > _bytes.Length - Length)
        {
            Grow(checked(Length + count));
        }

        return _bytes.AsSpan(Length);
    }

    private void Grow(int needed)
    {
        // A rented array is at least as long as asked for, and lengths double.
        var grown = ArrayPool<byte>.Shared.Rent(Math.Max(SmallestRented, needed));
        Written.Span.CopyTo(grown);
        if (_bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
        }

        _bytes = grown;
    }
}
