using Goodgate.Lab.Dns;
using Goodgate.Lab.Scripts;
using Goodgate.Lab.Stages;

namespace Goodgate.Lab.Catalogue;

/// <summary>Strange, but no failure: a right gateway relays the answer, and where the title says so does not use the connection again.</summary>
internal static class Oddities
{
    private const string Poison = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\npoisoned\n";

    public static IReadOnlyList<Fault> All { get; } = [.. Surplus(), .. Tempo(), .. Framing(), .. Early()];

    // RFC 9112 §6.3 and §9.2: bytes after a complete answer belong to no request; taking them for the next answer gives one visitor another's page.
    private static IEnumerable<Fault> Surplus() =>
    [
        Odd("excess-bytes", "Bytes follow a complete answer; the connection must not be used again.", 200,
            Answer.Always(Answer.Right + "surplus"), FaultRequest.TwoGets),
        Odd("excess-response", "A second answer follows the first unasked; it must reach nobody.", 200,
            Answer.Always(Answer.Right + Poison), FaultRequest.TwoGets),

        // At once, but in a packet of its own: any later, and a second request could be under way, whose answer it would seem to be.
        Odd("excess-response-when-idle", "An answer comes on a connection that is idle again; it must reach nobody.", 200,
            new ServerStage(Steps.Again(Steps.Hear, Steps.Send(Answer.Right), Steps.Send(Poison))), FaultRequest.TwoGets),
        Odd("body-on-head", "A body after the answer to HEAD; the connection must not be used again.", 200, Answer.Always(Answer.Right), FaultRequest.Head),
        Odd("body-on-204", "A body after 204; the connection must not be used again.", 204,
            Answer.Always("HTTP/1.1 204 No Content\r\n\r\nsurplus"), FaultRequest.TwoGets),
        Odd("body-on-304", "A body after 304; the connection must not be used again.", 304,
            Answer.Always("HTTP/1.1 304 Not Modified\r\nETag: \"a\"\r\nContent-Length: 7\r\n\r\nsurplus"), FaultRequest.TwoGets),
        Odd("idle-close", "The server closes each connection after one answer without saying so.", 200, Answer.With(Answer.Right), FaultRequest.TwoGets),
    ];

    private static IEnumerable<Fault> Tempo() =>
    [
        Odd("slow-drip", "The head comes one byte at a time.", 200,
            new ServerStage(Steps.Again(Steps.Hear, Steps.Drip(Answer.Right, TimeSpan.FromMilliseconds(2))))),
        Odd("interim-responses", "100 and 103 come before the answer (RFC 9110 §15.2).", 200,
            Answer.Always("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n" + Answer.Right)),
        Odd("dns-truncated", "The resolver's answer is truncated over UDP and whole over TCP (RFC 1035 §4.2.1).", 200,
            new ServerStage(Steps.Again(Steps.Hear, Steps.Send(Answer.Right))) { Name = LabNames.Truncated }),
        Odd("dns-forged", "A forged DNS answer with a wrong id comes before the true one.", 200,
            new ServerStage(Steps.Again(Steps.Hear, Steps.Send(Answer.Right))) { Name = LabNames.Forged }),
    ];

    private static IEnumerable<Fault> Framing() =>
    [
        Odd("equal-content-lengths", "The same Content-Length twice; it may be taken once (RFC 9110 §8.6).", 200,
            Answer.Always(Answer.Framed("Content-Length: 3\r\nContent-Length: 3", "ok\n"))),
        Odd("equal-content-length-list", "A Content-Length that lists one number twice; it may be taken once (RFC 9110 §8.6).", 200,
            Answer.Always(Answer.Framed("Content-Length: 3, 3", "ok\n"))),
        Odd("until-close", "No length: the body ends with the connection (RFC 9112 §6.3).", 200, Answer.With(Answer.Framed("Connection: close", "ok\n"))),
        Odd("until-close-http10", "An HTTP/1.0 answer without a length.", 200, Answer.With("HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\nok\n")),
        Odd("chunk-extensions", "Chunks with extensions, which are to be ignored (RFC 9112 §7.1.1).", 200,
            Answer.Always(Answer.Chunked("3;a=b;c=\"d;e\"\r\nok\n\r\n0;last\r\n\r\n"))),
        Odd("framing-in-trailers", "Trailers that carry Content-Length and Set-Cookie; they must not become header fields (RFC 9110 §6.5.1).", 200,
            Answer.Always(Answer.Framed("Trailer: Content-Length, Set-Cookie\r\nTransfer-Encoding: chunked",
                "3\r\nok\n\r\n0\r\nContent-Length: 99\r\nSet-Cookie: a=b\r\n\r\n"))),
        Odd("hop-by-hop-fields", "Fields for this hop only; they must not be passed on (RFC 9110 §7.6.1).", 200,
            Answer.Always(Answer.Fields("Connection: keep-alive, X-Hop", "X-Hop: secret", "Keep-Alive: timeout=5", "Proxy-Connection: keep-alive"))),
        Odd("date-missing", "No Date; a gateway adds it (RFC 9110 §6.6.1).", 200, Answer.Always(Answer.Right)),
        Odd("repeated-fields", "The same field three times, in an order that must stay (RFC 9110 §5.3).", 200,
            Answer.Always(Answer.Fields("Set-Cookie: a=1", "Set-Cookie: b=2", "set-cookie: c=3"))),
        Odd("reason-missing", "A status line without a reason phrase (RFC 9112 §4).", 200, Answer.Always("HTTP/1.1 200 \r\nContent-Length: 3\r\n\r\nok\n")),
        Odd("reason-space-missing", "A status line that ends with the status: the space that RFC 9112 §4 asks for is missing, and no harm can come of it.", 200,
            Answer.Always("HTTP/1.1 200\r\nContent-Length: 3\r\n\r\nok\n")),
    ];

    private static IEnumerable<Fault> Early() =>
    [
        Odd("early-response", "413 comes before the body is read, then the server closes in order.", 413,
            new ServerStage(Steps.HearHead, Steps.Send(TooLarge)), FaultRequest.Upload),
        Odd("early-response-reset", "413 comes before the body is read, then a reset; what arrived before it is still the answer.", 413,
            new ServerStage(Steps.HearHead, Steps.HearBody(1024), Steps.Send(TooLarge), Steps.Reset), FaultRequest.Upload),
        Odd("expectation-failed", "417 in place of 100 (RFC 9110 §10.1.1).", 417,
            new ServerStage(Steps.HearHead, Steps.Send("HTTP/1.1 417 Expectation Failed\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")),
            FaultRequest.Upload),
    ];

    private const string TooLarge = "HTTP/1.1 413 Content Too Large\r\nConnection: close\r\nContent-Type: text/plain\r\nContent-Length: 10\r\n\r\ntoo large\n";

    private static Fault Odd(string name, string title, int status, ServerStage stage, FaultRequest request = FaultRequest.Get) =>
        new(name, null, title, status, stage) { Request = request };
}
