using System.Net.Sockets;
using Goodgate.Gateway.Cache;
using Goodgate.Gateway.Sockets;
using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Settings;
using Goodgate.Gateway.Upstreams;
using Goodgate.Verdicts.Observations;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Forwarding;

/// <summary>Makes observations of failed attempts. The only place that turns reads, writes and violations into facts.</summary>
internal static class Fail
{
    /// <summary>A read or write that failed, or ended early (0 bytes read).</summary>
    public static Observation Of(Exchange exchange, AttemptRecord record, UpstreamConnection connection, Phase phase, IoResult result) =>
        connection.Protocol.Explain(Read(exchange, record, connection, phase, result));

    private static Observation Read(Exchange exchange, AttemptRecord record, UpstreamConnection connection, Phase phase, IoResult result)
    {
        var seen = About(exchange, record, connection, phase);
        if (exchange.ClientLeft)
        {
            return seen with { Happening = Happening.ClientLeft };
        }

        if (connection.Deadline.HasFired || connection.SendDeadline is { HasFired: true })
        {
            return TimedOut(exchange, seen, phase, connection.SendDeadline is { HasFired: true });
        }

        if (result.Detail is { } detail && TlsHandshake.Alert([], detail) is { } alert)
        {
            // TLS 1.3: a server that wants a client certificate says so after the handshake, in place of an answer.
            return seen with { Phase = Phase.Tls, Happening = Happening.TlsAlert, TlsAlert = alert, Detail = detail };
        }

        if (!record.Reused && record.BytesReceived == 0 && record.Server is { HasAnswered: false, Address.IsFastCgi: false })
        {
            seen = seen with { Facts = [new Fact(FactNames.AnswersSoFar, "none")] };
        }

        return result.Failed
            ? seen with { Happening = SocketFailure.Name(result.Error), Errno = SocketErrors.Errno(result.Error), Detail = result.Detail }
            : seen with { Happening = Happening.Closed, Detail = result.Detail };
    }

    /// <summary>Bytes that break a rule.</summary>
    public static Observation Of(Exchange exchange, AttemptRecord record, UpstreamConnection connection, Phase phase, Violation violation)
    {
        var facts = new List<Fact> { new(FactNames.Found, violation.Detail) };
        if (violation.Size is { } size)
        {
            facts.Add(new Fact("size", $"{size}"));
        }

        return connection.Protocol.Explain(About(exchange, record, connection, phase) with
        {
            Happening = violation.Protocol is null ? Happening.Violation : Happening.OtherProtocol,
            Protocol = violation.Protocol,
            Violation = new ViolationFact(violation.Kind.Id(), violation.Kind.Clause(), violation.Offset, violation.Field, violation.Sample),
            Facts = facts,
        });
    }

    /// <summary>The pool's limit on connections is reached.</summary>
    public static Observation ConnectionLimit(AttemptRecord record, int limit) => new()
    {
        Source = Source.Gateway,
        Phase = Phase.Connect,
        Happening = Happening.ConnectionLimit,
        Server = record.Server.Address.Url,
        Limit = new LimitFact("pool.max_connections", $"{limit}"),
        Facts = [new Fact("in-use", $"{record.Server.Pool.Open - record.Server.Pool.Idle}")],
    };

    /// <summary>What is known of an attempt whatever went wrong.</summary>
    public static Observation About(Exchange exchange, AttemptRecord record, UpstreamConnection connection, Phase phase)
    {
        var time = exchange.Services.Time;
        return new Observation
        {
            Source = Source.Gateway,
            Phase = phase,
            Server = record.Server.Address.Url,
            Peer = connection.Peer,
            Reused = record.Reused,
            // It may have come to rest just after the exchange began, whose timestamp the first attempt takes over.
            Idle = record.Reused ? time.GetElapsedTime(Math.Min(connection.IdleSince, record.Began), record.Began) : null,
            Elapsed = time.GetElapsedTime(record.Began),
            BytesSent = record.BytesSent,
            // Of a body it is the content that is compared with the promised length, without the head before it.
            BytesReceived = phase == Phase.Body ? record.BodyReceived : record.BytesReceived,
            UpstreamStatus = record.Status > 0 ? record.Status : null,
        };
    }

    private static Observation TimedOut(Exchange exchange, Observation seen, Phase phase, bool sending)
    {
        var limits = exchange.Upstream!.Settings.Timeouts;
        var (name, value) = exchange.TotalDue > 0 && exchange.Services.Time.GetTimestamp() >= exchange.TotalDue
            ? ("timeouts.total", limits.Total)
            : exchange.Cached?.HasLostPatience(exchange) == true ? (CacheUse.PatienceName, exchange.Cached.Shared.Flights.Patience)
            : Named(limits, sending ? Phase.Send : phase);
        return seen with
        {
            Phase = sending ? Phase.Send : phase,
            Happening = Happening.TimedOut,
            Limit = new LimitFact(name, Durations.Text(value)),
        };
    }

    private static (string Name, TimeSpan Value) Named(TimeoutSettings limits, Phase phase) => phase switch
    {
        Phase.Send => ("timeouts.send", limits.Send),
        Phase.FirstByte or Phase.Head => ("timeouts.first_byte", limits.FirstByte),
        Phase.Tunnel => ("timeouts.upgrade_idle", limits.UpgradeIdle),
        _ => ("timeouts.body_gap", limits.BodyGap),
    };
}
