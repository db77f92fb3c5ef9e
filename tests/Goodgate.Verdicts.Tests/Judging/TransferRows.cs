using Goodgate.Verdicts.Catalogue;
using Goodgate.Verdicts.Judging;
using Goodgate.Verdicts.Observations;
using static Goodgate.Verdicts.Tests.Judging.Seen;

namespace Goodgate.Verdicts.Tests.Judging;

/// <summary>Who closed, who reset, who was silent.</summary>
internal static class TransferRows
{
    private static readonly Observation OldConnection = By(Happening.Closed, Phase.FirstByte) with { Reused = true, Idle = Ms(5000),
        Elapsed = Ms(0.4), BytesReceived = 0 };

    // What HTTP to the port of PHP-FPM looks like: a new connection, gone as soon as the request was there.
    private static readonly Observation Misunderstood = (By(Happening.Reset, Phase.FirstByte) with { Reused = false, BytesReceived = 0, Elapsed = Ms(0.4), Errno = 104 })
        .With((FactNames.AnswersSoFar, "none"));

    public static IReadOnlyList<Row> All { get; } = [.. Closed, .. Reset, .. TimedOut];

    private static IReadOnlyList<Row> Closed =>
    [
        new("race-plain", OldConnection, CauseIds.KeepaliveRace,
            "http://app:3000 closed a reused connection (idle for 5.0 s) after 0.4 ms, before any byte of the response: its idle timeout ran out as the request left"),
        new("race-plain", OldConnection with { Phase = Phase.Send }, CauseIds.KeepaliveRace, "closed a reused connection"),
        new("race-plain", OldConnection with { Idle = null, Saved = true }, CauseIds.KeepaliveRace, "closed a reused connection after 0.4 ms"),
        new("race-possible", OldConnection with { Idle = null }, CauseIds.KeepaliveRace,
            "closed a reused connection after 0.4 ms, before any byte", Confidence.Likely),
        new("race-possible", OldConnection with { Idle = Ms(3) }, CauseIds.KeepaliveRace, "idle for 3.0 ms", Confidence.Likely),
        new("race-possible", OldConnection with { Elapsed = null, BytesReceived = null }, CauseIds.KeepaliveRace,
            "(idle for 5.0 s), before", Confidence.Likely),
        new("race-plain", OldConnection with { Elapsed = Ms(50) }, CauseIds.KeepaliveRace, "after 50.0 ms, before any byte"),
        new("race-possible", OldConnection with { Elapsed = Ms(51) }, CauseIds.KeepaliveRace, "after 51.0 ms, before any byte", Confidence.Likely),
        new("race-possible", OldConnection with { Elapsed = Ms(1000) }, CauseIds.KeepaliveRace, "after 1.0 s, before any byte", Confidence.Likely),
        new("closed-reused-late", OldConnection with { Elapsed = Ms(1001) }, CauseIds.UpstreamClosedBeforeResponse, "too late for a keep-alive race", Confidence.Likely),
        new("closed-reused-late", OldConnection with { Elapsed = Ms(30_000) }, CauseIds.UpstreamClosedBeforeResponse,
            "closed the connection after 30.0 s with no byte of a response; too late for a keep-alive race", Confidence.Likely),
        new("closed-new", By(Happening.Closed, Phase.FirstByte) with { Reused = false, BytesReceived = 0, BytesSent = 312, Elapsed = Ms(1.5) },
            CauseIds.UpstreamClosedBeforeResponse,
                "http://app:3000 closed a new connection after 1.5 ms with no byte of a response (312 bytes of the request were sent)"),
        new("closed-by-fastcgi", Misunderstood with { Happening = Happening.Closed, Peer = "10.0.0.7:9000" }, CauseIds.WrongProtocolOnPort, "closed a new connection after 0.4 ms",
            Confidence.Likely),
        new("closed-new", Misunderstood with { Happening = Happening.Closed }, CauseIds.UpstreamClosedBeforeResponse, "perhaps it speaks another protocol"),
        new("closed-in-head", OldConnection with { Phase = Phase.Head, BytesReceived = 17 }, CauseIds.UpstreamClosedBeforeResponse,
            "http://app:3000 closed the connection after 0.4 ms inside the response head, after 17 bytes of it"),
        new("closed-in-head", OldConnection with { BytesReceived = 4_096 }, CauseIds.UpstreamClosedBeforeResponse, "after 4,096 bytes of it"),
        new("closed-before-head-ended", By(Happening.Closed, Phase.Head), CauseIds.UpstreamClosedBeforeResponse, "before its response head was complete"),
        new("closed-perhaps-race", By(Happening.Closed, Phase.FirstByte) with { Source = Source.Log }, CauseIds.UpstreamClosedBeforeResponse,
            "whether it was a reused one (keepalive-race) is not known from here", Confidence.Likely),
        new("closed-somewhere", By(Happening.Closed) with { Source = Source.Log, ClientStatus = 502 }, CauseIds.UpstreamClosedBeforeResponse,
            "the client got 502, so no response had begun", Confidence.Likely),
        new("closed-in-body", By(Happening.Closed, Phase.Body) with { BytesReceived = 512, BytesExpected = 2_048 }, CauseIds.ResponseTruncated,
            "http://app:3000 closed the connection after 512 of 2,048 bytes of the response body"),
        new("closed-in-body", By(Happening.Closed, Phase.Body) with { BytesReceived = 512 }, CauseIds.ResponseTruncated,
            "after 512 bytes of the response body"),
        new("closed-in-tunnel", By(Happening.Closed, Phase.Tunnel) with { Elapsed = Ms(90_000) }, CauseIds.UpstreamReset,
            "ended the upgraded connection after 90.0 s", Confidence.Likely),
    ];

