using Goodgate.Verdicts.Catalogue;

namespace Goodgate.Verdicts.Foreign;

/// <summary>Squid's error pages (%err_code, X-Squid-Error) and details. Source: squid src/error/forward.h, FwdState.cc, http.cc; seen on 5.7.</summary>
internal static class SquidCodes
{
    public static IReadOnlyList<ForeignCode> All { get; } =
    [
        Of("ERR_CONNECT_FAIL", CauseIds.ConnectRefused, "connecting failed (503)",
            "connect-timeout or route-unreachable; errno=N in %err_detail or the time taken decides"),
        Of("ERR_DNS_FAIL", CauseIds.DnsNameNotFound, "the name was not resolved (503)", "dns-server-failure or dns-timeout; the text on the page decides"),
        Of("ERR_CANNOT_FORWARD", CauseIds.NoUpstreamConfigured, "no peer may be used (never_direct, all peers dead)",
            "no-healthy-upstream; cache.log says 'Detected DEAD Parent'"),
        Of("ERR_READ_TIMEOUT", CauseIds.ResponseTimeout, "read_timeout ran out (504)", "inside a 200 it is response-stalled"),
        Of("ERR_READ_ERROR", CauseIds.UpstreamReset, "reading the response failed (502)",
            "with HIER_NONE, in Debian's 5.7, no server was found: dns-name-not-found, dns-timeout, connect-refused or connect-timeout"),
        Of("ERR_WRITE_ERROR", CauseIds.UpstreamReset, "sending the request failed (502)", "request-write-timeout when it took write_timeout"),
        Of("ERR_ZERO_SIZE_OBJECT", CauseIds.UpstreamClosedBeforeResponse, "the server closed without a byte (502)", "on a reused connection keepalive-race"),
        Of("ERR_INVALID_RESP", CauseIds.InvalidResponseHeader, "the response is invalid (502)",
            "malformed-status-line, invalid-framing or invalid-response-coding; cache.log's 'Invalid Response' line decides"),
        Of("ERR_TOO_BIG", CauseIds.ResponseHeaderTooLarge, "the response head is over reply_header_max_size (502)", "a body over reply_body_max_size"),
        Of("ERR_SECURE_CONNECT_FAIL", CauseIds.TlsWrongProtocol, "the TLS handshake failed (503; 504 on timeout)",
            "certificate, alert, close or timeout; %err_detail decides"),
        Of("TLS_CONNECT_CLOSE", CauseIds.TlsHandshakeClosed, "the server closed in the TLS handshake"),
        Of("TLS_CONNECT_TIMEOUT", CauseIds.TlsHandshakeTimeout, "the TLS handshake did not end in time"),
        Of("SQUID_X509_V_ERR_DOMAIN_MISMATCH", CauseIds.TlsCertificateNameMismatch, "the certificate does not have the name asked for"),
        Of("SQUID_X509_V_ERR_*", CauseIds.TlsCertificateUntrusted, "the certificate failed the check the name describes"),
        Of("ERR_SOCKET_FAILURE", CauseIds.GatewayOutOfResources, "no socket could be made (500)"),
        Of("ERR_ONLY_IF_CACHED_MISS", CauseIds.CacheOnlyMiss, "the client wants a stored answer only and there is none (504)"),
        Of("ERR_LIFETIME_EXP", CauseIds.ResponseStalled, "the longest allowed lifetime of a transfer is reached (504)"),
        Of("ERR_SHUTTING_DOWN", CauseIds.GatewayConfiguredResponse, "Squid is shutting down (503)"),
        Of("ERR_GATEWAY_FAILURE", CauseIds.GatewayInternalError, "an error inside Squid or its gateway code (502)"),
        Of("ERR_ICAP_FAILURE", CauseIds.PolicyServiceUnavailable, "the ICAP service failed (500)"),
        Of("ERR_ESI", CauseIds.GatewayInternalError, "processing ESI failed (503)"),
        Of("ERR_ACCESS_DENIED", CauseIds.GatewayConfiguredResponse, "an access rule refused the request (403)"),
        Of("ERR_FORWARDING_DENIED", CauseIds.GatewayConfiguredResponse, "a rule forbids forwarding (403)"),
        Of("ERR_CLIENT_GONE", CauseIds.ClientAborted, "the client left"),
        Of("SRV_PREMATURE_EOF", CauseIds.ResponseTruncated, "the server closed inside the response"),
        Of("REFORWARD_TO_NONE", CauseIds.DnsNameNotFound, "no destination is left to try", "all destinations failed; the line's err_code decides"),
        Of("RETRY_TO_NONE", CauseIds.ConnectRefused, "no destination is left to try again", "the line's err_code and errno decide"),
        Of("ERR_CONNECT_FAIL.111", CauseIds.ConnectRefused, "connecting failed with errno 111"),
        Of("ERR_CONNECT_FAIL.110", CauseIds.ConnectTimeout, "connecting failed with errno 110 (connect_timeout)"),
        Of("ERR_CONNECT_FAIL.113", CauseIds.RouteUnreachable, "connecting failed with errno 113"),
        Of("ERR_CONNECT_FAIL.101", CauseIds.RouteUnreachable, "connecting failed with errno 101"),
        Of("ERR_CONNECT_FAIL.slow", CauseIds.ConnectTimeout, "connecting failed after a second or more: nobody refused, it waited",
            "route-unreachable takes about 3 s; errno in cache.log decides"),
        Of("aborted", CauseIds.ClientAborted, "TCP_.../000 or ..._ABORTED: the client left"),
        Of("timed-out", CauseIds.ResponseStalled, "..._TIMEDOUT: the transfer reached a limit of time", "the client's side can be the slow one"),
        Of("relayed", CauseIds.UpstreamSentError, "%err_code/%err_detail is -/-: Squid has no error, the server sent this status"),
        Of("invalid-response", CauseIds.InvalidResponseHeader, "cache.log: 'WARNING: HTTP: Invalid Response'",
            "malformed-status-line, invalid-framing or invalid-response-coding; the words behind it decide"),
        Of("connection-failed", CauseIds.ConnectRefused, "cache.log: 'TCP connection to HOST/PORT failed'",
            "connect-timeout or route-unreachable; the error beside it decides"),
        Of("dead-parent", CauseIds.NoHealthyUpstream, "cache.log: 'Detected DEAD Parent' or 'Dead peer'"),
        Of("out-of-descriptors", CauseIds.GatewayOutOfResources, "cache.log: 'running out of filedescriptors'"),
    ];

    private static ForeignCode Of(string code, string cause, string meaning, string? also = null) => new("squid", code, cause, meaning, also);
}
