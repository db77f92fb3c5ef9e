using Goodgate.Verdicts.Catalogue;

namespace Goodgate.Verdicts.Foreign;

/// <summary>
/// Error texts of Go's standard library, which every proxy written in Go logs. The status differs by product: Caddy 502 for most,
/// Traefik 500 for what is no network error.
/// </summary>
internal static class GoCodes
{
    public static IEnumerable<ForeignCode> Of(string system) => Texts.Select(text => new ForeignCode(system, text.Code, text.CauseId, text.Meaning, text.Also));

    private static readonly (string Code, string CauseId, string Meaning, string? Also)[] Texts =
    [
        ("connection-refused", CauseIds.ConnectRefused, "'dial tcp A: connect: connection refused'", null),
        ("dial-timeout", CauseIds.ConnectTimeout, "'dial tcp A: i/o timeout'", null),
        ("no-route-to-host", CauseIds.RouteUnreachable, "'dial tcp A: connect: no route to host'", null),
        ("network-is-unreachable", CauseIds.RouteUnreachable, "'dial tcp A: connect: network is unreachable'", null),
        ("connection-reset", CauseIds.UpstreamReset, "'read: connection reset by peer'",
            "with https towards the server it may have come in the TLS handshake (tls-handshake-closed); worker-crashed when the application's log says so"),
        ("broken-pipe", CauseIds.UpstreamReset, "'write: broken pipe'", null),
        ("no-such-host", CauseIds.DnsNameNotFound, "'lookup H: no such host'", null),
        ("server-misbehaving", CauseIds.DnsServerFailure, "'lookup H: server misbehaving'", null),
        ("lookup-timeout", CauseIds.DnsTimeout, "'lookup H on S: ... i/o timeout'", null),
        ("dial-unix-no-such-file", CauseIds.SocketMissing, "'dial unix P: connect: no such file or directory'", null),
        ("dial-unix-permission-denied", CauseIds.SocketPermissionDenied, "'dial unix P: connect: permission denied'", null),
        ("dial-unix-unavailable", CauseIds.ListenQueueFull, "'dial unix P: connect: resource temporarily unavailable'", null),
        ("too-many-open-files", CauseIds.GatewayOutOfResources, "'socket: too many open files'", null),
        ("cannot-assign-address", CauseIds.GatewayOutOfResources, "'connect: cannot assign requested address'",
            "for an IPv6 address: this machine has no IPv6 (route-unreachable)"),
        ("timeout-awaiting-response-headers", CauseIds.ResponseTimeout, "'net/http: timeout awaiting response headers' (504)", null),
        ("tls-handshake-timeout", CauseIds.TlsHandshakeTimeout, "'net/http: TLS handshake timeout' (504)", null),
        ("eof", CauseIds.UpstreamClosedBeforeResponse, "'EOF': the upstream closed before its response",
            "in the TLS handshake it is tls-handshake-closed; worker-crashed when the application's log says so"),
        ("unexpected-eof", CauseIds.UpstreamClosedBeforeResponse, "'transport connection broken: unexpected EOF': closed inside the response head",
            "after the head it is response-truncated"),
        ("server-closed-idle-connection", CauseIds.KeepaliveRace, "'http: server closed idle connection'", null),
        ("malformed-http-response", CauseIds.MalformedStatusLine, "'malformed HTTP response', 'malformed HTTP status code' or 'malformed HTTP version'",
            "another protocol on that port (wrong-protocol-on-port); the quoted bytes decide"),
        ("malformed-mime-header", CauseIds.InvalidResponseHeader, "'malformed MIME header'", null),
        ("too-many-interim", CauseIds.InvalidResponseHeader, "'net/http: too many 1xx informational responses'", null),
        ("long-trailer", CauseIds.ResponseHeaderTooLarge, "'http: suspiciously long trailer after chunked body'", null),
        ("bad-content-length", CauseIds.InvalidFraming, "'bad Content-Length'", null),
        ("multiple-content-length", CauseIds.InvalidFraming, "'http: message cannot contain multiple Content-Length headers'", null),
        ("unsupported-transfer-encoding", CauseIds.InvalidResponseCoding, "'unsupported transfer encoding'", null),
        ("too-many-transfer-encodings", CauseIds.InvalidFraming, "'too many transfer encodings'", null),
        ("response-headers-exceeded", CauseIds.ResponseHeaderTooLarge, "'net/http: server response headers exceeded N bytes; aborted'", null),
        ("unknown-authority", CauseIds.TlsCertificateUntrusted, "'x509: certificate signed by unknown authority'", null),
        ("certificate-expired", CauseIds.TlsCertificateUntrusted, "'x509: certificate has expired or is not yet valid'", null),
        ("certificate-not-valid-for-name", CauseIds.TlsCertificateNameMismatch, "'x509: certificate is valid for A, not B'", null),
        ("no-ip-sans", CauseIds.TlsCertificateNameMismatch, "'x509: cannot validate certificate for IP because it doesn't contain any IP SANs'", null),
        ("first-record-not-tls", CauseIds.TlsWrongProtocol, "'tls: first record does not look like a TLS handshake', 'tls: oversized record received'", null),
        ("http-response-to-https-client", CauseIds.TlsWrongProtocol, "'http: server gave HTTP response to HTTPS client'", null),
        ("remote-tls-error", CauseIds.TlsAlertReceived, "'remote error: tls: ...'", null),
        ("http2-error", CauseIds.Http2ProtocolError, "'http2: ...' or 'stream error: ...'", null),
        ("deadline-exceeded", CauseIds.ResponseTimeout, "'context deadline exceeded' or 'Client.Timeout exceeded while awaiting headers'",
            "connect-timeout; the words in front of it tell the phase"),
        ("invalid-header-field", CauseIds.InvalidResponseHeader, "'net/http: invalid header field name' or 'value'", null),
        ("write-timeout", CauseIds.RequestWriteTimeout, "'write tcp A->B: i/o timeout'", null),
        ("read-timeout", CauseIds.ResponseTimeout, "'read tcp A->B: i/o timeout'", "after the response has begun it is response-stalled"),
        ("closed-connection", CauseIds.UpstreamReset, "'use of closed network connection'", "the client's connection shows the same (client-aborted)"),
        ("invalid-chunk", CauseIds.InvalidResponseCoding, "'invalid byte in chunk length', 'malformed chunked encoding', 'header line too long'", null),
        ("legacy-common-name", CauseIds.TlsCertificateNameMismatch, "'certificate relies on legacy Common Name field, use SANs instead'", null),
        ("tls-version", CauseIds.TlsWrongProtocol, "'tls: protocol version not supported', 'tls: server selected unsupported protocol version'", null),
        ("context-canceled", CauseIds.ClientAborted, "'context canceled' (499)", null),
    ];
}
