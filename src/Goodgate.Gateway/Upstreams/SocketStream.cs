using System.Net.Sockets;

namespace Goodgate.Gateway.Upstreams;

/// <summary>
/// A transport as a stream, for TLS to stand on. Keeps the first bytes that came: when they are no TLS, they say what the server really speaks.
/// </summary>
internal sealed class SocketStream(Transport below) : Stream
{
    private const int FirstBytes = 64;

    private readonly byte[] _first = new byte[FirstBytes];
    private int _kept;

    /// <summary>The first bytes received.</summary>
    public ReadOnlySpan<byte> First => _first.AsSpan(0, _kept);

    /// <summary>True when the peer has ended the connection (FIN).</summary>
    public bool Ended { get; private set; }

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var receiving = below.ReceiveAsync(buffer);
        var result = cancellationToken.CanBeCanceled ? await receiving.AsTask().WaitAsync(cancellationToken) : await receiving;
        if (result.Failed)
        {
            throw new IOException(result.Error.ToString(), new SocketException((int)result.Error));
        }

        var keep = Math.Min(FirstBytes - _kept, result.Bytes);
        buffer.Span[..keep].CopyTo(_first.AsSpan(_kept));
        _kept += keep;
        Ended |= result.Bytes == 0 && buffer.Length > 0;
        return result.Bytes;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var result = await below.SendAsync(buffer);
        if (result.Failed)
        {
            throw new IOException(result.Error.ToString(), new SocketException((int)result.Error));
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            below.Close();
        }

        base.Dispose(disposing);
    }
}
