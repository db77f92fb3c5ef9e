using System.Buffers;
using System.Text;
using Goodgate.Logs.Systems;

namespace Goodgate.Logs.Reading;

/// <summary>Cuts a stream into blocks of whole lines. Whatever the size of the log or of a line, it holds one block.</summary>
internal sealed class BlockReader(Stream source)
{
    /// <summary>256 KiB: large enough that handing a block to another core costs nothing beside its lines; what a block full of failures says stays within some megabytes.</summary>
    public const int Size = 256 * 1024;

    private byte[] _carry = [];
    private int _carried;
    private long _line = 1;
    private long _read;
    private bool _ended;
    private bool _isPassingOver;
    private IReadOnlyList<string>? _fields;

    /// <summary>The next block; null at the end.</summary>
    public Block? Next()
    {
        while (!_ended || _carried > 0)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(Size);
            _carry.AsSpan(0, _carried).CopyTo(buffer);
            var filled = Fill(buffer);
            if (filled == 0)
            {
                ArrayPool<byte>.Shared.Return(buffer);
                return null;
            }

            if (Cut(buffer, filled) is { } block)
            {
                return block;
            }

            ArrayPool<byte>.Shared.Return(buffer);
        }

        return null;
    }

    private int Fill(byte[] buffer)
    {
        var filled = _carried;
        _carried = 0;
        while (filled < Size && !_ended)
        {
            int count;
            try
            {
                count = source.Read(buffer.AsSpan(filled, Size - filled));
            }
            catch (Exception e) when (e is IOException or InvalidDataException)
            {
                // What came before the damage is worth reading.
                _ended = true;
                Problem = e;
                break;
            }

            _read += count;
            _ended = count == 0;
            filled += count;
        }

        return filled;
    }

    /// <summary>Why the log ended early; null when it did not.</summary>
    public Exception? Problem { get; private set; }

    private Block? Cut(byte[] buffer, int filled)
    {
        var bytes = buffer.AsSpan(0, filled);
        var start = 0;
        if (_isPassingOver)
        {
            var end = bytes.IndexOf((byte)'\n');
            if (end < 0)
            {
                return null;
            }

            _isPassingOver = false;
            _line++;
            start = end + 1;
            bytes[start..].CopyTo(buffer);
            filled -= start;
            bytes = buffer.AsSpan(0, filled);
            if (filled == 0)
            {
                return null;
            }
        }

        var last = bytes.LastIndexOf((byte)'\n');
        if (last >= 0 && !(_ended && last < filled - 1))
        {
            Keep(bytes[(last + 1)..]);
            return Made(buffer, last + 1, isCut: false);
        }

        if (_ended || filled < Size)
        {
            // No line feed at the end of the file, or too little read yet.
            if (_ended)
            {
                return Made(buffer, filled, isCut: false);
            }

            Keep(bytes);
            return null;
        }

        _isPassingOver = true;
        return Made(buffer, filled, isCut: true);
    }

    private void Keep(ReadOnlySpan<byte> rest)
    {
        if (_carry.Length < rest.Length)
        {
            _carry = new byte[Size];
        }

        rest.CopyTo(_carry);
        _carried = rest.Length;
    }

    private Block Made(byte[] buffer, int length, bool isCut)
    {
        var block = new Block(buffer, length, _line) { IsCut = isCut, Fields = _fields, BytesRead = _read };
        _line += block.Bytes.Count((byte)'\n');
        if (block.Bytes.LastIndexOf("#Fields:"u8) is >= 0 and var at)
        {
            var header = block.Bytes[at..];
            var end = header.IndexOf((byte)'\n');
            _fields = W3cColumns.Header(Encoding.UTF8.GetString(header[..(end < 0 ? Math.Min(header.Length, 4096) : end)]).TrimEnd('\r')) ?? _fields;
        }

        return block;
    }
}
