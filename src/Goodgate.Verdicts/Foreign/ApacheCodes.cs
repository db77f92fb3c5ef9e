using Goodgate.Verdicts.Catalogue;

namespace Goodgate.Verdicts.Foreign;

/// <summary>
/// Apache httpd's AH numbers. Many carry a system error (OSERR) that decides; <c>AH00957.111</c> is the number with its OSERR.
/// Source: httpd 2.4.x modules/proxy, modules/ssl, server/mpm; seen on 2.4.71.
/// </summary>
internal static class ApacheCodes
{
    private const string Oserr = "the (OSERR) in front decides: 111 refused, 70007 or 110 timeout, 113 or 101 unreachable, 13 local policy, 99 source ports";
    private const string Neighbour = "comes after another line of the same pid and tid, which names the failure";
    private const string TlsText = "LogLevel ssl:info shows the reason";

    public static IReadOnlyList<ForeignCode> All { get; } = [.. Connect, .. Workers, .. Heads, .. Bodies, .. FastCgi, .. Others, .. TimedOut];

    private static IEnumerable<ForeignCode> Connect =>
    [
        Of("AH00957", CauseIds.ConnectRefused, "'attempt to connect to IP:PORT failed' (503)", Oserr),
        Of("AH00957.111", CauseIds.ConnectRefused, "'(111)Connection refused: ... attempt to connect failed' (503)"),
        Of("AH00957.110", CauseIds.ConnectTimeout, "'(110)Connection timed out: ... attempt to connect failed' (503)"),
        Of("AH00957.70007", CauseIds.ConnectTimeout, "'(70007)The timeout specified has expired: ... attempt to connect failed' (503)"),
        Of("AH00957.113", CauseIds.RouteUnreachable, "'(113)No route to host: ... attempt to connect failed' (503)"),
        Of("AH00957.101", CauseIds.RouteUnreachable, "'(101)Network is unreachable: ... attempt to connect failed' (503)"),
        Of("AH00957.13", CauseIds.GatewayMisconfigured, "'(13)Permission denied: ... attempt to connect failed': on TCP only policy (SELinux) says so (503)"),
        Of("AH00957.99", CauseIds.GatewayOutOfResources, "'(99)Cannot assign requested address: ... attempt to connect failed' (503)"),
        Of("AH00939", CauseIds.ConnectRefused, "'attempt to connect ... failed', older form of AH00957 (503)", Oserr),
        .. Narrowed("AH00939", "older form of AH00957"),
        .. Narrowed("AH00958", "through a forward proxy"),
        Of("AH02454", CauseIds.ConnectRefused, "'attempt to connect to Unix domain socket failed' (503)",
            "the (OSERR) in front decides: 2 missing, 13 denied, 111 refused, 11 queue full"),
        Of("AH02454.2", CauseIds.SocketMissing, "'(2)No such file or directory: ... Unix domain socket' (503)"),
        Of("AH02454.13", CauseIds.SocketPermissionDenied, "'(13)Permission denied: ... Unix domain socket' (503)"),
        Of("AH02454.111", CauseIds.ConnectRefused, "'(111)Connection refused: ... Unix domain socket' (503)"),
        Of("AH02454.11", CauseIds.ListenQueueFull, "'(11)Resource temporarily unavailable: ... Unix domain socket' (503)"),
        Of("AH00958", CauseIds.ConnectRefused, "'attempt to connect via http CONNECT through ... failed' (503)", Oserr),
        Of("AH00950", CauseIds.ConnectRefused, "'send_http_connect: the forward proxy returned code is N' (503)",
            "the code says why the proxy in between refused"),
        Of("AH00960", CauseIds.GatewayInternalError, "'an error occurred creating a new connection' (503)"),
        Of("AH00961", CauseIds.GatewayMisconfigured, "'failed to enable ssl support': SSLProxyEngine is off (500)"),
        Of("AH00935", CauseIds.GatewayOutOfResources, "'error creating fam N socket' (503)"),
        Of("AH00952", CauseIds.GatewayOutOfResources, "'error creating fam N socket' (503)"),
        Of("AH02453", CauseIds.GatewayOutOfResources, "'error creating Unix domain socket' (503)"),
        Of("AH00938", CauseIds.GatewayMisconfigured, "'failed to bind socket to local address' (503)", "(98) or (99): ports used up, gateway-out-of-resources"),
        Of("AH00956", CauseIds.GatewayMisconfigured, "'failed to bind socket to local address' (503)", "(98) or (99): ports used up, gateway-out-of-resources"),
        Of("AH00957.104", CauseIds.UpstreamReset, "'(104)Connection reset by peer: ... attempt to connect failed' (503)"),
        Of("AH01114", CauseIds.ConnectRefused, "'HTTP: failed to make connection to backend' (503)", Neighbour),
        Of("AH01079", CauseIds.ConnectRefused, "'failed to make connection to backend' (FastCGI, 503)", Neighbour),
        Of("AH00896", CauseIds.ConnectRefused, "'failed to make connection to backend' (AJP, 503)", Neighbour),
        Of("AH10101", CauseIds.ConnectRefused, "'failed to make connection to backend' (uwsgi, 503)", Neighbour),
        Of("AH00866", CauseIds.ConnectRefused, "'failed to make connection to backend' (SCGI, 503)", Neighbour),
        Of("AH02452", CauseIds.ConnectRefused, "'failed to make connection to backend' (WebSocket, 503)", Neighbour),
        Of("AH00916", CauseIds.DestinationProhibited, "'connect to remote machine blocked: name matched' (403)"),
        Of("AH00917", CauseIds.DestinationProhibited, "'connect to remote machine blocked: IP matched' (403)"),
    ];

