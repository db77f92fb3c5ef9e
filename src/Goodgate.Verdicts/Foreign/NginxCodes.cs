using Goodgate.Verdicts.Catalogue;

namespace Goodgate.Verdicts.Foreign;

/// <summary>
/// nginx's error log about connecting, names, TLS and transport, and what nginx answers itself; each under a short name.
/// Source: ngx_http_upstream.c, ngx_event_connect.c, ngx_resolver.c of nginx master (2026-04); seen on 1.22.1.
/// </summary>
internal static class NginxCodes
{
    public static IReadOnlyList<ForeignCode> All { get; } = [.. Connect, .. Names, .. Tls, .. Transfer, .. Own];

    private static IEnumerable<ForeignCode> Connect =>
    [
        Of("connect-111", CauseIds.ConnectRefused, "'connect() failed (111: Connection refused)' (502)"),
        Of("connect-unix-2", CauseIds.SocketMissing, "'connect() to unix:PATH failed (2: No such file or directory)' (502)"),
        Of("connect-unix-13", CauseIds.SocketPermissionDenied, "'connect() to unix:PATH failed (13: Permission denied)' (502)"),
        Of("connect-unix-11", CauseIds.ListenQueueFull, "'connect() to unix:PATH failed (11: Resource temporarily unavailable)' (502)"),
        Of("connect-unix-111", CauseIds.ConnectRefused, "'connect() to unix:PATH failed (111: Connection refused)': the file is there, nobody listens (502)"),
        Of("connect-13", CauseIds.GatewayMisconfigured, "'connect() to IP:PORT failed (13: Permission denied)': on TCP only policy (SELinux) says so (502)"),
        Of("connect-99", CauseIds.GatewayOutOfResources, "'connect() failed (99: Cannot assign requested address)': source ports used up (502)",
            "for an IPv6 address: this machine has no IPv6 (route-unreachable)"),
        Of("connect-101", CauseIds.RouteUnreachable, "'connect() failed (101: Network is unreachable)' (502)"),
        Of("connect-112", CauseIds.RouteUnreachable, "'connect() failed (112: Host is down)' (502)"),
        Of("connect-113", CauseIds.RouteUnreachable, "'connect() failed (113: No route to host)' (502)"),
        Of("connect-104", CauseIds.UpstreamReset, "'connect() failed (104: Connection reset by peer)' (502)"),
        Of("connect-110", CauseIds.ConnectTimeout, "'connect() failed (110: Connection timed out)': the kernel gave up before proxy_connect_timeout (502)"),
        Of("no-memory", CauseIds.GatewayOutOfResources, "'(12: Cannot allocate memory)' (500)"),
        Of("no-space", CauseIds.GatewayOutOfResources, "'(28: No space left on device)': a temporary file of nginx could not be written"),
        Of("socket-24", CauseIds.GatewayOutOfResources, "'socket() failed (24: Too many open files)' (500)"),
        Of("timed-out-connecting", CauseIds.ConnectTimeout, "'upstream timed out (110: ...) while connecting to upstream' (504, proxy_connect_timeout)"),
        Of("no-live-upstreams", CauseIds.NoHealthyUpstream, "'no live upstreams while connecting to upstream' (502)"),
        Of("upstream-temporarily-disabled", CauseIds.NoHealthyUpstream,
            "'upstream server temporarily disabled': max_fails reached; comes beside the real reason",
            "the line before it on the same connection names the failure"),
        Of("invalid-local-address", CauseIds.GatewayMisconfigured, "'invalid local address' or 'bind() failed': proxy_bind cannot be used"),
        Of("no-port-in-upstream", CauseIds.GatewayMisconfigured, "'no port in upstream' (500)"),
        Of("invalid-url-prefix", CauseIds.GatewayMisconfigured, "'invalid URL prefix': proxy_pass with a variable lacks http:// (500)"),
    ];

