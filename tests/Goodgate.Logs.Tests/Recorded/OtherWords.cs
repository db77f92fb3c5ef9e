namespace Goodgate.Logs.Tests.Recorded;

/// <summary>A recorded line whose words say something else than what was played, and the reason why that is right.</summary>
/// <param name="System">Program and kind of log, as recorded.</param>
/// <param name="Text">What stands in the line.</param>
/// <param name="Judged">What the line is judged as.</param>
/// <param name="Reason">Why.</param>
internal sealed record OtherWords(string System, string Text, string Judged, string Reason)
{
    public static IReadOnlyList<OtherWords> All { get; } =
    [
        new("apache", "AH00959: ap_proxy_connect_backend disabling worker", "no-healthy-upstream", "it says that a server is put aside; why stands in the AH00957 beside it"),
        new("apache", "AH00898: Error reading from remote server", "upstream-closed-before-response", "it comes after a line that names the failure, and says no more than that there was one"),
        new("apache", "AH01997: SSL handshake failed: sending 502", "undetermined", "it names no reason; the lines beside it do"),
        new("apache", "AH02003: SSL Proxy connect failed", "tls-wrong-protocol", "the record of a connection that ends within TLS is that of a handshake that fails (likely)"),
        new("apache", "AH01992: SSL library error 1 reading data", "none", "a server that ends a complete answer without close_notify writes it as well"),
        new("apache", "AH02411: SSL Proxy: Peer certificate does not match", "tls-certificate-name-mismatch", "the certificate played has the wrong name as well, and this line is about that"),
        new("apache", "AH01070: Error parsing script headers", "application-script-error", "a head that is too large is told in the same words (likely)"),
        new("apache", "(22)Invalid argument: [client 127.0.0.1:46422] AH01075", "wrong-protocol-on-port", "the error of the system is the same for both (likely)"),
        new("apache", "AH01071: Got error 'xxxx", "none", "a script may write whatever it likes to its stderr; the answer's own line says that it failed"),
        new("apache-access-combined", "HTTP/1.1\" 600 ", "none", "no status of a failure: what a server calls 600 is handed on"),
        new("apache-access-combined", "HTTP/1.1\" - ", "none", "no status was sent"),
        new("varnishncsa", "HTTP/1.1\" 600 ", "none", "no status of a failure"),
        new("caddy", "falling back to static upstreams", "dns-name-not-found", "it says more than what was played: the name of the servers is not found"),
        new("caddy", "\"msg\":\"no upstreams available\"", "no-healthy-upstream", "Caddy says the same of servers that are all put aside, and of a list without servers"),
        new("caddy", "malformed MIME header: missing colon", "invalid-response-header", "it is about the bytes of a header; that a script, or no FastCGI server, sent them is not told"),
        new("caddy", "i/o timeout\"", "response-stalled", "the bytes stopped; that the framing made Caddy wait for more is not told (likely)"),
        new("caddy", "net/http: timeout awaiting response headers", "response-timeout", "a server of HTTP/2 that says nothing to HTTP/1.1 looks like a slow one"),
        new("caddy", "EOF\",\"request\"", "upstream-closed-before-response", "Go's EOF is the same in the TLS handshake, and of a FastCGI worker that dies (likely)"),
        new("caddy", "read: connection reset by peer\"", "upstream-reset", "Go says the same of a reset in the TLS handshake (likely)"),
        new("caddy", "use of closed network connection", "upstream-reset", "the write that waited is ended by the transport, which closes the connection (likely)"),
        new("caddy-access", "\"resp_headers\":{", "upstream-sent-error", "the server's own fields are in the entry: more than a status (likely)"),
        new("caddy-access", "\"status\":404", "none", "PHP-FPM answers 404 for a script that is not there"),
        new("caddy-access", "\"status\":417", "none", "a status below 500 is no failure of a gateway, though Caddy's answer to a server it put aside had it"),
        new("haproxy", " is DOWN, reason: ", "no-healthy-upstream", "a server is taken out of use; that is what the line says, and the reason stands in its evidence"),
        new("haproxy", " sD-- ", "response-stalled", "'timeout server' after the head: an upload that is not read and a tunnel nobody speaks in look the same (likely)"),
        new("haproxy", " ---- ", "upstream-sent-error", "the application's own 5xx; what is wrong behind it, its page tells"),
        new("mariadb", "Access denied for user", "none", "a wrong password is no failure of the server"),
        new("nginx", "upstream sent unexpected FastCGI record: 3", "application-script-error", "a FastCGI request that ended without a head, whatever ended it (likely)"),
        new("nginx", "upstream sent no valid HTTP/1.0 header", "malformed-status-line", "what the bytes are is not told (likely)"),
        new("nginx", "upstream server temporarily disabled", "no-healthy-upstream", "it says that a server is put aside; why stands in the line beside it"),
        new("nginx", "while proxying upgraded connection", "response-stalled", "a tunnel in which nobody speaks (likely)"),
        new("nginx", "upstream SSL certificate does not match", "tls-certificate-name-mismatch", "the certificate played has the wrong name as well, and this line is about that"),
        new("nginx", "FastCGI sent in stderr: \"xxxx", "none", "a script may write whatever it likes to its stderr"),
        new("nginx", "/noresolver/index.html\" is not found", "none", "nginx writes it of a file; its line about the resolver stands beside it"),
        new("nginx-access-custom", "\"GET /limited/ HTTP/1.1\" 503 197 rt=0.000 ua=\"-\"", "gateway-configured-response", "a limit of the rate and a return directive leave the same line (likely)"),
        new("nginx-access-custom", "HTTP/1.1\" 009 ", "malformed-status-line", "nginx took the bytes for HTTP/0.9; what they are is not told (likely)"),
        new("php-fpm-slowlog", "] pid ", "none", "a slow log tells of slowness; the end of the process is told in PHP-FPM's log"),
        new("squid-custom", "HIER_NONE/- text/html err=ERR_READ_ERROR", "undetermined", "Debian's 5.7 says the same of names, of refused connections and of those that time out"),
        new("squid-custom", "TCP_MISS/50", "upstream-sent-error", "the application's own 5xx; what is wrong behind it, its page tells"),
        new("squid-custom", "TCP_MISS/200", "none", "Squid notes no error for a body that was cut"),
        new("varnish", "Error          Body cannot be fetched", "invalid-framing", "Varnish says so of every body it cannot begin (likely)"),
        new("varnish", "FetchError     chunked read err", "invalid-response-coding", "a chunked body that ends, or stops, early is told in the same words (likely)"),
        new("varnish", "FetchError     chunked tail no NL", "invalid-response-coding", "trailers are not read: what stands behind the last chunk is a fault of it"),
        new("varnish", "FetchError     straight insufficient bytes", "response-truncated", "a body that stalls for between_bytes_timeout is told in the same words (likely)"),
        new("varnish", "HttpGarbage    \"HTTP/1.1%00\"", "malformed-status-line", "of a head that Varnish cut at its first word; the BogoHeader beside it names the header (likely)"),
    ];
}
