using System.Text;
using Goodgate.Wire.Http1;

namespace Goodgate.Wire.FastCgi;

/// <summary>
/// Writes a request of the role responder: FCGI_BEGIN_REQUEST, the parameters, and STDIN as far as it is there (FastCGI 1.0 §5.1, §5.2, §6.2).
/// The buffer is its own and used again. Characters are bytes (ISO 8859-1), so that what came in goes out unchanged.
/// <code>
/// FCGI_BEGIN_REQUEST:  | role (2 bytes) | flags | reserved (5 bytes) |
/// name-value pair:     | name length (1 or 4 bytes) | value length (1 or 4 bytes) | name | value |
/// </code>
/// </summary>
public sealed class RequestWriter
{
    private const int Responder = 1;
    private const int KeepConnection = 1;

    private readonly HeadBuffer _bytes = new();
    private int _record;

    /// <summary>What was written; not to be used after the next call.</summary>
    public ReadOnlyMemory<byte> Written => _bytes.Written;

    /// <summary>Forgets what was written and gives back what a large head or body needed.</summary>
    public void Trim() => _bytes.Trim();

    /// <summary>Begins a request; forgets what was written before.</summary>
    /// <param name="keep">Ask the server to leave the connection open.</param>
    public void Start(bool keep)
    {
        _bytes.Clear();
        Span<byte> begin = stackalloc byte[RecordHeader.Size * 2];
        RecordHeader.Write(begin, RecordType.BeginRequest, RecordReader.RequestId, RecordHeader.Size, 0);
        var content = begin[RecordHeader.Size..];
        content.Clear();
        content[1] = Responder;
        content[2] = (byte)(keep ? KeepConnection : 0);
        _bytes.Add(begin);
        Open();
    }

    /// <summary>Adds a parameter.</summary>
    public void Param(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        Lengths(name.Length, value.Length);
        Add(name);
        Add(value);
    }

    /// <summary>Adds a parameter whose characters are bytes.</summary>
    public void Param(ReadOnlySpan<byte> name, string value)
    {
        Lengths(name.Length, value.Length);
        Add(name);
        if (Content + value.Length <= RecordHeader.MaxContent)
        {
            _bytes.Add(value);
        }
        else
        {
            Add(Encoding.Latin1.GetBytes(value));
        }
    }

    /// <summary>Adds a parameter for a request field: <c>HTTP_</c>, then the name in upper case with <c>_</c> for <c>-</c> (RFC 3875 §4.1.18).</summary>
    /// <param name="name">Name of the field; a token.</param>
    /// <param name="value">Its value.</param>
    /// <param name="more">Values of further lines of that field, joined by their separator; empty when there are none.</param>
    public void Field(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, ReadOnlySpan<byte> more = default)
    {
        Lengths(name.Length + 5, value.Length + more.Length);
        Add("HTTP_"u8);
        Span<byte> letters = name.Length <= 256 ? stackalloc byte[name.Length] : new byte[name.Length];
        Ascii.ToUpper(name, letters, out _);
        letters.Replace((byte)'-', (byte)'_');
        Add(letters);
        Add(value);
        Add(more);
    }

    /// <summary>Ends the parameters.</summary>
    public void EndParams()
    {
        CloseRecord();
        Empty(RecordType.Params);
    }

    /// <summary>Adds bytes of the body as records of STDIN.</summary>
    public void Input(ReadOnlySpan<byte> content)
    {
        while (!content.IsEmpty)
        {
            // The largest content that needs no padding.
            var piece = content[..Math.Min(content.Length, RecordHeader.MaxContent & ~7)];
            Header(RecordType.StandardInput, piece.Length);
            _bytes.Add(piece);
            Pad(piece.Length);
            content = content[piece.Length..];
        }
    }

    /// <summary>Ends STDIN: nothing more belongs to the request.</summary>
    public void EndInput() => Empty(RecordType.StandardInput);

    /// <summary>Begins the records of a further piece of STDIN; forgets what was written before.</summary>
    public void Restart() => _bytes.Clear();

    private int Content => _bytes.Length - _record - RecordHeader.Size;

    // PHP reads each record by itself, so a pair that fits into one record must not stand in two, although the protocol has a stream (§3.4).
    private void Lengths(int name, int value)
    {
        var size = name + value + (name < 0x80 ? 1 : 4) + (value < 0x80 ? 1 : 4);
        if (Content > 0 && Content + size > RecordHeader.MaxContent)
        {
            CloseRecord();
            Open();
        }

        Length(name);
        Length(value);
    }

    // §3.4: below 128 one byte; else four, the first bit set.
    private void Length(int length)
    {
        Span<byte> bytes = stackalloc byte[4];
        if (length < 0x80)
        {
            bytes[0] = (byte)length;
            Add(bytes[..1]);
            return;
        }

        RecordHeader.WriteNumber(bytes, (uint)length | 0x8000_0000);
        Add(bytes);
    }

    private void Add(ReadOnlySpan<byte> bytes)
    {
        while (Content + bytes.Length > RecordHeader.MaxContent)
        {
            var fits = RecordHeader.MaxContent - Content;
            _bytes.Add(bytes[..fits]);
            bytes = bytes[fits..];
            CloseRecord();
            Open();
        }

        _bytes.Add(bytes);
    }

    private void Open()
    {
        _record = _bytes.Length;
        _bytes.Add(stackalloc byte[RecordHeader.Size]);
    }

    private void CloseRecord()
    {
        var content = Content;
        RecordHeader.Write(_bytes.Array.AsSpan(_record), RecordType.Params, RecordReader.RequestId, content, RecordHeader.PaddingFor(content));
        Pad(content);
    }

    private void Pad(int content)
    {
        Span<byte> padding = stackalloc byte[8];
        padding.Clear();
        _bytes.Add(padding[..RecordHeader.PaddingFor(content)]);
    }

    // A record without content ends its stream (§3.3).
    private void Empty(RecordType type) => Header(type, 0);

    private void Header(RecordType type, int content)
    {
        Span<byte> header = stackalloc byte[RecordHeader.Size];
        RecordHeader.Write(header, type, RecordReader.RequestId, content, RecordHeader.PaddingFor(content));
        _bytes.Add(header);
    }
}
