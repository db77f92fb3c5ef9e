using Goodgate.Verdicts.Catalogue;

namespace Goodgate.Verdicts.Foreign;

/// <summary>
/// nginx's error log about responses it cannot use: HTTP, FastCGI, gRPC, memcached; each under a short name.
/// Source: ngx_http_{proxy,fastcgi,grpc,memcached}_module.c, ngx_http_upstream.c; the framing checks exist since 1.23.0.
/// </summary>
internal static class NginxResponseCodes
{
    public static IReadOnlyList<ForeignCode> All { get; } = [.. Http, .. FastCgi, .. Http2, .. Memcached];

    private static IEnumerable<ForeignCode> Http =>
    [
        Of("too-big-header", CauseIds.ResponseHeaderTooLarge, "'upstream sent too big header while reading response header' (502, proxy_buffer_size)"),
        Of("invalid-header", CauseIds.InvalidResponseHeader, "'upstream sent invalid header' (502)"),
        Of("no-valid-http10-header", CauseIds.MalformedStatusLine,
            "'upstream sent no valid HTTP/1.0 header': passed on as HTTP/0.9, status 009 in the access log",
            "another protocol on that port looks the same (wrong-protocol-on-port); the bytes decide"),
        Of("duplicate-header-line", CauseIds.InvalidFraming, "'upstream sent duplicate header line' for Content-Length or Transfer-Encoding (502)"),
        Of("content-length-and-transfer-encoding", CauseIds.InvalidFraming,
            "'upstream sent \"Content-Length\" and \"Transfer-Encoding\" headers at the same time' (502)"),
        Of("invalid-content-length", CauseIds.InvalidFraming, "'upstream sent invalid \"Content-Length\" header' (502)"),
        Of("unknown-transfer-encoding", CauseIds.InvalidResponseCoding, "'upstream sent unknown \"Transfer-Encoding\"' (502)"),
        Of("early-hints-http10", CauseIds.InvalidResponseHeader, "'upstream sent HTTP/1.0 response with early hints' (502)"),
        Of("invalid-chunked-response", CauseIds.InvalidResponseCoding, "'upstream sent invalid chunked response': the client got a cut response"),
        Of("more-data-than-content-length", CauseIds.InvalidFraming,
            "'upstream sent more data than specified in \"Content-Length\" header' (a warning; the response was delivered)"),
        Of("data-after-final-chunk", CauseIds.InvalidFraming, "'upstream sent data after final chunk' (a warning; the response was delivered)"),
        Of("too-big-trailers", CauseIds.ResponseHeaderTooLarge, "'upstream sent too big trailers'"),
        Of("invalid-trailer", CauseIds.InvalidResponseCoding, "'upstream sent invalid trailer'"),
        Of("connection-upgrade-in-subrequest", CauseIds.GatewayMisconfigured, "'connection upgrade in subrequest' (500)"),
    ];

