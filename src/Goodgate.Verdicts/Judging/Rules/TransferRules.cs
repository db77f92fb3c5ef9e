using Goodgate.Verdicts.Catalogue;
using Goodgate.Verdicts.Observations;
using static Goodgate.Verdicts.Judging.Situation;
using static Goodgate.Verdicts.Judging.Wording;

namespace Goodgate.Verdicts.Judging.Rules;

/// <summary>Bytes to the server and back: who closed, who reset, who was silent, and when.</summary>
internal static class TransferRules
{
    public static IReadOnlyList<Rule> All { get; } = [.. Closed, .. Reset, .. TimedOut];

    private static IReadOnlyList<Rule> Closed =>
    [
        new("race-plain", On(Happening.Closed).In(Phase.Send, Phase.FirstByte).If(Signs.RaceIsPlain), CauseIds.KeepaliveRace, Confidence.Certain,
            seen => $"{Server(seen)} closed a reused connection{IdleFor(seen)}{After(seen)}, before any byte of the response: its idle timeout ran out as the request left"),
        new("race-possible", On(Happening.Closed).In(Phase.Send, Phase.FirstByte).If(Signs.RaceIsPossible), CauseIds.KeepaliveRace, Confidence.Likely,
            seen => $"{Server(seen)} closed a reused connection{IdleFor(seen)}{After(seen)}, before any byte of the response"),
        new("closed-reused-late", On(Happening.Closed).In(Phase.Send, Phase.FirstByte).If(Signs.Reused), CauseIds.UpstreamClosedBeforeResponse,
            Confidence.Likely,
            seen => $"{Server(seen)} closed the connection{After(seen)} with no byte of a response; too late for a keep-alive race, so it had the request"),

        new("closed-by-fastcgi", On(Happening.Closed).In(Phase.Send, Phase.FirstByte).If(seen => Signs.NeverUnderstood(seen) && Signs.IsPortOfFpm(seen)),
            CauseIds.WrongProtocolOnPort, Confidence.Likely, seen => PerhapsFastCgi(seen, "closed")),
        new("closed-new", On(Happening.Closed).In(Phase.Send, Phase.FirstByte).If(seen => Signs.New(seen) && Signs.NoResponseBytes(seen)),
            CauseIds.UpstreamClosedBeforeResponse, Confidence.Certain,
            seen => $"{Server(seen)} closed a new connection{After(seen)} with no byte of a response{SentSoFar(seen)}{PerhapsOther(seen)}"),
        new("closed-in-head", On(Happening.Closed).In(Phase.Send, Phase.FirstByte, Phase.Head).If(Signs.SomeResponseBytes),
            CauseIds.UpstreamClosedBeforeResponse, Confidence.Certain,
            seen => $"{Server(seen)} closed the connection{After(seen)} inside the response head, after {Count(seen.BytesReceived)} bytes of it"),
        new("closed-before-head-ended", On(Happening.Closed).In(Phase.Head), CauseIds.UpstreamClosedBeforeResponse, Confidence.Certain,
            seen => $"{Server(seen)} closed the connection before its response head was complete{After(seen)}"),
        new("closed-perhaps-race", On(Happening.Closed).In(Phase.Send, Phase.FirstByte), CauseIds.UpstreamClosedBeforeResponse, Confidence.Likely,
            seen => $"{Server(seen)} closed the connection{After(seen)} with no byte of a response{Detail(seen)};"
                + " whether it was a reused one (keepalive-race) is not known from here"),
        new("closed-somewhere", On(Happening.Closed).If(seen => Signs.PhaseOf(seen) is null && Signs.ClientGotGatewayError(seen)),
            CauseIds.UpstreamClosedBeforeResponse, Confidence.Likely,
            seen => $"{Server(seen)} closed the connection, and the client got {seen.ClientStatus}, so no response had begun{Detail(seen)}"),

        new("closed-in-body", On(Happening.Closed).In(Phase.Body), CauseIds.ResponseTruncated, Confidence.Certain,
            seen => $"{Server(seen)} closed the connection after {BodySoFar(seen)} of the response body{After(seen)}"),
        // A close in order is how tunnels end; only who watches for it knows that it came too early.
        new("closed-in-tunnel", On(Happening.Closed).In(Phase.Tunnel), CauseIds.UpstreamReset, Confidence.Likely,
            seen => $"{Server(seen)} ended the upgraded connection{After(seen)}, in order (FIN): a restart, a limit of its own, or its normal end"),
    ];

