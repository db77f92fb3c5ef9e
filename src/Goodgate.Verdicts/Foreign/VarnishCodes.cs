using Goodgate.Verdicts.Catalogue;

namespace Goodgate.Verdicts.Foreign;

/// <summary>
/// Varnish's FetchError and Error texts; each failure is a 503 to the client. Source: varnish-cache bin/varnishd/cache/cache_fetch.c,
/// cache_backend.c, http1/; seen on 7.1.1.
/// </summary>
internal static class VarnishCodes
{
    private const string AllAlike = "a reset, and junk without an empty line, look the same; on a reused connection keepalive-race";

    public static IReadOnlyList<ForeignCode> All { get; } =
    [
        Of("unhealthy", CauseIds.NoHealthyUpstream, "'backend N: unhealthy'"),
        Of("returned no backend", CauseIds.NoHealthyUpstream, "'Director N returned no backend'"),
        Of("No backend", CauseIds.NoUpstreamConfigured, "no backend is set for the request"),
        Of("busy", CauseIds.UpstreamConnectionLimit, "'backend N: busy' (max_connections)"),
        Of("fail errno 111", CauseIds.ConnectRefused, "'backend N: fail errno 111'"),
        Of("fail errno 110", CauseIds.ConnectTimeout, "'backend N: fail errno 110' (connect_timeout)"),
        Of("fail errno 113", CauseIds.RouteUnreachable, "'backend N: fail errno 113'"),
        Of("fail errno 101", CauseIds.RouteUnreachable, "'backend N: fail errno 101'"),
        Of("fail errno 0", CauseIds.ConnectRefused, "'backend N: fail errno 0 (Success)': a connect failed shortly before and is held down",
            "the first failure's own line decides"),
        Of("no backend connection", CauseIds.ConnectRefused, "connecting failed (4.x and 5.x)",
            "connect-timeout or route-unreachable; backend counters decide"),
        Of("proxy write errno*", CauseIds.UpstreamReset, "the PROXY header could not be sent"),
        Of("first byte timeout*", CauseIds.ResponseTimeout, "first_byte_timeout ran out"),
        Of("HTC status 3", CauseIds.ResponseTimeout, "first_byte_timeout ran out (4.1 to 5.0)"),
        Of("http first read error: EOF", CauseIds.ResponseTimeout, "first_byte_timeout ran out, or the backend closed (old versions)",
            "the time taken decides"),
        Of("HTC eof*", CauseIds.UpstreamClosedBeforeResponse, "the backend closed before a complete response head", AllAlike),
        Of("HTC empty*", CauseIds.UpstreamClosedBeforeResponse, "the backend closed without a byte", AllAlike),
        Of("HTC status -1", CauseIds.UpstreamClosedBeforeResponse, "the backend closed before a complete response head (older)", AllAlike),
        Of("backend closed", CauseIds.UpstreamClosedBeforeResponse, "the backend closed", AllAlike),
        Of("http read error: EOF", CauseIds.UpstreamClosedBeforeResponse, "the backend closed (old versions)", AllAlike),
        Of("Received junk", CauseIds.MalformedStatusLine, "the response does not start as HTTP", "another protocol on that port (wrong-protocol-on-port)"),
        Of("http format error", CauseIds.MalformedStatusLine, "the response head is malformed", "with a BogoHeader record it is invalid-response-header"),
        Of("overflow", CauseIds.ResponseHeaderTooLarge, "the response head is over http_resp_size, http_resp_hdr_len or http_max_hdr"),
        Of("out of workspace", CauseIds.GatewayOutOfResources, "workspace_backend is used up"),
        Of("Workspace overflow", CauseIds.GatewayOutOfResources, "a workspace is used up"),
        Of("Could not get storage", CauseIds.GatewayOutOfResources, "the cache storage is full"),
        Of("No thread available for bgfetch", CauseIds.GatewayOutOfResources, "no thread is free for a background fetch"),
        Of("timeout", CauseIds.ResponseStalled, "bytes of the head stopped coming (between_bytes_timeout)"),
        Of("Resource temporarily unavailable", CauseIds.ResponseStalled, "bytes of the body stopped coming (between_bytes_timeout)"),
        Of("Connection reset by peer", CauseIds.ResponseTruncated, "the connection was reset inside the body"),
        Of("straight insufficient bytes", CauseIds.ResponseTruncated, "the body ended before Content-Length",
            "response-stalled when it took between_bytes_timeout; the Timestamp records decide"),
        Of("chunked insufficient bytes", CauseIds.ResponseTruncated, "the body ended inside a chunk"),
        Of("eof socket fail", CauseIds.ResponseTruncated, "the connection broke inside a body that ends with it"),
        Of("straight read_error*", CauseIds.ResponseTruncated, "the connection broke inside the body"),
        Of("chunked *", CauseIds.InvalidResponseCoding, "the chunked coding is malformed in the way the text says"),
        Of("chunked read err", CauseIds.InvalidResponseCoding, "the chunked body could not be read on",
            "response-truncated or response-stalled; the time between the Timestamp records decides"),
        Of("fail errno 11", CauseIds.ListenQueueFull, "'backend N: fail errno 11': the socket's queue is full"),
        Of("HttpGarbage", CauseIds.MalformedStatusLine, "the bytes that are no response head", "wrong-protocol-on-port; the bytes stand in the record"),
        Of("BogoHeader", CauseIds.InvalidResponseHeader, "a header that is refused, and why"),
        Of("bogusly large chunk size", CauseIds.InvalidResponseCoding, "a chunk size is impossible"),
        Of("Invalid Gzip data*", CauseIds.InvalidResponseCoding, "the gzip body is invalid"),
        Of("Gunzip error at the very end", CauseIds.InvalidResponseCoding, "the gzip body is incomplete"),
        Of("Junk after gzip data", CauseIds.InvalidResponseCoding, "bytes follow the gzip body"),
        Of("Body cannot be fetched", CauseIds.InvalidFraming, "the framing of the response is invalid",
            "invalid-response-coding, invalid-response-header or response-timeout; the FetchError and BogoHeader records of the same transaction decide"),
        Of("304 response but not conditional fetch", CauseIds.InvalidResponseHeader, "the backend sent 304 unasked"),
        Of("backend write error*", CauseIds.UpstreamReset, "the request could not be sent"),
        Of("req.body read error*", CauseIds.ClientAborted, "the client's body could not be read"),
        Of("Had failed reading req.body before.", CauseIds.ClientAborted, "the client's body could not be read for an earlier try",
            "upstream-reset; the first try's FetchError decides"),
        Of("Fetch filter*", CauseIds.GatewayMisconfigured, "a fetch filter failed to open"),
        Of("Too many retries, failing", CauseIds.GatewayMisconfigured, "the VCL retries without end (max_retries)", "each retry has its own FetchError"),
        Of("Too many restarts", CauseIds.GatewayMisconfigured, "the VCL restarts without end (max_restarts)"),
        Of("synth", CauseIds.GatewayConfiguredResponse, "the VCL answers by itself (no BeReq, VCL_return c synth)"),
        Of("backend-status", CauseIds.UpstreamSentError, "BerespStatus 502 or 504: the backend sent this status itself"),
        Of("sick", CauseIds.NoHealthyUpstream, "Backend_health 'Went sick' or 'Still sick': the probe fails",
            "the text at its end says how: a status, 'Open error N', or a timeout"),
        Of("child-died", CauseIds.GatewayInternalError, "'Child (N) died', 'Panic' or 'not responding to CLI, killed it': varnishd restarts its child"),
        Of("transit buffer", CauseIds.GatewayOutOfResources, "'Failed to allocate' or 'Malloc': no memory"),
    ];

    private static ForeignCode Of(string code, string cause, string meaning, string? also = null) => new("varnish", code, cause, meaning, also);
}
