using Goodgate.Verdicts.Catalogue;

namespace Goodgate.Verdicts.Foreign;

/// <summary>What nginx's access log tells when its format has the upstream variables ($upstream_status, $upstream_connect_time, $upstream_header_time, …).
/// Each is a short name of ours. Source: ngx_http_upstream.c (2026-04); seen on 1.22.1.</summary>
internal static class NginxAccessCodes
{
    public static IReadOnlyList<ForeignCode> All { get; } =
    [
        Of("access-connect-failed", CauseIds.ConnectRefused, "502, $upstream_connect_time is - and no time passed: connecting failed at once",
            "socket-missing, socket-permission-denied, listen-queue-full or route-unreachable; nginx's error log at that second decides"),
        Of("access-connect-timeout", CauseIds.ConnectTimeout, "504, $upstream_connect_time is -: connecting did not end in time",
            "the TLS handshake counts as connecting (tls-handshake-timeout); nginx's error log at that second decides"),
        Of("access-response-timeout", CauseIds.ResponseTimeout, "504, connected, $upstream_header_time is -: no response header in time",
            "a full pool of workers looks the same (worker-pool-exhausted); PHP-FPM's log at the start of the wait decides"),
        Of("access-closed", CauseIds.UpstreamClosedBeforeResponse, "502, connected, no byte received: the upstream closed or reset the connection",
            "upstream-reset, keepalive-race or worker-crashed; nginx's error log at that second decides"),
        Of("access-bad-header", CauseIds.InvalidResponseHeader, "502, connected, bytes received but no header accepted",
            "malformed-status-line, invalid-framing, wrong-protocol-on-port; 4096 or 8192 bytes: response-header-too-large; nginx's error log at that second decides"),
        Of("access-no-live-upstreams", CauseIds.NoHealthyUpstream, "502, $upstream_addr is the name of the group: no server of it was usable",
            "max_fails put them aside; the error lines before it name each one's failure"),
        Of("access-relayed", CauseIds.UpstreamSentError, "$upstream_header_time is set: the upstream sent this status itself"),
        Of("access-relayed-status", CauseIds.UpstreamSentError, "$upstream_status equals the status of the answer",
            "nginx writes its own verdict there too; $upstream_header_time or the error log decides"),
        Of("access-own", CauseIds.GatewayConfiguredResponse, "503 and no upstream was asked: nginx answered by itself (return, maintenance, limit_req, limit_conn)",
            "rate-limited when the error log says 'limiting requests' or 'limiting connections'"),
        Of("access-009", CauseIds.MalformedStatusLine, "status 009: the upstream's bytes are no HTTP and were passed on as HTTP/0.9",
            "another protocol on that port (wrong-protocol-on-port); the bytes decide"),
    ];

    private static ForeignCode Of(string code, string cause, string meaning, string? also = null, Party? party = null) =>
        new("nginx", code, cause, meaning, also, party);
}