    private static IEnumerable<ForeignCode> Names =>
    [
        Of("no-resolver", CauseIds.GatewayMisconfigured, "'no resolver defined to resolve NAME' (502)"),
        Of("host-not-found-in-upstream", CauseIds.DnsNameNotFound, "'[emerg] host not found in upstream': nginx does not start",
            "the resolver failed at that moment (dns-server-failure)"),
        Of("resolve-3", CauseIds.DnsNameNotFound, "'NAME could not be resolved (3: Host not found)' (502)"),
        Of("resolve-1", CauseIds.DnsServerFailure, "'NAME could not be resolved (1: Format error)' (502)"),
        Of("resolve-2", CauseIds.DnsServerFailure, "'NAME could not be resolved (2: Server failure)' (502)"),
        Of("resolve-4", CauseIds.DnsServerFailure, "'NAME could not be resolved (4: Unimplemented)' (502)"),
        Of("resolve-5", CauseIds.DnsServerFailure, "'NAME could not be resolved (5: Operation refused)' (502)"),
        Of("resolve-110", CauseIds.DnsTimeout, "'NAME could not be resolved (110: Operation timed out)' (502, not 504)"),
        Of("resolver-recv-failed", CauseIds.DnsServerFailure, "'recv() failed (111: ...) while resolving, resolver: IP:PORT'",
            "comes before resolve-110 (dns-timeout)"),
    ];

    private static IEnumerable<ForeignCode> Tls =>
    [
        Of("timed-out-handshaking", CauseIds.TlsHandshakeTimeout,
            "'upstream timed out ... while SSL handshaking to upstream' (504): often https:// to a plain-HTTP port"),
        Of("ssl-wrong-version-number", CauseIds.TlsWrongProtocol, "'SSL_do_handshake() failed (SSL: ... wrong version number)' (502)"),
        Of("ssl-unsupported-protocol", CauseIds.TlsWrongProtocol, "'SSL_do_handshake() failed (SSL: ... unsupported protocol)' (502)"),
        Of("ssl-alert", CauseIds.TlsAlertReceived, "'SSL_do_handshake() failed (SSL: ... SSL alert number N)' (502)"),
        Of("ssl-certificate-verify-failed", CauseIds.TlsCertificateUntrusted, "'SSL_do_handshake() failed (SSL: ... certificate verify failed)' (502)"),
        Of("ssl-certificate-verify-error", CauseIds.TlsCertificateUntrusted, "'upstream SSL certificate verify error: (N:TEXT)' (502)"),
        Of("ssl-certificate-does-not-match", CauseIds.TlsCertificateNameMismatch, "'upstream SSL certificate does not match \"NAME\"' (502)"),
        Of("ssl-handshake-failed", CauseIds.TlsWrongProtocol, "'SSL_do_handshake() failed (SSL: ...) while SSL handshaking to upstream' for another reason (502)",
            "the words behind 'SSL:' name it; openssl s_client against the server shows the same"),
        Of("ssl-read-failed", CauseIds.UpstreamClosedBeforeResponse, "'SSL_read() failed (SSL: ...)' before the response header (502)",
            "upstream-reset; the words behind 'SSL:' name it"),
        Of("ssl-setup-failed", CauseIds.GatewayInternalError, "'SSL_set_tlsext_host_name() failed' or 'SSL_set_alpn_protos() failed' (500)"),
        Of("peer-closed-in-handshake", CauseIds.TlsHandshakeClosed, "'peer closed connection in SSL handshake' (502)"),
    ];

