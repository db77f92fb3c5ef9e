using System.Net;
using System.Net.Sockets;
using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Observing;
using Goodgate.Gateway.Routing;
using Goodgate.Verdicts.Judging;
using Goodgate.Verdicts.Observations;

namespace Goodgate.Gateway.Inbound.Admission;

/// <summary>Counts every connection that is turned away, and tells of each kind once: then once a minute while it lasts.</summary>
/// <param name="model">Settings in force.</param>
/// <param name="services">Where it is told.</param>
internal sealed class TurnawayReport(Func<GatewayModel> model, GatewayServices services)
{
    // As long as a flood takes to be looked at: more often would be a line a client.
    private static readonly TimeSpan BetweenWords = TimeSpan.FromMinutes(1);

    // EMFILE; .NET gives the number of its own for what accept says.
    private const int TooManyFiles = 24;

    private readonly Lock _gate = new();
    private readonly Told[] _told = [.. Enum.GetValues<Turnaway>().Select(_ => new Told())];

    /// <summary>A connection was turned away.</summary>
    /// <param name="why">Why.</param>
    /// <param name="from">The client's address; null when it has none.</param>
    /// <param name="status">Status it got; null when it was closed without one.</param>
    public void Add(Turnaway why, IPAddress? from, int? status)
    {
        var counters = services.Outlets.Counters;
        var count = counters.Connections.TurnAway(why.Word());
        if (status is { } sent)
        {
            counters.Requests.Add(sent, ResponseSource.Gateway);
        }

        if (!IsDue(why, count, out var since))
        {
            var cause = why.Cause();
            counters.Failed(cause.Id, Record.Name(cause.Party), undetermined: false);
            return;
        }

        Tell(why, from, status, since == 1 ? "a connection was turned away" : $"{since} connections were turned away since this was told last");
    }

    /// <summary>No connection could be accepted: those that have come wait where they are until a descriptor is free.</summary>
    public void AddFailed(SocketException failure)
    {
        if (failure.SocketErrorCode is SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable && IsDue(Turnaway.NoDescriptors, null, out _))
        {
            Tell(Turnaway.NoDescriptors, null, null, "clients wait to be let in");
        }
    }

    private void Tell(Turnaway why, IPAddress? from, int? status, string detail) => services.Outlets.Failed(Judge.Decide(Seen(why, from) with
    {
        Phase = Phase.Request,
        Time = services.Time.GetUtcNow(),
        ClientStatus = status,
        Detail = detail,
    }));

    private bool IsDue(Turnaway why, long? count, out long since)
    {
        lock (_gate)
        {
            var told = _told[(int)why];
            since = count - told.Count ?? 0;
            if (told.At is { } at && services.Time.GetElapsedTime(at) < BetweenWords)
            {
                return false;
            }

            (told.At, told.Count) = (services.Time.GetTimestamp(), count ?? told.Count);
            return true;
        }
    }

    private Observation Seen(Turnaway why, IPAddress? from)
    {
        var client = model().Client;
        var connections = services.Outlets.Counters.Connections;
        return why switch
        {
            Turnaway.NoDescriptors => new Observation { Source = Source.Gateway, Happening = Happening.OutOfResources, Errno = TooManyFiles },
            Turnaway.TooManyOfOne => new Observation
            {
                Source = Source.Gateway,
                Happening = Happening.ConnectionLimit,
                Facts = [new Fact(FactNames.Setting, $"client.max_connections_per_address: {client.MaxConnectionsPerAddress}"), new Fact("client", from?.ToString() ?? "")],
            },
            Turnaway.NoProcessor => OutOf($"processors for TLS handshakes ({client.MaxHandshakes} wait for one)", "client.max_handshakes"),
            _ => OutOf(
                $"places for clients ({connections.Open} of {connections.Limit} taken)",
                client.MaxConnections > 0 ? "client.max_connections" : "LimitNOFILE (systemd) or ulimit -n: it leaves room for no more"),
        };
    }

    private static Observation OutOf(string resource, string setting) => new()
    {
        Source = Source.Gateway,
        Happening = Happening.OutOfResources,
        Facts = [new Fact(FactNames.Resource, resource), new Fact(FactNames.Setting, setting)],
    };

    private sealed class Told
    {
        public long? At { get; set; }

        public long Count { get; set; }
    }
}
