using System.Net;
using System.Net.Sockets;
using Goodgate.Gateway.Answers;
using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Inbound.Admission;
using Goodgate.Gateway.Inbound.Http1;
using Goodgate.Gateway.Inbound.Http2;
using Goodgate.Gateway.Routing;
using Goodgate.Gateway.Sockets;
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
    private readonly Places _places;
    private readonly TurnawayReport _turnaways;
    private readonly Farewell _farewell;

    public Reception(Func<GatewayModel> model, GatewayServices services, Http2Engine http2)
    {
        _model = model;
        _http2 = http2;
        Services = services;
        Watch = new Watch(services.Time, WatchPeriod);
        Date = new DateLine(services.Time);
        Handshakes = new HandshakeQueue(() => Model.Client.MaxHandshakes);
        _places = new Places(model, services.Outlets.Counters.Connections);
        _turnaways = new TurnawayReport(model, services);
        _farewell = new Farewell(Date, services.Time);
    }

    public GatewayServices Services { get; }

    /// <summary>Settings in force.</summary>
    public GatewayModel Model => _model();

    /// <summary>Limits of all clients' connections.</summary>
    public Watch Watch { get; }

    public DateLine Date { get; }

    /// <summary>TLS handshakes at work.</summary>
    public HandshakeQueue Handshakes { get; }

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

    /// <summary>Takes over an accepted socket, or turns it away. Never throws.</summary>
    public void Receive(Socket socket, ListenAddress address)
    {
        IPAddress? from = null;
        var inside = false;
        try
        {
            from = (socket.RemoteEndPoint as IPEndPoint)?.Address;
            if (_places.Enter(socket, from) is { } why)
            {
                _turnaways.Add(why, from, Farewell.Status(why, address.Scheme));
                _farewell.Say(socket, address.Scheme, why);
                return;
            }

            inside = true;
            if (socket.ProtocolType == ProtocolType.Tcp)
            {
                socket.NoDelay = true;
            }

            var connection = Connection(socket, address);
            lock (_connections)
            {
                _connections.Add(connection);
            }

            _ = RunAsync(connection, from);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Reset while it waited to be accepted.
            socket.Dispose();
            if (inside)
            {
                _places.Leave(from);
            }
        }
    }

    /// <summary>No client could be accepted.</summary>
    public void Fail(SocketException failure) => _turnaways.AddFailed(failure);

    /// <summary>A client that was let in could not be served after all.</summary>
    public void TurnAway(Turnaway why, IPAddress? from) => _turnaways.Add(why, from, status: null);

    /// <summary>No more requests on any connection.</summary>
    public void Drain() => ForEach(static one => one.Drain());

    /// <summary>Closes all connections at once.</summary>
    public void Close() => ForEach(static one => one.Close());

    public void Dispose()
    {
        Watch.Dispose();
        Handshakes.Dispose();
    }

    private IClientConnection Connection(Socket socket, ListenAddress address)
    {
        var remote = socket.RemoteEndPoint as IPEndPoint;
        var local = socket.LocalEndPoint as IPEndPoint;
        var transport = new PlainTransport(PolledSocket.Of(socket), "");
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

    private async Task RunAsync(IClientConnection connection, IPAddress? from)
    {
        // The thread that accepts has other clients to accept.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            using (connection)
            {
                await ServeAsync(connection);
            }
        }
        finally
        {
            lock (_connections)
            {
                _connections.Remove(connection);
            }

            _places.Leave(from);
        }
    }

    private async Task ServeAsync(IClientConnection connection)
    {
        try
        {
            await connection.RunAsync();
        }
        catch (Exception e)
        {
            Defect.Tell(Services, e, id: null);
            connection.Close();
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