    private static IEnumerable<ForeignCode> Workers =>
    [
        Of("AH00959", CauseIds.NoHealthyUpstream, "'disabling worker for (H:P) for Ns'", "comes beside AH00957, which names the failure"),
        Of("AH00940", CauseIds.NoHealthyUpstream, "'disabled connection for (H:P)' (503)"),
        Of("AH00941", CauseIds.UpstreamConnectionLimit, "'failed to acquire connection for (H:P)' (503; max=, acquire=)"),
        Of("AH00934", CauseIds.NoHealthyUpstream, "'all workers are busy. Unable to serve URL' (503)"),
        Of("AH01167", CauseIds.NoHealthyUpstream, "'All workers are in error state for route (R)' (503)"),
        Of("AH01170", CauseIds.NoHealthyUpstream, "'All workers are in error state' (503)"),
        Of("AH01171", CauseIds.NoUpstreamConfigured, "'No workers in balancer' (503)"),
        Of("AH01174", CauseIds.UpstreamSentError, "'Forcing worker into error state due to status code N matching failonstatus'"),
        Of("AH02460", CauseIds.ResponseTimeout, "'Forcing worker into error state due to timeout and failontimeout'"),
        Of("AH00161", CauseIds.GatewayOutOfResources, "'server reached MaxRequestWorkers setting' (prefork): requests queue"),
        Of("AH00484", CauseIds.GatewayOutOfResources, "'server reached MaxRequestWorkers setting' (event): requests queue"),
        Of("AH00286", CauseIds.GatewayOutOfResources, "'server reached MaxRequestWorkers setting' (worker): requests queue"),
        Of("AH10159", CauseIds.GatewayOutOfResources, "'server is within MinSpareThreads of MaxRequestWorkers'"),
        Of("AH00287", CauseIds.GatewayOutOfResources, "'server is within MinSpareThreads of MaxRequestWorkers'"),
        Of("AH03490", CauseIds.GatewayOutOfResources, "'scoreboard is full, not at MaxRequestWorkers'"),
        Of("AH00288", CauseIds.GatewayOutOfResources, "'scoreboard is full, not at MaxRequestWorkers'"),
        Of("AH00051", CauseIds.GatewayInternalError, "'child pid N exit signal NAME, possible coredump'"),
        Of("AH00052", CauseIds.GatewayInternalError, "'child pid N exit signal NAME'"),
    ];

