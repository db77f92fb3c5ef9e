using Goodgate.Verdicts.Catalogue;

namespace Goodgate.Verdicts.Foreign;

/// <summary>
/// HAProxy's termination states: who ended it (S server, P proxy, C client, …; capital = closed, small s and c = timeout), then the phase.
/// Source: configuration.txt 2.6 section 8.5, src/http_ana.c; those with a status were seen on 2.6.12.
/// </summary>
internal static class HaproxyCodes
{
    private const string ConnectText = "a reset, no route and a failed TLS handshake look the same; %[bc_err_str] and %[ssl_bc_err_str] decide";

    public static IReadOnlyList<ForeignCode> All { get; } =
    [
        Of("--", CauseIds.UpstreamSentError, "normal end: a 502, 503 or 504 here was sent by the server itself"),
        Of("SC", CauseIds.ConnectRefused, "the connection to the server was refused or failed (503)",
            $"{ConnectText}; with <NOSRV> in place of the server it is no-healthy-upstream"),
        Of("<NOSRV>", CauseIds.NoHealthyUpstream, "no server could be chosen (503): all down, disabled or in maintenance",
            "no server configured, or a server's name does not resolve; 'show servers state' and the health lines decide"),
        Of("sC", CauseIds.ConnectTimeout, "'timeout connect' ran out (503)", "a TLS handshake that does not end looks the same; %[ssl_bc_err_str] decides"),
        Of("sQ", CauseIds.UpstreamConnectionLimit, "'timeout queue' ran out: every connection slot (maxconn) was busy (503)"),
        Of("SQ", CauseIds.UpstreamConnectionLimit, "the queue is full (maxqueue), or the server was lost while the request was queued (503)",
            "a 'Server ... is DOWN' line at that second means no-healthy-upstream"),
        Of("SH", CauseIds.UpstreamClosedBeforeResponse, "the server closed or reset the connection before complete response headers (502)",
            "close and reset look the same (upstream-reset, worker-crashed); Tr of 0 on a reused connection is keepalive-race; the server's log at that second decides"),
        Of("sH", CauseIds.ResponseTimeout, "'timeout server' ran out before the response headers (504)",
            "a server that stops reading the request looks the same (request-write-timeout), as does a full worker pool; the application's log decides"),
        Of("PH", CauseIds.InvalidResponseHeader, "the response was unparsable, too large, or blocked by an 'http-response deny' rule (502)",
            "malformed-status-line, invalid-framing and response-header-too-large look the same; 'show errors' shows the bytes"),
        Of("PD", CauseIds.InvalidResponseCoding, "bad chunked coding after the headers had been passed on"),
        Of("SD", CauseIds.ResponseTruncated, "the server closed or reset the connection inside the response body"),
        Of("SL", CauseIds.ResponseTruncated, "the server closed the connection as the last bytes of the response were on their way"),
        Of("sD", CauseIds.ResponseStalled, "'timeout server' ran out inside the response body", "a server that stops reading an upload looks the same"),
        Of("sL", CauseIds.ResponseStalled, "'timeout server' ran out on the last bytes of the response"),
        Of("PR", CauseIds.GatewayConfiguredResponse, "HAProxy itself blocked the request (deny rule, invalid request)",
            "429 is rate-limited; 400 is a malformed request; the frontend's rules decide"),
        Of("PT", CauseIds.GatewayConfiguredResponse, "a tarpit rule held the request, then refused it"),
        Of("PC", CauseIds.GatewayOutOfResources, "the process had no socket left for the connection (maxconn or ulimit-n) (503)"),
        Of("RC", CauseIds.GatewayOutOfResources, "memory, sockets or source ports were used up on connecting (503)"),
        Of("RR", CauseIds.GatewayOutOfResources, "a resource of HAProxy ran out while it read the request"),
        Of("RQ", CauseIds.GatewayOutOfResources, "a resource of HAProxy ran out while the request was queued"),
        Of("RH", CauseIds.GatewayOutOfResources, "a resource of HAProxy ran out while it waited for the response"),
        Of("RD", CauseIds.GatewayOutOfResources, "a resource of HAProxy ran out inside the body"),
        Of("LR", CauseIds.GatewayConfiguredResponse, "HAProxy answered by itself: redirect, return, statistics, cache"),
        Of("LC", CauseIds.GatewayConfiguredResponse, "HAProxy answered by itself before connecting"),
        Of("LH", CauseIds.GatewayConfiguredResponse, "HAProxy answered by itself in place of the response"),
        Of("LD", CauseIds.GatewayConfiguredResponse, "HAProxy answered by itself"),
        Of("CR", CauseIds.ClientAborted, "the client left before its request was complete"),
        Of("CQ", CauseIds.ClientAborted, "the client left while its request was queued"),
        Of("CC", CauseIds.ClientAborted, "the client left while HAProxy was connecting"),
        Of("CH", CauseIds.ClientAborted, "the client left while waiting for the response"),
        Of("CD", CauseIds.ClientAborted, "the client left inside the response"),
        Of("CL", CauseIds.ClientAborted, "the client left as the last bytes were on their way"),
        Of("CT", CauseIds.ClientAborted, "the client left while it was held in the tarpit"),
        Of("cR", CauseIds.ClientAborted, "the client did not complete its request in time (408)"),
        Of("cQ", CauseIds.ClientAborted, "the client was silent for too long while queued"),
        Of("cC", CauseIds.ClientAborted, "the client was silent for too long while HAProxy was connecting"),
        Of("cH", CauseIds.ClientAborted, "'timeout client' ran out while the response was awaited (408 or 504)",
            "'timeout client' shorter than 'timeout server' does this with a slow application too (response-timeout)"),
        Of("cD", CauseIds.ClientAborted, "the client stopped taking the response, or an idle tunnel reached 'timeout client'"),
        Of("cL", CauseIds.ClientAborted, "the client stopped taking the last bytes"),
        Of("DC", CauseIds.UpstreamReset, "the server was marked down and its sessions were ended while connecting"),
        Of("DH", CauseIds.UpstreamReset, "the server was marked down and its sessions were ended (on-marked-down) before the response"),
        Of("DD", CauseIds.UpstreamReset, "the server was marked down and its sessions were ended inside the response"),
        Of("UH", CauseIds.UpstreamReset, "a backup server's session was ended because an active server is up again"),
        Of("UD", CauseIds.UpstreamReset, "a backup server's session was ended inside the response because an active server is up again"),
        Of("KH", CauseIds.UpstreamReset, "an administrator ended the session before the response"),
        Of("KD", CauseIds.UpstreamReset, "an administrator ended the session inside the response"),
        Of("I*", CauseIds.GatewayInternalError, "an internal error of HAProxy (500)"),
        Of("DNS NX status", CauseIds.DnsNameNotFound, "the server's name does not exist"),
        Of("DNS refused status", CauseIds.DnsServerFailure, "the resolver refused to answer"),
        Of("DNS timeout status", CauseIds.DnsTimeout, "the resolver did not answer"),
        Of("unspecified DNS error", CauseIds.DnsServerFailure, "the name service failed"),
        Of("Connection closed during SSL handshake", CauseIds.TlsHandshakeClosed, "the server closed in the TLS handshake"),
        Of("Connection error during SSL handshake", CauseIds.TlsHandshakeClosed, "the connection broke in the TLS handshake"),
        Of("Timeout during SSL handshake", CauseIds.TlsHandshakeTimeout, "the TLS handshake did not end in time"),
        Of("SSL handshake failure", CauseIds.TlsWrongProtocol, "the TLS handshake failed", "alert or certificate: %[ssl_bc_err_str] says which"),
        Of("Server presented an SSL certificate different from the configured one", CauseIds.TlsCertificateNameMismatch,
            "the certificate does not have the name asked for"),
        Of("Server presented an SSL certificate different from the expected one", CauseIds.TlsCertificateNameMismatch,
            "the certificate does not have the name asked for"),
        Of("ECONNREFUSED returned by OS", CauseIds.ConnectRefused, "the connection was refused"),
        Of("ECONNRESET returned by OS", CauseIds.UpstreamReset, "the connection was reset"),
        Of("ENETUNREACH returned by OS", CauseIds.RouteUnreachable, "there is no route"),
        Of("Source port range exhausted", CauseIds.GatewayOutOfResources, "the configured source ports are used up"),
        Of("Out of local source ports on the system", CauseIds.GatewayOutOfResources, "the system's source ports are used up"),
        Of("Too many sockets on the process", CauseIds.GatewayOutOfResources, "the process's file descriptors are used up"),
        Of("Too many sockets on the system", CauseIds.GatewayOutOfResources, "the system's file descriptors are used up"),
        Of("Reached configured maxconn value", CauseIds.GatewayOutOfResources, "the process's maxconn is reached"),
        Of("Can't bind to source address", CauseIds.GatewayMisconfigured, "the configured source address cannot be used"),
    ];

    private static ForeignCode Of(string code, string cause, string meaning, string? also = null) => new("haproxy", code, cause, meaning, also);
}
