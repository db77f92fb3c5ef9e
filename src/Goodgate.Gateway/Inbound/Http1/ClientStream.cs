using Goodgate.Gateway.Upstreams;

namespace Goodgate.Gateway.Inbound.Http1;

/// <summary>A client's connection after an upgrade: what was read already comes first.</summary>
internal sealed class ClientStream : TransportStream
{
    private const int ReadSize = 16 * 1024;

    private readonly Inlet _inlet;

    // Not from a pool: a read may be under way in it when the tunnel ends.
    private readonly byte[] _own = new byte[ReadSize];
    private Memory<byte> _reading;
    private Memory<byte> _rest;

    /// <param name="transport">The connection.</param>
    /// <param name="inlet">Its reads; the one under way brings the first bytes of the tunnel.</param>
    /// <param name="buffer">What came behind the head. Nothing is taken from it: the head in front of it is still needed when the tunnel has ended.</param>
    public ClientStream(Transport transport, Inlet inlet, ClientBuffer buffer)
        : base(transport)
    {
        _inlet = inlet;
        _reading = buffer.LastRoom;
        _rest = buffer.Bytes.AsMemory(buffer.Start, buffer.End - buffer.Start);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using var cancelled = cancellationToken.UnsafeRegister(static inlet => ((Inlet)inlet!).Interrupt(), _inlet);
        while (_rest.IsEmpty)
        {
            if (!_inlet.IsBusy)
            {
                _inlet.Begin(_own, idle: false);
                _reading = _own;
            }

            if (!await _inlet.WaitAsync())
            {
                cancellationToken.ThrowIfCancellationRequested();
                continue;
            }

            var result = _inlet.Take();
            if (result.Bytes <= 0)
            {
                return result.Failed ? throw Broken(result) : 0;
            }

            _rest = _reading[..result.Bytes];
        }

        var count = Math.Min(buffer.Length, _rest.Length);
        _rest[..count].CopyTo(buffer);
        _rest = _rest[count..];
        return count;
    }
}
