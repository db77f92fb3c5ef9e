namespace Goodgate.Gateway.Upstreams;

/// <summary>Bytes to and from one server: in clear or through TLS. One read and one write at a time may be under way.</summary>
public abstract class Transport : IDisposable
{
    /// <summary>Reads what is there, waiting for the first byte.</summary>
    public abstract ValueTask<IoResult> ReceiveAsync(Memory<byte> buffer);

    /// <summary>Writes all of it.</summary>
    public abstract ValueTask<IoResult> SendAsync(ReadOnlyMemory<byte> buffer);

    /// <summary>True when an idle connection has something to read: a FIN, a RST or bytes that belong to no request (RFC 9112 §9.2).</summary>
    public abstract bool HasUnasked { get; }

    /// <summary>Address of the peer as text.</summary>
    public abstract string Peer { get; }

    /// <summary>Says that no more will be sent (FIN), for tunnels.</summary>
    public abstract ValueTask ShutdownSendAsync();

    /// <summary>Closes at once; operations under way end with an error. Safe from any thread, more than once.</summary>
    public abstract void Close();

    public void Dispose()
    {
        Close();
        GC.SuppressFinalize(this);
    }
}
