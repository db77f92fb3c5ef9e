using Goodgate.Verdicts.Catalogue;
using Goodgate.Verdicts.Observations;
using static Goodgate.Verdicts.Judging.Situation;
using static Goodgate.Verdicts.Judging.Wording;

namespace Goodgate.Verdicts.Judging.Rules;

/// <summary>Answers that came and cannot be used.</summary>
internal static class MessageRules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        .. BrokenRules.All.Select(OfKind),

        // Kinds of other protocols carry their name in front.
        new("violation-fastcgi", On(Happening.Violation).If(seen => KindStarts(seen, "fastcgi-")), CauseIds.WrongProtocolOnPort, Confidence.Likely,
            seen => $"{Server(seen)} does not speak FastCGI as it should{Broken(seen)}"),
        new("violation-http2", On(Happening.Violation).If(seen => KindStarts(seen, "http2-")), CauseIds.Http2ProtocolError, Confidence.Certain,
            seen => $"{Server(seen)} broke HTTP/2{Broken(seen)}"),
        new("violation-before-head", On(Happening.Violation).In(Phase.FirstByte), CauseIds.MalformedStatusLine, Confidence.Likely,
            seen => $"the first bytes from {Server(seen)} are no HTTP response{Broken(seen)}{Detail(seen)}"),
        new("violation-in-head", On(Happening.Violation).In(Phase.Head), CauseIds.InvalidResponseHeader, Confidence.Likely,
            seen => $"the response head of {Server(seen)} breaks HTTP{Broken(seen)}{Detail(seen)}"),
        new("violation-in-body", On(Happening.Violation).In(Phase.Body), CauseIds.InvalidResponseCoding, Confidence.Likely,
            seen => $"the response body of {Server(seen)} breaks its coding{Broken(seen)}{Detail(seen)}"),

        new("tls-on-plain-port", On(Happening.OtherProtocol).If(seen => seen.Protocol == "tls"), CauseIds.WrongProtocolOnPort, Confidence.Certain,
            seen => $"{Server(seen)} answered plain HTTP with TLS bytes: use https:// for this server, or its plain port"),
        new("http-on-other-port", On(Happening.OtherProtocol).If(seen => seen.Protocol is "http" or "http1" or "http/1.1"), CauseIds.WrongProtocolOnPort, Confidence.Certain,
            seen => $"{Server(seen)} answered with HTTP/1: use http:// for this server instead of the protocol configured"),
        new("http2-on-http1-port", On(Happening.OtherProtocol).If(seen => seen.Protocol is "http2" or "h2"), CauseIds.WrongProtocolOnPort, Confidence.Certain,
            seen => $"{Server(seen)} answered HTTP/1 with HTTP/2 frames: use h2c:// for this server, or its HTTP/1 port"),
        new("fastcgi-on-http-port", On(Happening.OtherProtocol).If(seen => seen.Protocol == "fastcgi"), CauseIds.WrongProtocolOnPort, Confidence.Certain,
            seen => $"{Server(seen)} answered HTTP with FastCGI records: use fastcgi:// for this server"),
        // A page, data or PHP message with no head is the application printing before its header, or HTTP/0.9: the port is right.
        new("content-without-head", On(Happening.OtherProtocol).If(seen => seen.Protocol is "html" or "xml" or "json" or "php-message"),
            CauseIds.MalformedStatusLine, Confidence.Certain,
            seen => $"{Server(seen)} sent {Short(seen.Protocol)} without status line and headers: output before the header, or an HTTP/0.9 server"),
        new("other-protocol", On(Happening.OtherProtocol), CauseIds.WrongProtocolOnPort, Confidence.Certain,
            seen => $"{Server(seen)} answered with {(seen.Protocol is { } named ? $"{Short(named)}, not the protocol configured" : "another protocol")}: check port and scheme"),

        new("upgrade-unasked", On(Happening.UpgradeRefused).If(seen => seen.UpstreamStatus == 101), CauseIds.UpgradeFailed, Confidence.Certain,
            seen => $"{Server(seen)} sent 101 Switching Protocols{Asked(seen)} (RFC 9110 §7.8)"),
        new("upgrade-refused", On(Happening.UpgradeRefused), CauseIds.UpgradeFailed, Confidence.Certain,
            seen => $"{Server(seen)} answered the upgrade with {seen.UpstreamStatus?.ToString() ?? "something else"} instead of 101{Asked(seen)}"),

        // RFC 9113 §7: 7 = REFUSED_STREAM, 11 = ENHANCE_YOUR_CALM, 13 = HTTP_1_1_REQUIRED.
        new("http2-stream-refused", On(Happening.Http2Error).If(seen => IsCode(seen, "7", "REFUSED_STREAM")), CauseIds.Http2ProtocolError, Confidence.Certain,
            seen => $"{Server(seen)} refused the HTTP/2 stream unprocessed (REFUSED_STREAM): safe to send again"),
        new("http2-calm", On(Happening.Http2Error).If(seen => IsCode(seen, "11", "ENHANCE_YOUR_CALM")), CauseIds.Http2ProtocolError, Confidence.Certain,
            seen => $"{Server(seen)} found our HTTP/2 traffic excessive (ENHANCE_YOUR_CALM): its limits on streams, pings or resets", Party.Operator),
        new("http2-wants-http1", On(Happening.Http2Error).If(seen => IsCode(seen, "13", "HTTP_1_1_REQUIRED")), CauseIds.Http2ProtocolError, Confidence.Certain,
            seen => $"{Server(seen)} wants HTTP/1.1 for this request (HTTP_1_1_REQUIRED): use http:// or https:// for this server", Party.Operator),
        new("http2-error", On(Happening.Http2Error), CauseIds.Http2ProtocolError, Confidence.Certain,
            seen => $"{Server(seen)} ended the HTTP/2 exchange with an error{FactIf(seen, FactNames.Http2Error, "code")}{Detail(seen)}"),
    ];

    private static Rule OfKind(BrokenRule kind) => new(
        kind.Kind,
        On(Happening.Violation).If(seen => seen.Violation?.Kind == kind.Kind),
        kind.CauseId,
        Confidence.Certain,
        seen => BrokenRules.Sentence(kind, seen));

    private static bool KindStarts(Observation seen, string prefix) => seen.Violation?.Kind.StartsWith(prefix, StringComparison.Ordinal) == true;

    private static string Broken(Observation seen) =>
        seen.Violation is { } broken ? $": {Short(broken.Kind)}{BrokenRules.At(broken)}{BrokenRules.Clause(broken)}" : "";

    private static bool IsCode(Observation seen, string number, string name) =>
        Signs.Fact(seen, FactNames.Http2Error) is { } code && (code == number || string.Equals(code, name, StringComparison.OrdinalIgnoreCase));

    private static string Asked(Observation seen)
    {
        var asked = Signs.Fact(seen, FactNames.UpgradeAsked);
        var got = Signs.Fact(seen, FactNames.UpgradeGot);
        return (asked, got) switch
        {
            (null, null) => "",
            (null, _) => $", to {Short(got)}, unasked",
            (_, null) => $"; asked for {Short(asked)}",
            _ => $", to {Short(got)}; asked for {Short(asked)}",
        };
    }
}
