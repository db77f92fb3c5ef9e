using Goodgate.Verdicts.Catalogue;

namespace Goodgate.Verdicts.Foreign;

/// <summary>
/// IIS and ARR: <c>status.substatus</c>, and <c>502.3.N</c> with sc-win32-status N (WinHTTP error numbers). HTTPERR reason words stand alone.
/// Source: SupportArticles-docs http-status-code.md, iis-docs on 502 errors in ARR.
/// </summary>
internal static class IisCodes
{
    public static IReadOnlyList<ForeignCode> All { get; } =
    [
        Of("502.0", CauseIds.UpstreamSentError, "the page itself set the status, when sc-win32-status is 0",
            "SERVER-STATUS= in cs-uri-query proves that the backend sent it"),
        Of("502.1", CauseIds.ResponseTimeout, "a CGI or FastCGI application did not answer in time"),
        Of("502.2", CauseIds.ApplicationScriptError, "a CGI application ended early or printed no header", "with ARR: failure to map the request to a server"),
        Of("502.3", CauseIds.UpstreamReset, "connection or WinHTTP error while forwarding",
            "sc-win32-status decides: see 502.3.12002, 502.3.12029, 502.3.12030 and so on"),
        Of("502.3.64", CauseIds.ClientAborted, "the network name is deleted: the client left"),
        Of("502.3.12002", CauseIds.ResponseTimeout, "WinHTTP: timeout", "connecting or receiving; a Failed Request Tracing file decides"),
        Of("502.3.12005", CauseIds.GatewayMisconfigured, "WinHTTP: the address of the rule is invalid"),
        Of("502.3.12007", CauseIds.DnsNameNotFound, "WinHTTP: the server's name is not resolved"),
        Of("502.3.12029", CauseIds.ConnectRefused, "WinHTTP: no connection",
            "connect-timeout or route-unreachable; the time taken decides (21 s is a timeout)"),
        Of("502.3.12030", CauseIds.UpstreamReset, "WinHTTP: the connection was reset or closed"),
        Of("502.3.12152", CauseIds.InvalidResponseHeader, "WinHTTP: the server's response is invalid",
            "malformed-status-line or invalid-framing; a capture of the bytes decides"),
        Of("502.3.12175", CauseIds.TlsWrongProtocol, "WinHTTP: the TLS handshake failed", "certificate or alert; the Schannel events decide"),
        Of("502.4", CauseIds.NoHealthyUpstream, "no server of the farm is available"),
        Of("502.5", CauseIds.UpgradeFailed, "WebSocket failure (ARR)",
            "ASP.NET Core before 3.0: the process did not start (worker-crashed); the event log decides"),
        Of("502.6", CauseIds.GatewayInternalError, "the forwarded request failed inside ARR"),
        Of("502.7", CauseIds.GatewayInternalError, "executing the request failed inside ARR"),
        Of("503.0", CauseIds.WorkerCrashed, "the application pool is stopped",
            "stopped by hand or by rapid-fail protection after crashes; the System event log decides"),
        Of("503.2", CauseIds.WorkerPoolExhausted, "the limit of concurrent requests (serverRuntime appConcurrentRequestLimit) is reached"),
        Of("503.3", CauseIds.WorkerPoolExhausted, "the ASP.NET request queue is full"),
        Of("503.4", CauseIds.WorkerPoolExhausted, "the FastCGI queue is full"),
        Of("500.13", CauseIds.GatewayOutOfResources, "the web server is too busy"),
        Of("AppOffline", CauseIds.WorkerCrashed, "HTTPERR: the application pool was taken offline after errors"),
        Of("Disabled", CauseIds.GatewayConfiguredResponse, "HTTPERR: an administrator stopped the application pool"),
        Of("QueueFull", CauseIds.ListenQueueFull, "HTTPERR: the application pool's request queue is full"),
        Of("ConnLimit", CauseIds.GatewayOutOfResources, "HTTPERR: the site's limit of connections is reached"),
        Of("Connection_Refused", CauseIds.GatewayOutOfResources, "HTTPERR: the kernel's memory pool ran low"),
        Of("relayed", CauseIds.UpstreamSentError, "SERVER-STATUS= in cs-uri-query: the backend answered with this status itself"),
        Of("Connection_Abandoned_By_ReqQueue", CauseIds.WorkerCrashed, "HTTPERR: the worker process of the application pool ended with requests in its hands"),
        Of("Connection_Abandoned_By_AppPool", CauseIds.WorkerCrashed, "HTTPERR: the worker process of the application pool ended with requests in its hands"),
        Of("Timer_AppPool", CauseIds.WorkerPoolExhausted, "HTTPERR: the request waited in the application pool's queue for too long"),
    ];

    private static ForeignCode Of(string code, string cause, string meaning, string? also = null) => new("iis", code, cause, meaning, also);
}