    private static IReadOnlyList<Rule> Reset =>
    [
        // RST in place of FIN: the server closed earlier, or a firewall forgot the idle connection; the request never arrived.
        new("race-by-reset", On(Happening.Reset).In(Phase.Send, Phase.FirstByte).If(Signs.RaceIsPlain), CauseIds.KeepaliveRace, Confidence.Likely,
            seen => $"{Server(seen)} reset a reused connection{IdleFor(seen)}{Error(seen)}{After(seen)}, before any byte of the response: closed, or forgotten by a firewall, while idle"),
        // A server that had read the whole request and then fails closes with FIN: the system sends RST for bytes that nobody took.
        new("race-possible-by-reset", On(Happening.Reset).In(Phase.FirstByte).If(seen => Signs.RaceIsPossible(seen) && Signs.RestedLong(seen)),
            CauseIds.KeepaliveRace, Confidence.Likely,
            seen => $"{Server(seen)} reset a reused connection{IdleFor(seen)}{Error(seen)}{After(seen)}, before any byte of the response: probably closed, or forgotten by a firewall, while idle"),
        new("reset-by-fastcgi", On(Happening.Reset).In(Phase.Send, Phase.FirstByte).If(seen => Signs.NeverUnderstood(seen) && Signs.IsPortOfFpm(seen)),
            CauseIds.WrongProtocolOnPort, Confidence.Likely, seen => PerhapsFastCgi(seen, "reset")),
        new("reset-in-send", On(Happening.Reset).In(Phase.Send), CauseIds.UpstreamReset, Confidence.Certain,
            seen => $"{Server(seen)} reset the connection{Error(seen)}{After(seen)}{SentSoFar(seen)}: it stopped reading (request refused, or process gone)"),
        new("reset-before-response", On(Happening.Reset).In(Phase.FirstByte), CauseIds.UpstreamReset, Confidence.Certain,
            seen => $"{Server(seen)} reset the connection{Error(seen)}{After(seen)} with no byte of a response{SentSoFar(seen)}{PerhapsOther(seen)}"),
        new("reset-in-head", On(Happening.Reset).In(Phase.Head), CauseIds.UpstreamReset, Confidence.Certain,
            seen => $"{Server(seen)} reset the connection{Error(seen)}{After(seen)} inside the response head{HeadSoFar(seen)}"),
        new("reset-somewhere", On(Happening.Reset).If(seen => Signs.PhaseOf(seen) is null && Signs.ClientGotGatewayError(seen)), CauseIds.UpstreamReset, Confidence.Likely,
            seen => $"{Server(seen)} reset the connection{Error(seen)}, and the client got {seen.ClientStatus}, so no response had begun{Detail(seen)}"),
        // A partial response was received: RFC 9209 calls that http_response_incomplete whether FIN or RST ended it; the reset is a detail.
        new("reset-in-body", On(Happening.Reset).In(Phase.Body), CauseIds.ResponseTruncated, Confidence.Certain,
            seen => $"{Server(seen)} reset the connection{Error(seen)} after {BodySoFar(seen)} of the response body{After(seen)}"),
        new("reset-in-tunnel", On(Happening.Reset).In(Phase.Tunnel), CauseIds.UpstreamReset, Confidence.Certain,
            seen => $"{Server(seen)} reset the upgraded connection{Error(seen)}{After(seen)}"),
    ];

    private static IReadOnlyList<Rule> TimedOut =>
    [
        new("network-died-in-send", On(Happening.TimedOut).In(Phase.Send).If(Signs.KernelGaveUp), CauseIds.RequestWriteTimeout, Confidence.Certain,
            seen => $"{Peer(seen)} acknowledged nothing more{After(seen)} (ETIMEDOUT){SentSoFar(seen)}: the machine or the path to it is gone", Party.Network),
        new("network-died-in-wait", On(Happening.TimedOut).In(Phase.FirstByte, Phase.Head).If(Signs.KernelGaveUp), CauseIds.ResponseTimeout, Confidence.Likely,
            seen => $"{Peer(seen)} stopped acknowledging while we waited (ETIMEDOUT){After(seen)}: the machine or the path to it is gone", Party.Network),
        new("network-died-in-body", On(Happening.TimedOut).In(Phase.Body, Phase.Tunnel).If(Signs.KernelGaveUp), CauseIds.ResponseStalled, Confidence.Certain,
            seen => $"{Peer(seen)} stopped acknowledging after {BodySoFar(seen)} (ETIMEDOUT){After(seen)}: the machine or the path to it is gone", Party.Network),

        new("send-timeout", On(Happening.TimedOut).In(Phase.Send), CauseIds.RequestWriteTimeout, Confidence.Certain,
            seen => $"{Server(seen)} took no more of the request{Within(seen)}{SentSoFar(seen)}"),
        new("response-timeout", On(Happening.TimedOut).In(Phase.FirstByte), CauseIds.ResponseTimeout, Confidence.Certain,
            seen => $"no response from {Server(seen)}{Within(seen)}{RequestAccepted(seen)}"),
        new("head-timeout", On(Happening.TimedOut).In(Phase.Head), CauseIds.ResponseTimeout, Confidence.Certain,
            seen => $"the response head of {Server(seen)} was not complete{Within(seen)}{HeadSoFar(seen)}"),
        new("body-stalled", On(Happening.TimedOut).In(Phase.Body), CauseIds.ResponseStalled, Confidence.Certain,
            seen => seen.Limit is { } limit && Signs.IsTotal(limit)
                ? $"{Server(seen)} had sent {BodySoFar(seen)} of the response body and was not done{Within(seen)}"
                : $"{Server(seen)} sent {BodySoFar(seen)} of the response body, then nothing{Within(seen)}"),
        new("tunnel-idle", On(Happening.TimedOut).In(Phase.Tunnel), CauseIds.ResponseStalled, Confidence.Certain,
            seen => $"no byte either way on the upgraded connection with {Server(seen)}{Within(seen)}: no ping keeps it alive"),
    ];

    private static string PerhapsFastCgi(Observation seen, string how) =>
        $"{Server(seen)} {how} a new connection{After(seen)} with no byte of a response, and has answered nothing so far; on port 9000 PHP-FPM listens, which speaks"
            + $" FastCGI and not HTTP: use fastcgi:// if it is (it answers to cgi-fcgi -bind -connect {Peer(seen)})";

    private static string PerhapsOther(Observation seen) =>
        Signs.NeverUnderstood(seen) ? "; it has answered nothing so far: perhaps it speaks another protocol (PHP-FPM: fastcgi://, TLS: https://)" : "";

    private static string HeadSoFar(Observation seen) => Signs.SomeResponseBytes(seen) ? $", after {Count(seen.BytesReceived)} bytes of it" : "";
}
