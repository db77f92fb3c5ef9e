using Goodgate.Verdicts.Catalogue;
using Goodgate.Verdicts.Judging;
using Goodgate.Verdicts.Observations;
using static Goodgate.Verdicts.Tests.Judging.Seen;

namespace Goodgate.Verdicts.Tests.Judging;

/// <summary>Answers that came and cannot be used.</summary>
internal static class MessageRows
{
    public static IReadOnlyList<Row> All { get; } = [.. Kinds, .. OtherViolations, .. OtherProtocols, .. Upgrades, .. Http2];

    private static IReadOnlyList<Row> Kinds =>
    [
        Kind("bad-status-line", CauseIds.MalformedStatusLine, "the response does not start with a status line"),
        Kind("bad-version", CauseIds.MalformedStatusLine, "has a version that is not HTTP/1.0 or HTTP/1.1"),
        Kind("bad-status-code", CauseIds.MalformedStatusLine, "has a status code that is not three digits"),
        Kind("empty-field-name", CauseIds.InvalidResponseHeader, "has a header line without a name"),
        Kind("bad-field-name", CauseIds.InvalidResponseHeader, "has a byte in its name"),
        Kind("bad-field-value", CauseIds.InvalidResponseHeader, "response header X-Foo has a NUL at byte 87 (RFC 9110 §5.5)", "X-Foo",
            "X-Foo: a\\x00b\\r\\nA: c"),
        Kind("bad-field-value", CauseIds.InvalidResponseHeader, "response header X-Foo has a bare CR at byte 87", "X-Foo", "A: b\\r\\nX-Foo: a\\rb\\r\\n"),
        Kind("bad-field-value", CauseIds.InvalidResponseHeader, "has the control byte 0x1B at byte 87", "X-Foo", "X-Foo: C:\\\\x1F\\x1B[31m"),
        Kind("bad-field-value", CauseIds.InvalidResponseHeader, "has a control byte at byte 87", "X-Foo", "X-Foo: a\\"),
        Kind("missing-colon", CauseIds.InvalidResponseHeader, "without a colon"),
        Kind("space-before-colon", CauseIds.InvalidResponseHeader, "white space before its colon"),
        Kind("obs-fold", CauseIds.InvalidResponseHeader, "folded over several lines"),
        Kind("bare-lf", CauseIds.InvalidResponseHeader, "LF instead of CR LF"),
        Kind("leading-space", CauseIds.InvalidResponseHeader, "white space between status line and first header"),
        Kind("too-many-interim", CauseIds.InvalidResponseHeader, "too many interim (1xx) responses"),
        Kind("bad-content-length", CauseIds.InvalidFraming, "Content-Length that is not a number"),
        Kind("conflicting-content-length", CauseIds.InvalidFraming, "Content-Length values that differ"),
        Kind("content-length-with-transfer-encoding", CauseIds.InvalidFraming, "both Content-Length and Transfer-Encoding"),
        Kind("transfer-encoding-in-http10", CauseIds.InvalidFraming, "HTTP/1.0 with Transfer-Encoding"),
        Kind("transfer-encoding-not-allowed", CauseIds.InvalidFraming, "Transfer-Encoding where no body may be"),
        Kind("connection-names-framing", CauseIds.InvalidFraming, "Connection header that names"),
        Kind("excess-bytes", CauseIds.InvalidFraming, "followed by bytes that belong to no response"),
        Kind("unknown-transfer-coding", CauseIds.InvalidResponseCoding, "transfer coding we do not know"),
        Kind("chunked-not-final", CauseIds.InvalidResponseCoding, "not as the last transfer coding"),
        Kind("cgi-no-fields", CauseIds.ApplicationScriptError, "does not begin with header fields"),
        Kind("cgi-status", CauseIds.InvalidResponseHeader, "a Status field that is not three digits"),
        Kind("cgi-unfinished", CauseIds.ApplicationScriptError, "ends before its header fields do"),
        Kind("cgi-short", CauseIds.ResponseTruncated, "ends before its Content-Length"),
        Kind("cgi-fatal", CauseIds.ApplicationScriptError, "was broken off, since its script failed"),
        Kind("bad-chunk-size", CauseIds.InvalidResponseCoding, "not a hexadecimal number"),
        Kind("bad-chunk-extension", CauseIds.InvalidResponseCoding, "chunk extension"),
        Kind("bad-chunk-end", CauseIds.InvalidResponseCoding, "does not end with CR LF"),
        Kind("bad-trailer", CauseIds.InvalidResponseCoding, "malformed trailer"),
        new("head-too-large", Broken("head-too-large", null, null).With((FactNames.LargestField,
            "Set-Cookie 60,112 bytes")) with { Limit = new("max_head", "64KiB") },
            CauseIds.ResponseHeaderTooLarge,
                "the response has a head that is too large at byte 87, over max_head = 64KiB (RFC 9110 §5.5); largest: Set-Cookie 60,112 bytes"),
        Kind("too-many-fields", CauseIds.ResponseHeaderTooLarge, "too many header fields"),
        Kind("trailers-too-large", CauseIds.ResponseHeaderTooLarge, "trailer section that is too large"),
        Kind("unsolicited-upgrade", CauseIds.UpgradeFailed, "without being asked"),
    ];

