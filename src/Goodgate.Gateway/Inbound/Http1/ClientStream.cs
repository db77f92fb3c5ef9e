using System.Net.Sockets;
using Goodgate.Gateway.Upstreams;

namespace Goodgate.Gateway.Inbound.Http1;

/// <summary>A client's connection after an upgrade: what was read already comes first.</summary>
internal sealed class ClientStream(Transport transport, Inlet inlet, ClientBuffer buffer) : Stream
{
    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> target, CancellationToken cancellationToken = default)
    {
        using var cancelled = cancellationToken.UnsafeRegister(static inlet => ((Inlet)inlet!).Interrupt(), inlet);
        while (buffer.IsEmpty)
        {
            if (!inlet.IsBusy)
            {
                inlet.Begin(buffer.RoomForHead(0), idle: false);
            }

            if (!await inlet.WaitAsync())
            {
                cancellationToken.ThrowIfCancellationRequested();
                continue;
            }

            var result = inlet.Take();
            if (result.Bytes <= 0)
            {
                return result.Failed ? throw Broken(result) : 0;
            }

            buffer.Received(result.Bytes);
            buffer.Turn();
        }

        var count = Math.Min(target.Length, buffer.Unread.Length);
        buffer.Unread[..count].CopyTo(target.Span);
        buffer.Take(count);
        return count;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
    {
        var result = await transport.SendAsync(source);
        if (result.Failed)
        {
            throw Broken(result);
        }
    }

    public override Task<int> ReadAsync(byte[] target, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(target.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] source, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(source.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush()
    {
    }

    public override int Read(byte[] target, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] source, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private static IOException Broken(IoResult result) => new(result.Error.ToString(), new SocketException((int)result.Error));
}
