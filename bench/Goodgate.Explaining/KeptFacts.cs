using System.Runtime.CompilerServices;
using Goodgate.Gateway;
using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Observing;
using Goodgate.Gateway.Routing;
using Goodgate.Gateway.Upstreams;

namespace Goodgate.Explaining;

/// <summary>
/// What one proxied exchange in which nothing fails does so that a failure could be named and counted: the same calls on the same objects, in the order in
/// which ExchangeLife, Attempt, ResponseHeadWait, ResponseRelay and Record make them, without carrying anything. The clock is read four times; the other
/// reads of an exchange are for limits (Deadline, ConnectionPool), which any proxy needs. The exchange itself and its ids count as well, although
/// carrying needs the one, and X-Request-ID and traceparent the others: the result is an upper bound.
/// </summary>
public sealed class KeptFacts(GatewayInstance gateway)
{
    private readonly StillClient _client = new();
    private readonly GatewayModel _model = gateway.Model;
    private readonly GatewayServices _services = gateway.Services;
    private readonly Site _site = gateway.Model.Sites[0];
    private readonly Server _server = gateway.Model.Upstreams.Values.First().Servers[0];
    private readonly string _peer = "127.0.0.1:80";

    /// <summary>All of it, for one exchange.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Exchange()
    {
        _services.Outlets.Counters.Started();
        var exchange = new Exchange(_client, _model, _services) { Site = _site };
        var time = exchange.Services.Time;
        var record = new AttemptRecord { Server = _server, Began = exchange.Began };
        exchange.Add(record);
        _server.Begin();
        record.Reused = true;
        record.Peer = _peer;
        record.BytesSent += 300;
        record.FirstByte = time.GetElapsedTime(record.Began);
        record.BytesReceived += 1300;
        record.Status = 200;
        exchange.Status = 200;
        exchange.ResponseSource = ResponseSource.Upstream;
        record.BodyReceived = 1024;
        exchange.BytesOut += 1024;
        record.Failure = null;
        record.Duration = time.GetElapsedTime(record.Began);
        _server.End();
        Record.Write(exchange);
    }

    /// <summary>The reads of the clock alone.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public long Clock()
    {
        var time = _services.Time;
        return time.GetTimestamp() ^ time.GetTimestamp() ^ time.GetTimestamp() ^ time.GetTimestamp();
    }

    /// <summary>The objects and ids alone.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Objects()
    {
        var exchange = new Exchange(_client, _model, _services);
        exchange.Add(new AttemptRecord { Server = _server });
    }
}
