using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Goodgate.Gateway.Upstreams;

/// <summary>
/// A transport as a stream, for TLS to stand on. Keeps the first bytes that came: when they are no TLS, they say what the server really speaks.
/// </summary>
internal sealed class SocketStream(Transport below) : Stream
{
    private const int FirstBytes = 64;
    private const int LingerBytes = 256 * 1024;

    private readonly byte[] _first = new byte[FirstBytes];
    private int _kept;
    private Task<IoResult>? _abandoned;

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

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var result = cancellationToken.CanBeCanceled ? await ReceiveAsync(buffer, cancellationToken) : await below.ReceiveAsync(buffer);
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

    /// <summary>Says that no more will be sent, and takes in what the peer still sends: a close before that would be a reset, which can overtake our last words.</summary>
    /// <param name="limit">Longest wait for the peer to close.</param>
    /// <param name="time">Clock.</param>
    public async Task LingerAsync(TimeSpan limit, TimeProvider time)
    {
        await below.ShutdownSendAsync();
        using var over = new CancellationTokenSource(limit, time);
        var space = new byte[1024];
        try
        {
            for (var taken = 0; taken < LingerBytes; taken += space.Length)
            {
                if ((await ReceiveAsync(space, over.Token)).Bytes <= 0)
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // It has had its time.
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
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

    // A read cannot be taken back from the socket. The one that nobody waits for any more was for no bytes (HTTP/2 waits so), or its bytes are not wanted.
    private async ValueTask<IoResult> ReceiveAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        if (_abandoned is { } before)
        {
            _ = await before.WaitAsync(cancel);
            _abandoned = null;
        }

        var receiving = below.ReceiveAsync(buffer).AsTask();
        try
        {
            return await receiving.WaitAsync(cancel);
        }
        catch (OperationCanceledException)
        {
            _abandoned = receiving;
            throw;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            below.Close();
        }

        base.Dispose(disposing);
    }
}
