using Goodgate.Lab.Scripts;
using Goodgate.Lab.Stages;
using Goodgate.Lab.Tls;
using Goodgate.Verdicts.Catalogue;

namespace Goodgate.Lab.Catalogue;

/// <summary>Faults of a connection in use: closed, reset, cut, silent, at the wrong moment.</summary>
internal static class ConnectionFaults
{
    private const string HalfHead = "HTTP/1.1 200 OK\r\nContent-Type: text/pl";

    private static readonly string HalfLength = Answer.Framed($"Content-Length: {2 * Answer.HalfBody}", new string('x', Answer.HalfBody));

    public static IReadOnlyList<Fault> All { get; } = [.. Closed(), .. Races(), .. Resets(), .. Truncated(), .. Silent()];

    private static IEnumerable<Fault> Closed() =>
    [
        new(CauseIds.UpstreamClosedBeforeResponse, CauseIds.UpstreamClosedBeforeResponse, "The server reads the request and closes without an answer.", 502,
            new ServerStage(Steps.Hear)),
        new("upstream-closed-before-response-at-once", CauseIds.UpstreamClosedBeforeResponse, "The server closes as soon as it has accepted.", 502,
            new ServerStage()),
        new("upstream-closed-before-response-in-head", CauseIds.UpstreamClosedBeforeResponse, "The server closes in the middle of the response's head.", 502,
            Answer.With(HalfHead)),
    ];

    // RFC 9112 §9.5: either side may close an idle connection at any time; §9.2.2 of RFC 9110: only an idempotent request may be repeated.
    private static IEnumerable<Fault> Races() =>
    [
        new(CauseIds.KeepaliveRace, CauseIds.KeepaliveRace, "The server closes a kept connection just as the next request, a POST, arrives.", 502,
            OneThen(Steps.Hear)) { Request = FaultRequest.PostAfterGet },
        new("keepalive-race-idempotent", CauseIds.KeepaliveRace, "The same race with a GET, which a gateway may repeat on a new connection.", 200,
            OneThen(Steps.Hear)) { Request = FaultRequest.TwoGets },
        new("keepalive-race-reset", CauseIds.KeepaliveRace, "The server resets a kept connection just as the next request, a POST, arrives.", 502,
            OneThen(Steps.Hear, Steps.Reset)) { Request = FaultRequest.PostAfterGet },
    ];

    private static IEnumerable<Fault> Resets() =>
    [
        new(CauseIds.UpstreamReset, CauseIds.UpstreamReset, "The server resets the connection after reading the request.", 502,
            new ServerStage(Steps.Hear, Steps.Reset)),
        new("upstream-reset-in-head", CauseIds.UpstreamReset, "The server resets the connection in the middle of the response's head.", 502,
            new ServerStage(Steps.Hear, Steps.Send(HalfHead), Steps.Reset)),
        new("upstream-reset-during-upload", CauseIds.UpstreamReset, "The server resets the connection while the request's body is being sent.", 502,
            new ServerStage(Steps.HearHead, Steps.HearBody(64 * 1024), Steps.Reset)) { Request = FaultRequest.Upload },
    ];

    private static IEnumerable<Fault> Truncated() =>
    [
        new(CauseIds.ResponseTruncated, CauseIds.ResponseTruncated, "The server closes after half of the promised Content-Length.", 502,
            Answer.With(HalfLength)) { AfterHead = true },
        new("response-truncated-no-body", CauseIds.ResponseTruncated, "The server promises a body and closes after the head.", 502,
            Answer.With(Answer.Framed("Content-Length: 5", ""))) { AfterHead = true },
        new("response-truncated-chunk-cut", CauseIds.ResponseTruncated, "The server closes in the middle of a chunk.", 502,
            Answer.With(Answer.Chunked(Answer.HalfChunk + "1000\r\nhalf"))) { AfterHead = true },
        new("response-truncated-last-chunk-missing", CauseIds.ResponseTruncated, "The server closes after whole chunks, without the last one.", 502,
            Answer.With(Answer.Chunked(Answer.HalfChunk))) { AfterHead = true },
        // A partial response was received: http_response_incomplete (RFC 9209 §2.3.14), whether FIN or RST ended it.
        new("response-truncated-reset", CauseIds.ResponseTruncated, "The server resets the connection in the middle of the body.", 502,
            new ServerStage(Steps.Hear, Steps.Send(HalfLength), Steps.Reset)) { AfterHead = true },
        new("response-truncated-tls", CauseIds.ResponseTruncated, "A body that ends with the connection ends without TLS close_notify (RFC 9112 §8).", 502,
            new ServerStage(Steps.Hear, Steps.Send(Answer.Framed("Connection: close", new string('x', Answer.HalfBody))), Steps.CutTls)
            {
                Scheme = "https",
                Certificate = CertificateKind.Good,
            }) { AfterHead = true },
    ];

    private static IEnumerable<Fault> Silent() =>
    [
        new(CauseIds.ResponseTimeout, CauseIds.ResponseTimeout, "The server reads the request and never answers.", 504,
            new ServerStage(Steps.Hear, Steps.Hold)) { Speed = FaultSpeed.NeedsTimeout("first_byte") },
        new("response-timeout-in-head", CauseIds.ResponseTimeout, "The server falls silent in the middle of the response's head.", 504,
            Answer.AndHold(HalfHead)) { Speed = FaultSpeed.NeedsTimeout("first_byte") },
        new("response-timeout-after-interim", CauseIds.ResponseTimeout, "The server sends 103 (Early Hints) and then never the answer.", 504,
            Answer.AndHold("HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n")) { Speed = FaultSpeed.NeedsTimeout("first_byte") },
        new(CauseIds.ResponseStalled, CauseIds.ResponseStalled, "The server falls silent after half of the body.", 504,
            Answer.AndHold(HalfLength)) { AfterHead = true, Speed = FaultSpeed.NeedsTimeout("body_gap") },
        new("response-stalled-chunked", CauseIds.ResponseStalled, "The server falls silent between two chunks.", 504,
            Answer.AndHold(Answer.Chunked(Answer.HalfChunk))) { AfterHead = true, Speed = FaultSpeed.NeedsTimeout("body_gap") },
        new(CauseIds.RequestWriteTimeout, CauseIds.RequestWriteTimeout, "The server never reads the request's body.", 504,
            new ServerStage(Steps.HoldUnread) { ReceiveBuffer = 4096 }) { Request = FaultRequest.Upload, Speed = FaultSpeed.NeedsTimeout("send") },
    ];

    private static ServerStage OneThen(params Step[] second) => new([Steps.Hear, Steps.Send(Answer.Right), .. second]);
}
