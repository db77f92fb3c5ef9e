using System.Net;
using System.Net.Sockets;
using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Inbound.Http1;
using Goodgate.Gateway.Inbound.Http2;
using Goodgate.Gateway.Routing;
using Goodgate.Gateway.Upstreams;

namespace Goodgate.Gateway.Inbound.Listening;

/// <summary>Takes clients in: each accepted socket goes to HTTP/1, or through TLS to what ALPN agrees on, or to HTTP/2.</summary>
internal sealed class Reception : IDisposable
{
    // Limits towards clients are seconds and minutes; the finer watch of upstream connections has no need to look at idle clients.
    private static readonly TimeSpan WatchPeriod = TimeSpan.FromMilliseconds(250);

    private readonly Func<GatewayModel> _model;
    private readonly Http2Engine _http2;
    private readonly HashSet<IClientConnection> _connections = [];

    public Reception(Func<GatewayModel> model, GatewayServices services, Http2Engine http2)
    {
        _model = model;
        _http2 = http2;
        Services = services;
        Watch = new Watch(services.Time, WatchPeriod);
        Date = new DateLine(services.Time);
    }

    public GatewayServices Services { get; }

    /// <summary>Settings in force.</summary>
    public GatewayModel Model => _model();

    /// <summary>Limits of all clients' connections.</summary>
    public Watch Watch { get; }

    public DateLine Date { get; }

    /// <summary>Connections open now.</summary>
    public int Count
    {
        get
        {
            lock (_connections)
            {
                return _connections.Count;
            }
        }
    }

    /// <summary>Takes over an accepted socket. Never throws.</summary>
    public void Receive(Socket socket, ListenAddress address)
    {
        try
        {
            if (socket.ProtocolType == ProtocolType.Tcp)
            {
                socket.NoDelay = true;
            }

            var connection = Connection(socket, address);
            lock (_connections)
            {
                _connections.Add(connection);
            }

            _ = RunAsync(connection);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Reset while it waited to be accepted.
            socket.Dispose();
        }
    }

    /// <summary>No more requests on any connection.</summary>
    public void Drain() => ForEach(static one => one.Drain());

    /// <summary>Closes all connections at once.</summary>
    public void Close() => ForEach(static one => one.Close());

    public void Dispose() => Watch.Dispose();

    private IClientConnection Connection(Socket socket, ListenAddress address)
    {
        var remote = socket.RemoteEndPoint as IPEndPoint;
        var local = socket.LocalEndPoint as IPEndPoint;
        var transport = new PlainTransport(socket, "");
        return address.Scheme switch
        {
            ListenScheme.Https => new TlsClient(transport, address, remote, local, this, _http2),
            ListenScheme.H2c => CleartextHttp2(transport, local, remote),
            _ => new Http1Connection(new ClientPeer(transport, remote?.Address, local?.Port ?? 0, IsHttps: false) { RemotePort = remote?.Port ?? 0, LocalAddress = local?.Address }, this),
        };
    }

    private Http2Connection CleartextHttp2(PlainTransport transport, IPEndPoint? local, IPEndPoint? remote)
    {
        var bytes = new SocketStream(transport);
        return new Http2Connection(new HandedOverConnection(transport, bytes, bytes, (local, remote), Services.Time), _http2);
    }

    private async Task RunAsync(IClientConnection connection)
    {
        // The thread that accepts has other clients to accept.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            using (connection)
            {
                await connection.RunAsync();
            }
        }
        finally
        {
            lock (_connections)
            {
                _connections.Remove(connection);
            }
        }
    }

    private void ForEach(Action<IClientConnection> action)
    {
        IClientConnection[] all;
        lock (_connections)
        {
            all = [.. _connections];
        }

        foreach (var one in all)
        {
            action(one);
        }
    }
}
