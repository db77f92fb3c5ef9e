using System.Buffers.Binary;
using System.IO.Compression;

namespace Goodgate.Logs.Reading;

/// <summary>
/// gzip that tells when it was cut: the framework's stream ends without a word then. The last four bytes of a file are the length of its last member
/// (RFC 1952 §2.3.1), which cannot be more than all that came out.
/// </summary>
internal sealed class GzipLogStream : ForwardStream
{
    private readonly TailStream _raw;
    private readonly GZipStream _plain;
    private long _length;

    public GzipLogStream(Stream source)
    {
        _raw = new TailStream(source);
        _plain = new GZipStream(_raw, CompressionMode.Decompress);
    }

    public override int Read(Span<byte> buffer)
    {
        var count = _plain.Read(buffer);
        _length += count;
        if (count == 0 && buffer.Length > 0 && (_raw.Count < 18 || BinaryPrimitives.ReadUInt32LittleEndian(_raw.Tail) > _length))
        {
            throw new InvalidDataException("the gzip data is cut");
        }

        return count;
    }

    protected override void Dispose(bool disposing)
    {
        _plain.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Remembers the last four bytes that went through.</summary>
    private sealed class TailStream(Stream source) : ForwardStream
    {
        private readonly byte[] _tail = new byte[4];

        public long Count { get; private set; }

        public ReadOnlySpan<byte> Tail => _tail;

        public override int Read(Span<byte> buffer)
        {
            var count = source.Read(buffer);
            var last = buffer[..count];
            last = last.Length > 4 ? last[^4..] : last;
            _tail.AsSpan(last.Length).CopyTo(_tail);
            last.CopyTo(_tail.AsSpan(4 - last.Length));
            Count += count;
            return count;
        }

        protected override void Dispose(bool disposing)
        {
            source.Dispose();
            base.Dispose(disposing);
        }
    }
}
