using Goodgate.Gateway.Files.Disk;

namespace Goodgate.Gateway.Upstreams;

/// <summary>State of a connection at rest.</summary>
public enum RestState
{
    /// <summary>Silent and open.</summary>
    Clean,

    /// <summary>The server has closed or reset it.</summary>
    Ended,

    /// <summary>The server has sent bytes that nobody asked for.</summary>
    Spoke,
}

/// <summary>Bytes to and from one server: in clear or through TLS. One read and one write at a time may be under way.</summary>
public abstract class Transport : IDisposable
{
    /// <summary>Reads what is there, waiting for the first byte.</summary>
    public abstract ValueTask<IoResult> ReceiveAsync(Memory<byte> buffer);

    /// <summary>The same where the first byte may be long in coming: what only a read in progress needs is not held meanwhile.</summary>
    public virtual ValueTask<IoResult> ReceiveWhenReadyAsync(Memory<byte> buffer) => ReceiveAsync(buffer);

    /// <summary>Writes all of it.</summary>
    public abstract ValueTask<IoResult> SendAsync(ReadOnlyMemory<byte> buffer);

    /// <summary>True when <see cref="SendAsync(ReadOnlyMemory{byte}, ReadOnlyMemory{byte})"/> costs no more than one write of both.</summary>
    public virtual bool JoinsParts => false;

    /// <summary>Writes all of both, one after the other.</summary>
    public virtual async ValueTask<IoResult> SendAsync(ReadOnlyMemory<byte> first, ReadOnlyMemory<byte> second)
    {
        var result = await SendAsync(first);
        return result.Failed ? result : await SendAsync(second);
    }

    /// <summary>True when files go out without passing through our memory.</summary>
    public virtual bool SendsFiles => false;

    /// <summary>Writes all of the first, and then what fits of a file, waiting for room for its first byte. Only where <see cref="SendsFiles"/>.</summary>
    /// <returns>Bytes of the file that were sent, or why none was.</returns>
    public virtual ValueTask<IoResult> SendFileAsync(ReadOnlyMemory<byte> first, FileStretch file) => throw new NotSupportedException();

    /// <summary>What became of the connection since <see cref="Rest"/>. Bytes that belong to no request must never answer one (RFC 9112 §9.2).</summary>
    public abstract RestState Resting { get; }

    /// <summary>Nobody reads until the next exchange.</summary>
    public abstract void Rest();

    /// <summary>Address of the peer as text.</summary>
    public abstract string Peer { get; }

    /// <summary>Says that no more will be sent (FIN), for tunnels.</summary>
    public abstract ValueTask ShutdownSendAsync();

    /// <summary>Closes at once; operations under way end with an error. Safe from any thread, more than once.</summary>
    public abstract void Close();

    /// <summary>Closes at once with a reset, so that the peer cannot take what it got for all there is.</summary>
    public abstract void Reset();

    public void Dispose()
    {
        Close();
        GC.SuppressFinalize(this);
    }
}