    private static IEnumerable<ForeignCode> FastCgi =>
    [
        Of("prematurely-closed-fastcgi-stdout", CauseIds.ApplicationScriptError,
            "'upstream prematurely closed FastCGI stdout': the script ended without a header (502)"),
        Of("prematurely-closed-fastcgi-request", CauseIds.UpstreamClosedBeforeResponse,
            "'upstream prematurely closed FastCGI request' (502, or a cut response)",
            "worker-crashed when PHP-FPM's log says 'child N exited' at that second"),
        Of("fastcgi-stderr", CauseIds.ApplicationScriptError, "'FastCGI sent in stderr': a message of the script; the status is the script's",
            "'Primary script unknown' is a wrong path (404); warnings beside a good response are no failure"),
        Of("unexpected-fastcgi-record", CauseIds.WrongProtocolOnPort, "'upstream sent unexpected FastCGI record: N' (502)"),
        Of("unexpected-fastcgi-record-3", CauseIds.ApplicationScriptError,
            "'upstream sent unexpected FastCGI record: 3': the script ended (FCGI_END_REQUEST) without a header (502)",
            "worker-killed-by-timeout or worker-pool-exhausted; PHP-FPM's log at that second decides"),
        Of("unexpected-fastcgi-record-known", CauseIds.WrongProtocolOnPort,
            "'upstream sent unexpected FastCGI record: N' with N from 1 to 11, the types FastCGI has (502)",
            "application-script-error: a FastCGI server that broke its own order; its log decides"),
        Of("unsupported-fastcgi-version", CauseIds.WrongProtocolOnPort,
            "'upstream sent unsupported FastCGI protocol version: N'; 72 is the H of an HTTP server (502)"),
        Of("invalid-fastcgi-record-type", CauseIds.WrongProtocolOnPort, "'upstream sent invalid FastCGI record type: N' (502)"),
        Of("unexpected-fastcgi-request-id", CauseIds.WrongProtocolOnPort, "'upstream sent unexpected FastCGI request id' (502)"),
        Of("invalid-status", CauseIds.InvalidResponseHeader, "'upstream sent invalid status \"X\"' (502)"),
        Of("fastcgi-request-too-big", CauseIds.GatewayMisconfigured, "'fastcgi request record is too big': the request's headers do not fit FastCGI (500)"),
    ];

    private static IEnumerable<ForeignCode> Http2 =>
    [
        Of("h2-rejected-request", CauseIds.Http2ProtocolError, "'upstream rejected request with error N' (502); 7 is REFUSED_STREAM, 11 ENHANCE_YOUR_CALM"),
        Of("h2-goaway", CauseIds.Http2ProtocolError, "'upstream sent goaway with error N' (502)"),
        Of("h2-prematurely-closed-stream", CauseIds.Http2ProtocolError, "'upstream prematurely closed stream' (502)"),
        Of("h2-no-status", CauseIds.Http2ProtocolError, "'upstream sent no :status header' (502)"),
        Of("h2-invalid-status", CauseIds.Http2ProtocolError, "'upstream sent invalid :status' (502)"),
        Of("h2-too-large-frame", CauseIds.Http2ProtocolError, "'upstream sent too large http2 frame: N' (502)",
            "N = 4740180 is the text HTT: an HTTP/1 server on a gRPC port (wrong-protocol-on-port)"),
        Of("h2-too-large-frame-4740180", CauseIds.WrongProtocolOnPort,
            "'upstream sent too large http2 frame: 4740180': the text HTT, an HTTP/1 server on a gRPC port (502)"),
        Of("h2-too-short-frame", CauseIds.Http2ProtocolError, "'upstream sent too short http2 frame' (502)"),
        Of("h2-unexpected-frame", CauseIds.Http2ProtocolError, "'upstream sent unexpected http2 frame: N' (502)"),
        Of("h2-unknown-stream", CauseIds.Http2ProtocolError, "'upstream sent frame for unknown stream N' (502)"),
        Of("h2-closed-stream", CauseIds.Http2ProtocolError, "'upstream sent frame for closed stream N' (502)"),
        Of("h2-invalid-table-index", CauseIds.Http2ProtocolError, "'upstream sent invalid http2 table index: N' (502)"),
        Of("h2-flow-control", CauseIds.Http2ProtocolError, "'upstream violated stream flow control' or 'connection flow control' (502)"),
        Of("h2-too-many-frames", CauseIds.Http2ProtocolError, "'upstream sent too many settings frames' or 'ping frames' (502)"),
        Of("h2-body-larger-than-length", CauseIds.Http2ProtocolError, "'upstream sent response body larger than indicated content length'"),
    ];

    private static IEnumerable<ForeignCode> Memcached =>
    [
        Of("memcached-invalid-response", CauseIds.WrongProtocolOnPort, "'memcached sent invalid response' (502)",
            "a memcached that answers with an error; its bytes are in the line"),
        Of("memcached-invalid-header", CauseIds.InvalidResponseHeader, "'memcached sent invalid key', 'flags' or 'length' (502)"),
    ];

    private static ForeignCode Of(string code, string cause, string meaning, string? also = null) => new("nginx", code, cause, meaning, also);
}
