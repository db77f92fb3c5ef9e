namespace Goodgate.Wire.Http1;

/// <summary>
/// Writes the head of an HTTP/1.1 response, and content behind it, into a buffer of its own. The buffer is rented when something is written
/// and given back by <see cref="Release"/>, so that a connection at rest holds nothing. Characters are bytes (ISO 8859-1). Strings are
/// checked before anything of the call is written; bytes are taken as they are: a reader has checked them. Date is the caller's.
/// </summary>
public sealed class ResponseHeadWriter
{
    private readonly HeadBuffer _bytes = new();

    /// <summary>What was written; not to be used after the next call.</summary>
    public ReadOnlyMemory<byte> Written => _bytes.Written;

    /// <summary>Bytes written.</summary>
    public int Length => _bytes.Length;

    /// <summary>True when nothing is written.</summary>
    public bool IsEmpty => _bytes.Length == 0;

    /// <summary>Forgets what was written and keeps the buffer.</summary>
    public void Clear() => _bytes.Clear();

    /// <summary>Forgets what was written and gives the buffer back if it is a large one: for a connection that goes on.</summary>
    public void Trim() => _bytes.Trim();

    /// <summary>Forgets what was written and gives the buffer back. Nothing of <see cref="Written"/> may be under way: another may get the bytes.</summary>
    public void Release() => _bytes.Release();

    /// <summary>
    /// status-line = HTTP-version SP status-code SP [ reason-phrase ]   (RFC 9112 §4). Forgets what was written before.
    /// </summary>
    /// <param name="status">100 to 599; one without a registered phrase gets none.</param>
    /// <exception cref="ArgumentOutOfRangeException">No status of HTTP.</exception>
    public void Start(int status)
    {
        _bytes.Clear();
        _bytes.Add(StatusLines.Of(status));
    }

    /// <summary>Adds one field line of bytes that a reader has checked.</summary>
    public void Field(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value) => _bytes.AddField(name, value);

    /// <summary>Adds one field line.</summary>
    /// <exception cref="ArgumentException">The name is no token; a control character, or one above U+00FF, in the value.</exception>
    public void Field(string name, string value)
    {
        HeadText.CheckToken(name, nameof(name));
        HeadText.CheckValue(value, nameof(value));
        _bytes.AddField(name, value);
    }

    /// <summary>Adds a decimal field, such as Content-Length.</summary>
    /// <exception cref="ArgumentException">The name is no token.</exception>
    public void Field(string name, long value)
    {
        HeadText.CheckToken(name, nameof(name));
        _bytes.AddField(name, value);
    }

    /// <summary>Adds bytes that are complete field lines already.</summary>
    public void Raw(ReadOnlySpan<byte> lines) => _bytes.Add(lines);

    /// <summary>Ends the head.</summary>
    public void End() => _bytes.Add("\r\n"u8);

    /// <summary>Adds content, so that it goes out in one write with the head or the chunk's framing.</summary>
    public void Content(ReadOnlySpan<byte> content) => _bytes.Add(content);

    /// <summary>chunk = chunk-size CRLF chunk-data CRLF   (RFC 9112 §7.1): what stands before the data.</summary>
    /// <param name="length">Bytes of the data; a chunk of none would end the body.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is not positive.</exception>
    public void ChunkStart(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length);
        _bytes.AddHex(length);
        _bytes.Add("\r\n"u8);
    }

    /// <summary>What stands behind the data of a chunk.</summary>
    public void ChunkEnd() => _bytes.Add("\r\n"u8);

    /// <summary>A whole chunk.</summary>
    /// <param name="content">Its data; a chunk of none would end the body.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no data.</exception>
    public void Chunk(ReadOnlySpan<byte> content)
    {
        ChunkStart(content.Length);
        Content(content);
        ChunkEnd();
    }

    /// <summary>last-chunk trailer-section CRLF   (RFC 9112 §7.1): ends a chunked body.</summary>
    /// <param name="trailers">Field lines behind the content; null for none.</param>
    /// <exception cref="ArgumentException">A name is no token; a control character, or one above U+00FF, in a value.</exception>
    public void LastChunk(IReadOnlyList<KeyValuePair<string, string>>? trailers)
    {
        var count = trailers?.Count ?? 0;
        for (var i = 0; i < count; i++)
        {
            HeadText.CheckToken(trailers![i].Key, "name");
            HeadText.CheckValue(trailers[i].Value, "value");
        }

        _bytes.Add("0\r\n"u8);
        for (var i = 0; i < count; i++)
        {
            _bytes.AddField(trailers![i].Key, trailers[i].Value);
        }

        _bytes.Add("\r\n"u8);
    }
}