    private static IReadOnlyList<Row> Reset =>
    [
        new("race-by-reset", OldConnection with { Happening = Happening.Reset, Errno = 104 }, CauseIds.KeepaliveRace,
            "reset a reused connection (idle for 5.0 s) (ECONNRESET)", Confidence.Likely),
        new("race-by-reset", OldConnection with { Happening = Happening.Reset, Phase = Phase.Send, Elapsed = Ms(50) }, CauseIds.KeepaliveRace,
            "reset a reused connection (idle for 5.0 s) after 50.0 ms", Confidence.Likely),
        new("reset-in-send", OldConnection with { Happening = Happening.Reset, Phase = Phase.Send, Elapsed = Ms(51) }, CauseIds.UpstreamReset, "it stopped reading"),
        // A server on the other side of the world, or a gateway that was busy: the reset still answers the first packet after a rest.
        new("race-possible-by-reset", OldConnection with { Happening = Happening.Reset, Errno = 104, Elapsed = Ms(51) }, CauseIds.KeepaliveRace,
            "(ECONNRESET) after 51.0 ms, before any byte of the response: probably closed", Confidence.Likely),
        new("race-possible-by-reset", OldConnection with { Happening = Happening.Reset, Elapsed = Ms(1000) }, CauseIds.KeepaliveRace, "probably closed", Confidence.Likely),
        new("reset-before-response", OldConnection with { Happening = Happening.Reset, Elapsed = Ms(1001) }, CauseIds.UpstreamReset, "with no byte of a response"),
        new("reset-before-response", OldConnection with { Happening = Happening.Reset, Idle = Ms(3) }, CauseIds.UpstreamReset, "with no byte of a response"),
        new("reset-before-response", OldConnection with { Happening = Happening.Reset, Elapsed = Ms(30_000) }, CauseIds.UpstreamReset,
            "after 30.0 s with no byte of a response"),
        new("reset-by-fastcgi", Misunderstood with { Peer = "10.0.0.7:9000" }, CauseIds.WrongProtocolOnPort,
            "has answered nothing so far; on port 9000 PHP-FPM listens, which speaks FastCGI and not HTTP: use fastcgi:// if it is (it answers to cgi-fcgi -bind -connect 10.0.0.7:9000)",
            Confidence.Likely),
        new("reset-by-fastcgi", Misunderstood with { Phase = Phase.Send, Peer = null, Server = "http://php:9000" }, CauseIds.WrongProtocolOnPort, "use fastcgi://", Confidence.Likely),

        // A server that has answered before, one that took its time, and one on a port that says nothing.
        new("reset-before-response", Misunderstood with { Peer = "10.0.0.7:9000", Facts = [] }, CauseIds.UpstreamReset, "with no byte of a response"),
        new("reset-before-response", Misunderstood with { Peer = "10.0.0.7:9000", Elapsed = Ms(101) }, CauseIds.UpstreamReset, "after 101.0 ms with no byte of a response"),
        new("reset-before-response", Misunderstood, CauseIds.UpstreamReset, "perhaps it speaks another protocol"),
        new("reset-in-send", By(Happening.Reset, Phase.Send) with { Errno = 32, BytesSent = 65_536 }, CauseIds.UpstreamReset,
            "http://app:3000 reset the connection (EPIPE) (65,536 bytes of the request were sent): it stopped reading (request refused, or process gone)"),
        new("reset-in-head", By(Happening.Reset, Phase.Head) with { Errno = 104, BytesReceived = 20 }, CauseIds.UpstreamReset,
            "inside the response head, after 20 bytes of it"),
        new("reset-somewhere", By(Happening.Reset) with { ClientStatus = 503 }, CauseIds.UpstreamReset, "the client got 503", Confidence.Likely),
        new("reset-in-body", By(Happening.Reset, Phase.Body) with { Errno = 104, BytesReceived = 10, BytesExpected = 20 }, CauseIds.ResponseTruncated,
            "http://app:3000 reset the connection (ECONNRESET) after 10 of 20 bytes of the response body"),
        new("reset-in-tunnel", By(Happening.Reset, Phase.Tunnel), CauseIds.UpstreamReset, "reset the upgraded connection"),
    ];