    private static IReadOnlyList<Row> OtherViolations =>
    [
        new("violation-fastcgi", Broken("fastcgi-version", null, null), CauseIds.WrongProtocolOnPort,
            "does not speak FastCGI as it should: fastcgi-version at byte 87", Confidence.Likely),
        new("violation-http2", Broken("http2-frame-size", null, null), CauseIds.Http2ProtocolError, "broke HTTP/2: http2-frame-size"),
        new("violation-before-head", By(Happening.Violation, Phase.FirstByte), CauseIds.MalformedStatusLine, "are no HTTP response", Confidence.Likely),
        new("violation-in-head", By(Happening.Violation, Phase.Head), CauseIds.InvalidResponseHeader,
            "the response head of http://app:3000 breaks HTTP", Confidence.Likely),
        new("violation-in-body", By(Happening.Violation, Phase.Body) with { Detail = "gzip" }, CauseIds.InvalidResponseCoding,
            "breaks its coding: gzip", Confidence.Likely),
    ];

    private static IReadOnlyList<Row> OtherProtocols =>
    [
        Speaks("tls-on-plain-port", "tls", CauseIds.WrongProtocolOnPort, "answered plain HTTP with TLS bytes: use https://"),
        Speaks("http-on-other-port", "http", CauseIds.WrongProtocolOnPort, "answered with HTTP/1: use http://"),
        Speaks("http2-on-http1-port", "http2", CauseIds.WrongProtocolOnPort, "use h2c://"),
        Speaks("fastcgi-on-http-port", "fastcgi", CauseIds.WrongProtocolOnPort, "use fastcgi://"),
        Speaks("content-without-head", "html", CauseIds.MalformedStatusLine, "sent html without status line and headers"),
        Speaks("content-without-head", "php-message", CauseIds.MalformedStatusLine, "sent php-message without status line"),
        Speaks("other-protocol", "ssh", CauseIds.WrongProtocolOnPort, "http://app:3000 answered with ssh, not the protocol configured: check port and scheme"),
    ];

    private static IReadOnlyList<Row> Upgrades =>
    [
        new("upgrade-unasked", (By(Happening.UpgradeRefused, Phase.Head) with { UpstreamStatus = 101 }).With((FactNames.UpgradeGot,
            "h2c")), CauseIds.UpgradeFailed,
            "sent 101 Switching Protocols, to h2c, unasked"),
        new("upgrade-unasked", (By(Happening.UpgradeRefused, Phase.Head) with { UpstreamStatus = 101 }).With((FactNames.UpgradeGot,
            "h2c"), (FactNames.UpgradeAsked, "websocket")),
            CauseIds.UpgradeFailed, ", to h2c; asked for websocket"),
        new("upgrade-refused", (By(Happening.UpgradeRefused, Phase.Head) with { UpstreamStatus = 404 }).With((FactNames.UpgradeAsked,
            "websocket")), CauseIds.UpgradeFailed,
            "answered the upgrade with 404 instead of 101; asked for websocket"),
    ];

    private static IReadOnlyList<Row> Http2 =>
    [
        Error("http2-stream-refused", "7", "safe to send again"),
        Error("http2-calm", "ENHANCE_YOUR_CALM", "excessive", Party.Operator),
        Error("http2-wants-http1", "13", "wants HTTP/1.1", Party.Operator),
        Error("http2-error", "1", "ended the HTTP/2 exchange with an error; code 1"),
    ];

    private static Row Kind(string kind, string cause, string summary, string? field = null, string? sample = null) =>
        new(kind, Broken(kind, field, sample), cause, summary);

    private static Observation Broken(string kind, string? field, string? sample) =>
        By(Happening.Violation, Phase.Head) with { Violation = new(kind, "RFC 9110 §5.5", 87, field, sample) };

    private static Row Speaks(string rule, string protocol, string cause, string summary) =>
        new(rule, By(Happening.OtherProtocol, Phase.FirstByte) with { Protocol = protocol }, cause, summary);

    private static Row Error(string rule, string code, string summary, Party? party = null) =>
        new(rule, By(Happening.Http2Error, Phase.FirstByte).With((FactNames.Http2Error, code)), CauseIds.Http2ProtocolError, summary, Party: party);
}