    private static IEnumerable<ForeignCode> Transfer =>
    [
        Of("timed-out-sending", CauseIds.RequestWriteTimeout, "'upstream timed out ... while sending request to upstream' (504, proxy_send_timeout)"),
        Of("timed-out-reading-header", CauseIds.ResponseTimeout,
            "'upstream timed out ... while reading response header from upstream' (504, proxy_read_timeout)",
            "a full pool of workers looks the same (worker-pool-exhausted); PHP-FPM's log at the start of the wait decides"),
        Of("timed-out-reading-upstream", CauseIds.ResponseStalled, "'upstream timed out ... while reading upstream': the client got a cut response"),
        Of("timed-out-upgraded", CauseIds.ResponseStalled,
            "'upstream timed out ... while proxying upgraded connection': an idle WebSocket reached proxy_read_timeout",
            "no failure at all: nobody spoke for proxy_read_timeout; clients that then connect anew, or pings of the application, decide"),
        Of("upstream-prematurely-closed", CauseIds.UpstreamClosedBeforeResponse,
            "'upstream prematurely closed connection while reading response header from upstream' (502)",
            "keepalive-race when upstream keepalive is on, $upstream_connect_time is 0.000 and it took about 1 ms; worker-crashed when the application's log says so"),
        Of("upstream-prematurely-closed-body", CauseIds.ResponseTruncated,
            "'upstream prematurely closed connection while reading upstream': the client got a cut response"),
        Of("recv-104", CauseIds.UpstreamReset, "'recv() failed (104: Connection reset by peer) while reading response header from upstream' (502)",
            "PHP-FPM: 'child N exited' within a second is worker-crashed, exactly request_terminate_timeout is worker-killed-by-timeout"),
        Of("readv-104", CauseIds.ResponseTruncated, "'readv() failed (104: ...) while reading upstream': the client got a cut response"),
        Of("send-32", CauseIds.UpstreamReset, "'send() failed (32: Broken pipe) while sending request to upstream' (502): it stopped reading the request"),
        Of("writev-104", CauseIds.UpstreamReset, "'writev() failed (104: ...) while sending request to upstream' (502)"),
        Of("upstream-prematurely-sent", CauseIds.InvalidFraming, "'upstream prematurely sent response': bytes came on an idle connection (502)"),
    ];

    private static IEnumerable<ForeignCode> Own =>
    [
        Of("499", CauseIds.ClientAborted, "the client left before the response"),
        Of("client-prematurely-closed", CauseIds.ClientAborted, "'client prematurely closed connection' (499)"),
        Of("limiting-requests", CauseIds.RateLimited, "'limiting requests, excess: N by zone' (503, or limit_req_status)"),
        Of("limiting-connections", CauseIds.RateLimited, "'limiting connections by zone' (503, or limit_conn_status)"),
        Of("auth-request-unexpected-status", CauseIds.PolicyServiceUnavailable, "'auth request unexpected status: N' (500)"),
        Of("worker-connections", CauseIds.GatewayOutOfResources, "'N worker_connections are not enough' (500)"),
        Of("worker-exited-on-signal", CauseIds.GatewayInternalError, "'worker process PID exited on signal N'"),
        Of("return-503", CauseIds.GatewayConfiguredResponse, "a return directive answered; no error line, all upstream variables are '-'"),
        Of("lua-connect-failed", CauseIds.ConnectRefused, "OpenResty: 'connect() failed (111: ...)' of a Lua socket, or '[lua] ... connection refused'",
            "only the script's own connection failed"),
        Of("lua-connect-timeout", CauseIds.ConnectTimeout, "OpenResty: 'lua tcp socket connect timed out'"),
        Of("lua-read-timeout", CauseIds.ResponseTimeout, "OpenResty: 'lua tcp socket read timed out'"),
        Of("lua-error", CauseIds.GatewayInternalError, "OpenResty: 'lua entry thread aborted: runtime error' or 'failed to run ..._by_lua*' (500)"),
        Of("cache-file-invalid", CauseIds.GatewayInternalError, "'cache file contains invalid header' or 'cache not found' (500)"),
        Of("cache-key-too-large", CauseIds.GatewayMisconfigured, "'X_buffer_size N is not enough for cache key' (500)"),
    ];

    private static ForeignCode Of(string code, string cause, string meaning, string? also = null) => new("nginx", code, cause, meaning, also);
}