    private static IEnumerable<ForeignCode> Heads =>
    [
        Of("AH01102", CauseIds.UpstreamClosedBeforeResponse, "'error reading status line from remote server' (502, even on timeout)",
            "the (OSERR) in front decides: 70007 timeout, 104 or 103 reset, 20014 or 70014 closed; on a reused connection keepalive-race"),
        Of("AH01102.70007", CauseIds.ResponseTimeout, "'(70007)The timeout specified has expired: error reading status line' (502)"),
        Of("AH01102.104", CauseIds.UpstreamReset, "'(104)Connection reset by peer: error reading status line' (502)",
            "worker-crashed when the application's log says so"),
        Of("AH01102.103", CauseIds.UpstreamReset, "'(103)Software caused connection abort: error reading status line' (502)"),
        Of("AH01102.20014", CauseIds.UpstreamClosedBeforeResponse, "'(20014)Internal error: error reading status line': the backend closed (502)",
            "on a reused connection keepalive-race"),
        Of("AH01102.70014", CauseIds.UpstreamClosedBeforeResponse, "'(70014)End of file found: error reading status line' (502)",
            "on a reused connection keepalive-race"),
        Of("AH00898", CauseIds.UpstreamClosedBeforeResponse, "'MSG returned by URI'", $"MSG decides, see AH00898.dns and so on; 'Error reading from remote server' {Neighbour}"),
        Of("AH00898.dns", CauseIds.DnsNameNotFound, "'DNS lookup failure for: NAME' (500; 502 in older 2.4)", "the (EAI n) in front: -3 is dns-server-failure"),
        Of("AH00898.ssl", CauseIds.TlsWrongProtocol, "'Error during SSL Handshake with remote server' (500)", TlsText),
        Of("AH00898.100-continue", CauseIds.ResponseTimeout, "'Timeout on 100-Continue' (503)"),
        Of("AH00898.status-line", CauseIds.MalformedStatusLine, "'Corrupt status line returned by remote server' (502)"),
        Of("AH00898.connection-header", CauseIds.InvalidResponseHeader, "'Malformed connection header' (502)"),
        Of("AH00898.upgrade", CauseIds.UpgradeFailed, "'Unexpected Upgrade: X (expecting Y)' (502)"),
        Of("AH00898.interim", CauseIds.InvalidResponseHeader, "'Too many (N) interim responses from origin server' (502)"),
        Of("AH10124", CauseIds.ResponseHeaderTooLarge, "'header size is over the limit allowed by ResponseFieldSize' (502)"),
        Of("AH10404", CauseIds.InvalidResponseHeader, "'Error reading headers from backend' (502)",
            "the (OSERR) in front decides: 70014 closed, 70007 timeout, 22 invalid"),
        Of("AH10404.22", CauseIds.InvalidResponseHeader, "'(22)Invalid argument: Error reading headers from backend' (502)"),
        Of("AH10404.70014", CauseIds.UpstreamClosedBeforeResponse, "'(70014)End of file found: Error reading headers from backend' (502)"),
        Of("AH10404.104", CauseIds.UpstreamReset, "'(104)Connection reset by peer: Error reading headers from backend' (502)"),
        Of("AH10404.70007", CauseIds.ResponseTimeout, "'(70007)The timeout specified has expired: Error reading headers from backend' (502)"),
        Of("AH01106", CauseIds.InvalidResponseHeader, "'bad HTTP/M.N header returned by URI' (502)"),
        Of("AH01098", CauseIds.InvalidResponseHeader, "'Starting body due to bogus non-header'"),
        Of("AH01099", CauseIds.InvalidResponseHeader, "'No HTTP headers returned'"),
        Of("AH01100", CauseIds.InvalidResponseHeader, "'Ignoring bogus HTTP header' (ProxyBadHeader)", "a warning only; the response was delivered"),
        Of("AH02428", CauseIds.InvalidResponseHeader, "'Empty response header name, aborting request' (500)"),
        Of("AH02429", CauseIds.InvalidResponseHeader, "'Response header name contains invalid characters, aborting request' (500)"),
        Of("AH02430", CauseIds.InvalidResponseHeader, "'Response header value contains invalid characters, aborting request' (500)"),
    ];

