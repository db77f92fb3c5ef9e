using System.Net.Sockets;
using System.Runtime.CompilerServices;

using Goodgate.Gateway.Waiting;
namespace Goodgate.Gateway.Upstreams;

/// <summary>A transport as a stream: asynchronous, both ways, without positions. How it reads is its own affair.</summary>
/// <param name="below">What it stands on.</param>
internal abstract class TransportStream(Transport below) : Stream
{
    /// <summary>What it stands on.</summary>
    protected Transport Below { get; } = below;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public abstract override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default);

    [AsyncMethodBuilder(typeof(ReusedState))]
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var result = await Below.SendAsync(buffer);
        if (result.Failed)
        {
            throw Broken(result);
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

    /// <summary>The exception that users of streams expect for a failed operation.</summary>
    protected static IOException Broken(IoResult result) => new(result.Error.ToString(), new SocketException((int)result.Error));
}