    private static IReadOnlyList<Row> TimedOut =>
    [
        new("network-died-in-send", By(Happening.TimedOut, Phase.Send) with { Errno = 110 }, CauseIds.RequestWriteTimeout, "ETIMEDOUT", Party: Party.Network),
        new("network-died-in-wait", By(Happening.TimedOut, Phase.FirstByte) with { Errno = 110 }, CauseIds.ResponseTimeout,
            "ETIMEDOUT", Confidence.Likely, Party.Network),
        new("network-died-in-body", By(Happening.TimedOut, Phase.Body) with { Errno = 110, BytesReceived = 5 }, CauseIds.ResponseStalled,
            "after 5 bytes (ETIMEDOUT)", Party: Party.Network),
        new("send-timeout", By(Happening.TimedOut, Phase.Send) with { Limit = new("send", "60s"), BytesSent = 8_192 }, CauseIds.RequestWriteTimeout,
            "http://app:3000 took no more of the request within send = 60s (8,192 bytes of the request were sent)"),
        new("response-timeout", By(Happening.TimedOut, Phase.FirstByte) with { Limit = new("first_byte", "60s"), BytesSent = 312 }, CauseIds.ResponseTimeout,
            "no response from http://app:3000 within first_byte = 60s (all 312 bytes of the request were accepted)"),
        new("response-timeout", By(Happening.TimedOut) with { Limit = new("first_byte", "60s") }, CauseIds.ResponseTimeout, "within first_byte = 60s"),
        new("response-timeout", By(Happening.TimedOut, Phase.FirstByte) with { Limit = new("total", "30s") }, CauseIds.ResponseTimeout,
            "no response from http://app:3000 within total = 30s, the limit of the whole exchange"),
        new("response-timeout", By(Happening.TimedOut, Phase.FirstByte) with { Source = Source.Log, Errno = 110 }, CauseIds.ResponseTimeout,
            "no response from http://app:3000"),
        new("head-timeout", By(Happening.TimedOut, Phase.Head) with { Limit = new("first_byte", "60s"), BytesReceived = 17 }, CauseIds.ResponseTimeout,
            "was not complete within first_byte = 60s, after 17 bytes of it"),
        new("body-stalled", By(Happening.TimedOut, Phase.Body) with { Limit = new("body_gap", "60s"), BytesReceived = 512 }, CauseIds.ResponseStalled,
            "http://app:3000 sent 512 bytes of the response body, then nothing within body_gap = 60s"),
        new("body-stalled", By(Happening.TimedOut, Phase.Body) with { Limit = new("total", "30s"), BytesReceived = 512 }, CauseIds.ResponseStalled,
            "had sent 512 bytes of the response body and was not done within total = 30s"),
        new("tunnel-idle", By(Happening.TimedOut, Phase.Tunnel) with { Limit = new("upgrade_idle", "1h") }, CauseIds.ResponseStalled,
            "no byte either way on the upgraded connection with http://app:3000 within upgrade_idle = 1h"),
    ];
}