    private static IEnumerable<ForeignCode> Bodies =>
    [
        Of("AH01587", CauseIds.InvalidFraming, "'Invalid Content-Length' (502)"),
        Of("AH01590", CauseIds.InvalidResponseCoding, "'Error reading/parsing chunk' (502, or a cut response)"),
        Of("AH02555", CauseIds.InvalidResponseCoding, "'Unknown Transfer-Encoding: X; using read-until-close' (200)"),
        Of("AH01110", CauseIds.ResponseTruncated, "'error reading response' (502 if nothing was sent, else cut)",
            "the (OSERR) in front decides: 70008 cut, 70007 stalled (response-stalled)"),
        Of("AH01110.70008", CauseIds.ResponseTruncated, "'(70008)Partial results are valid: error reading response'"),
        Of("AH01110.70007", CauseIds.ResponseStalled, "'(70007)The timeout specified has expired: error reading response'"),
        Of("AH01084", CauseIds.UpstreamReset, "'pass request body failed' (502, 504 on timeout, 400 when the client failed)",
            "the (OSERR) in front decides: 70007 is request-write-timeout"),
        Of("AH01084.70007", CauseIds.RequestWriteTimeout, "'(70007)The timeout specified has expired: pass request body failed' (504)"),
        Of("AH01097", CauseIds.UpstreamReset, "'pass request body failed' (502)", "the (OSERR) in front decides: 70007 is request-write-timeout"),
        Of("AH01095", CauseIds.UpstreamReset, "'prefetch request body failed' (502)", "400 means that the client failed (client-aborted)"),
        Of("AH01096", CauseIds.UpstreamReset, "'processing prefetched request body failed' (502)"),
        Of("AH10154", CauseIds.UpstreamReset, "'pass request body failed' (502)", "the (OSERR) in front decides: 70007 is request-write-timeout"),
        Of("AH02656", CauseIds.InvalidResponseCoding, "'Error while reading HTTP trailer', of a backend's answer"),
        Of("AH02656.size", CauseIds.ResponseHeaderTooLarge, "'Error while reading HTTP trailer: Size of a request header field exceeds server limit', of a backend's answer"),
        Of("AH02608", CauseIds.ClientAborted, "'read request body failed': the client's body did not come (400, 408)"),
        Of("AH10240", CauseIds.GatewayInternalError, "'can't create tunnel' (500)"),
        Of("AH01144", CauseIds.GatewayMisconfigured, "'No protocol handler was valid for the URL': a proxy module is not loaded (500)"),
    ];

