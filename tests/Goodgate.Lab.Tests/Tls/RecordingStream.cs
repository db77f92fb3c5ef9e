using System.Buffers.Binary;

namespace Goodgate.Lab.Tests.Tls;

/// <summary>Passes everything on and keeps the bytes read, so that the TLS records in them can be counted.</summary>
internal sealed class RecordingStream(Stream inner) : Stream
{
    private readonly MemoryStream _read = new();

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Length of the last TLS record read (RFC 8446 §5.1: one byte of type, two of version, two of length).</summary>
    public int LastRecordLength
    {
        get
        {
            var bytes = _read.ToArray();
            var last = 0;
            for (var at = 0; at + 5 <= bytes.Length; at += 5 + last)
            {
                last = BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at + 3));
            }

            return last;
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await inner.ReadAsync(buffer, cancellationToken);
        _read.Write(buffer.Span[..count]);
        return count;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        inner.WriteAsync(buffer, cancellationToken);

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override void Flush() => inner.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
            _read.Dispose();
        }

        base.Dispose(disposing);
    }
}