    private static IEnumerable<ForeignCode> FastCgi =>
    [
        Of("AH01067", CauseIds.UpstreamReset, "'Failed to read FastCGI header' (503)",
            "worker-crashed when PHP-FPM's log says 'child N exited' at that second"),
        Of("AH01068", CauseIds.WrongProtocolOnPort, "'Got bogus version N' (503)"),
        Of("AH01069", CauseIds.WrongProtocolOnPort, "'Got bogus rid N' (503)"),
        Of("AH01070", CauseIds.ApplicationScriptError, "'Error parsing script headers' (500)",
            "a header that is too large looks the same (response-header-too-large)"),
        Of("AH01071", CauseIds.ApplicationScriptError, "'Got error TEXT': a message of the script; the status is the script's",
            "'Primary script unknown' is a wrong path (404)"),
        Of("AH01072", CauseIds.WrongProtocolOnPort, "'Got bogus record N' (503)"),
        Of("AH01073", CauseIds.UpstreamReset, "'Failed Writing Request' (503)"),
        Of("AH01074", CauseIds.UpstreamReset, "'Failed writing Environment' (503)"),
        Of("AH01075", CauseIds.UpstreamReset, "'Error dispatching request' (503, 504 on timeout)",
            "the (OSERR) in front decides: 70007 is response-timeout; PHP-FPM's log tells worker-crashed and worker-killed-by-timeout"),
        Of("AH01075.70007", CauseIds.ResponseTimeout, "'(70007)The timeout specified has expired: Error dispatching request' (504)",
            "worker-pool-exhausted when PHP-FPM's log says max_children"),
        Of("AH01075.22", CauseIds.WrongProtocolOnPort, "'(22)Invalid argument: Error dispatching request': the answer is no FastCGI (503)",
            "response-header-too-large or upstream-reset; the AH010.. line before it decides"),
        Of("AH01075.-102", CauseIds.InvalidResponseHeader, "'(-102) ... Error dispatching request (passing brigade to output filters)': httpd refuses what the script answered (500)",
            "the line of the same pid and tid before it (AH02429, AH02430) decides"),
        Of("AH01075.104", CauseIds.UpstreamReset, "'(104)Connection reset by peer: Error dispatching request' (503)",
            "PHP-FPM's log tells worker-crashed and worker-killed-by-timeout"),
    ];

    private static IEnumerable<ForeignCode> Others =>
    [
        Ajp("AH00868"),
        Ajp("AH00876"),
        Ajp("AH00878"),
        Ajp("AH00992"),
        Ajp("AH01030"),
        Ajp("AH00893"),
        Ajp("AH00897"),
        Of("AH00878.70007", CauseIds.ResponseTimeout, "AJP: '(70007)The timeout specified has expired: read response failed' (503 or 504)"),
        Of("AH01102.110", CauseIds.ResponseTimeout, "'(110)Connection timed out: error reading status line' (502)"),
        Of("AH01097.70007", CauseIds.RequestWriteTimeout, "'(70007)The timeout specified has expired: pass request body failed' (504)"),
        Of("AH10154.70007", CauseIds.RequestWriteTimeout, "'(70007)The timeout specified has expired: pass request body failed' (504)"),
        Of("AH00898.dns-temporary", CauseIds.DnsServerFailure, "'Temporary failure in name resolution: DNS lookup failure' (500)",
            "dns-timeout; the resolver's own log decides"),
        Of("AH01961", CauseIds.GatewayMisconfigured, "'SSL Proxy requested but not enabled [Hint: SSLProxyEngine]' (500)"),
        Of("AH00124", CauseIds.GatewayMisconfigured, "'Request exceeded the limit of N internal redirects' (500)"),
        Of("AH00485", CauseIds.GatewayOutOfResources, "'scoreboard is full, not at MaxRequestWorkers'"),
        Of("end-of-script-output", CauseIds.ApplicationScriptError, "'End of script output before headers' or 'Premature end of script headers': the script ended without a header (500)",
            "worker-crashed when the kernel or PHP-FPM's log says so"),
        Of("cgi-timeout", CauseIds.ResponseTimeout, "'Timeout waiting for output from CGI script' (504)"),
        Of("fcgid-timeout", CauseIds.ResponseTimeout, "'mod_fcgid: read data timeout in N seconds' (FcgidIOTimeout, 500)"),
        Of("fcgid-no-slot", CauseIds.WorkerPoolExhausted, "'mod_fcgid: can't apply process slot': every process is busy (FcgidMaxProcesses, 503)"),
        Of("fcgid-broken", CauseIds.UpstreamReset, "'mod_fcgid: error reading data' or 'ap_pass_brigade failed': the process broke off (500)",
            "worker-crashed when a line about its exit stands beside it"),
        Of("fcgid-died", CauseIds.WorkerCrashed, "'mod_fcgid: process N exit(communication error)', terminated by a signal"),
        Of("script-fatal", CauseIds.ApplicationScriptError, "'Got error' or CGI output with a fatal error of PHP, or 'Primary script unknown'"),
        Of("child-signal", CauseIds.GatewayInternalError, "'child pid N exit signal ...': a process of httpd crashed",
            "a module inside it (mod_php) is the usual reason: application"),
        Of("AH10098", CauseIds.UpstreamReset, "'sending data failed' (uwsgi, 503)"),
        Of("AH00858", CauseIds.UpstreamReset, "'sending data failed' (SCGI, 503)"),
        Of("AH00860", CauseIds.UpstreamClosedBeforeResponse, "'error reading response headers' (SCGI, 500 or 502)"),
        Of("AH02003", CauseIds.TlsWrongProtocol, "'SSL Proxy connect failed' (500)", $"tls-handshake-timeout, tls-handshake-closed or tls-alert-received; {TlsText}"),
        Of("AH02004", CauseIds.TlsCertificateUntrusted, "'SSL Proxy: Peer certificate is expired' (500)"),
        Of("AH02005", CauseIds.TlsCertificateNameMismatch, "'SSL Proxy: Peer certificate CN mismatch' (500)"),
        Of("AH02411", CauseIds.TlsCertificateNameMismatch, "'SSL Proxy: Peer certificate does not match for hostname' (500)"),
        Of("AH10273", CauseIds.TlsWrongProtocol, "the application protocol (ALPN) was not agreed (500)"),
        Of("AH10274", CauseIds.TlsWrongProtocol, "the application protocol (ALPN) was not agreed (500)"),
        Of("AH02268", CauseIds.TlsAlertReceived, "'downstream server wanted client certificate but none are configured' (500)"),
        Of("AH02008", CauseIds.TlsWrongProtocol, "'SSL library error N in handshake' (500)", "the SSL Library Error line beside it decides"),
        Of("AH02039", CauseIds.TlsCertificateUntrusted, "'Certificate Verification: Error (N)' (500)"),
        Of("AH02276", CauseIds.TlsCertificateUntrusted, "'Certificate Verification: Error (N)' with the certificate's details (500)"),
    ];

    // The same system errors as AH00957.
    private static IEnumerable<ForeignCode> Narrowed(string code, string form) =>
    [
        Of($"{code}.111", CauseIds.ConnectRefused, $"'(111)Connection refused: ... attempt to connect failed', {form} (503)"),
        Of($"{code}.110", CauseIds.ConnectTimeout, $"'(110)Connection timed out: ... attempt to connect failed', {form} (503)"),
        Of($"{code}.70007", CauseIds.ConnectTimeout, $"'(70007)The timeout specified has expired: ... attempt to connect failed', {form} (503)"),
        Of($"{code}.113", CauseIds.RouteUnreachable, $"'(113)No route to host: ... attempt to connect failed', {form} (503)"),
        Of($"{code}.101", CauseIds.RouteUnreachable, $"'(101)Network is unreachable: ... attempt to connect failed', {form} (503)"),
    ];

    private static IEnumerable<string> MayTimeOut => ["AH00868", "AH00876", "AH00992", "AH01030", "AH00893", "AH00897", "AH10098", "AH00858", "AH00860"];

    private static IEnumerable<ForeignCode> TimedOut => MayTimeOut.Select(code =>
        Of($"{code}.70007", CauseIds.ResponseTimeout, $"'(70007)The timeout specified has expired' with {code} (503 or 504)"));

    private static ForeignCode Ajp(string code) =>
        Of(code, CauseIds.UpstreamReset, "an AJP exchange failed: request, send, read, dialog or cping/cpong (503; 500 once begun)",
            "the (OSERR) in front decides: 70007 is response-timeout");

    private static ForeignCode Of(string code, string cause, string meaning, string? also = null) => new("apache", code, cause, meaning, also);
}
