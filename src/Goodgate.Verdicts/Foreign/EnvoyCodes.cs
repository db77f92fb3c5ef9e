using Goodgate.Verdicts.Catalogue;

namespace Goodgate.Verdicts.Foreign;

/// <summary>
/// Envoy (and Istio): response flags, short and long, and response code details. Source: envoy source/common/stream_info/utility.h,
/// response_code_details.rst, access_log/usage.rst.
/// </summary>
internal static class EnvoyCodes
{
    private const string Transport = "%RESPONSE_CODE_DETAILS% and %UPSTREAM_TRANSPORT_FAILURE_REASON% decide";
    private const string ConnectFailed = $"connect-timeout, route-unreachable and TLS failures look the same; {Transport}";
    private const string Ended = "at 0 ms on a warm connection it is keepalive-race; a mesh peer that only takes mutual TLS looks the same";
    private const string Before = "upstream_reset_before_response_started";

    public static IReadOnlyList<ForeignCode> All { get; } = [.. Flags, .. Details, .. Resets];

    private static IEnumerable<ForeignCode> Flags =>
    [
        .. Flag("LH", "FailedLocalHealthCheck", CauseIds.NoHealthyUpstream, "this Envoy failed its own health check"),
        .. Flag("UH", "NoHealthyUpstream", CauseIds.NoHealthyUpstream, "the cluster has no healthy host"),
        .. Flag("UT", "UpstreamRequestTimeout", CauseIds.ResponseTimeout, "the route's timeout ran out (504)"),
        .. Flag("LR", "LocalReset", CauseIds.UpstreamReset, "the stream was reset on this side", $"a connection timeout inside Envoy looks the same; {Transport}"),
        .. Flag("UR", "UpstreamRemoteReset", CauseIds.UpstreamReset, "the upstream reset the stream",
            "an HTTP/2 upstream sends a code with it (http2-protocol-error)"),
        .. Flag("UF", "UpstreamConnectionFailure", CauseIds.ConnectRefused, "connecting failed (503)", ConnectFailed),
        .. Flag("UC", "UpstreamConnectionTermination", CauseIds.UpstreamClosedBeforeResponse, "the connection was closed under the request (503)", Ended),
        .. Flag("UO", "UpstreamOverflow", CauseIds.UpstreamConnectionLimit, "a threshold of the circuit breaker is reached (503)"),
        .. Flag("URX", "UpstreamRetryLimitExceeded", CauseIds.NoHealthyUpstream, "all retries failed", "the other flag beside it names the last failure"),
        .. Flag("NR", "NoRouteFound", CauseIds.NoUpstreamConfigured, "no route or filter chain matches"),
        .. Flag("NC", "NoClusterFound", CauseIds.NoUpstreamConfigured, "the route names a cluster that does not exist"),
        .. Flag("DI", "DelayInjected", CauseIds.GatewayConfiguredResponse, "a fault filter delayed the request on purpose"),
        .. Flag("FI", "FaultInjected", CauseIds.GatewayConfiguredResponse, "a fault filter answered with an error on purpose"),
        .. Flag("RL", "RateLimited", CauseIds.RateLimited, "the rate limit was reached (429)"),
        .. Flag("RLSE", "RateLimitServiceError", CauseIds.PolicyServiceUnavailable, "the rate limit service failed"),
        .. Flag("UAEX", "UnauthorizedExternalService", CauseIds.PolicyServiceUnavailable, "external authorization did not allow the request",
            "with 401 or 403 the service answered and refused (gateway-configured-response); with 5xx it is down"),
        .. Flag("DC", "DownstreamConnectionTermination", CauseIds.ClientAborted, "the client left"),
        .. Flag("DR", "DownstreamRemoteReset", CauseIds.ClientAborted, "the client reset its stream"),
        .. Flag("SI", "StreamIdleTimeout", CauseIds.ResponseStalled, "the stream was idle for too long (408 or 504)",
            "before the response it is response-timeout"),
        .. Flag("IH", "InvalidEnvoyRequestHeaders", CauseIds.GatewayConfiguredResponse, "an x-envoy header of the request is invalid (400)"),
        .. Flag("DPE", "DownstreamProtocolError", CauseIds.GatewayConfiguredResponse, "the client's request is malformed (400)"),
        .. Flag("UMSDR", "UpstreamMaxStreamDurationReached", CauseIds.ResponseTimeout, "the longest allowed duration of a stream is reached"),
        .. Flag("NFCF", "NoFilterConfigFound", CauseIds.GatewayMisconfigured, "a filter's settings have not arrived"),
        .. Flag("DT", "DurationTimeout", CauseIds.ResponseStalled, "the longest allowed duration of a connection is reached"),
        .. Flag("UPE", "UpstreamProtocolError", CauseIds.InvalidResponseHeader, "the upstream's response cannot be parsed (502)",
            "malformed-status-line, invalid-framing or wrong-protocol-on-port; %RESPONSE_CODE_DETAILS% decides"),
        .. Flag("OM", "OverloadManagerTerminated", CauseIds.GatewayOutOfResources, "the overload manager ended the request (503)"),
        .. Flag("DF", "DnsResolutionFailed", CauseIds.DnsNameNotFound, "the upstream's name was not resolved (503)",
            "dns-server-failure or dns-timeout; Envoy's dns log decides"),
        .. Flag("DO", "DropOverload", CauseIds.GatewayConfiguredResponse, "the control plane asks to drop a share of the traffic (drop_overload)"),
        .. Flag("UDO", "UnconditionalDropOverload", CauseIds.GatewayConfiguredResponse, "the control plane asks to drop all traffic"),
    ];

    private static IEnumerable<ForeignCode> Details =>
    [
        Of("via_upstream", CauseIds.UpstreamSentError, "the status came from the upstream"),
        Of("-", CauseIds.UpstreamSentError, "no response flag: the status came from the upstream",
            "a direct_response of a route has no flag either; %RESPONSE_CODE_DETAILS% decides"),
        Of("ext_authz_denied", CauseIds.GatewayConfiguredResponse, "external authorization refused the request (401 or 403)"),
        Of("ext_authz_error", CauseIds.PolicyServiceUnavailable, "external authorization could not be asked"),
        Of("no_healthy_upstream", CauseIds.NoHealthyUpstream, "the cluster has no healthy host"),
        Of("cluster_not_found", CauseIds.NoUpstreamConfigured, "the route names a cluster that does not exist"),
        Of("route_not_found", CauseIds.NoUpstreamConfigured, "no route matches"),
        Of("route_configuration_not_found", CauseIds.NoUpstreamConfigured, "the listener has no route table yet"),
        Of("filter_chain_not_found", CauseIds.NoUpstreamConfigured, "no filter chain matches the connection"),
        Of("direct_response", CauseIds.GatewayConfiguredResponse, "a route answers by itself"),
        Of("maintenance_mode", CauseIds.GatewayConfiguredResponse, "the cluster is in maintenance mode"),
        Of("admin_filter_response", CauseIds.GatewayConfiguredResponse, "Envoy's admin answered"),
        Of("overload", CauseIds.GatewayOutOfResources, "the overload manager refuses requests"),
        Of("drop_overload", CauseIds.GatewayConfiguredResponse, "the control plane asks to drop a share of the traffic"),
        Of("unconditional_drop_overload", CauseIds.GatewayConfiguredResponse, "the control plane asks to drop all traffic"),
        Of("response_timeout", CauseIds.ResponseTimeout, "the route's timeout ran out"),
        Of("upstream_response_timeout", CauseIds.ResponseTimeout, "the route's timeout ran out (older spelling)"),
        Of("upstream_per_try_timeout", CauseIds.ResponseTimeout, "the timeout of one try ran out"),
        Of("upstream_per_try_idle_timeout", CauseIds.ResponseStalled, "nothing moved on this try for too long", "before the response it is response-timeout"),
        Of("upstream_max_stream_duration_reached", CauseIds.ResponseTimeout, "the longest allowed duration of a stream is reached"),
        Of("stream_idle_timeout", CauseIds.ResponseStalled, "the stream was idle for too long", "before the response it is response-timeout"),
        Of("max_duration_timeout", CauseIds.ResponseTimeout, "the longest allowed duration of a stream is reached"),
        Of("duration_timeout", CauseIds.ResponseStalled, "the longest allowed duration of a connection is reached"),
        Of("request_overall_timeout", CauseIds.ClientAborted, "the client did not send its request in time"),
        Of("request_header_timeout", CauseIds.ClientAborted, "the client did not send its request head in time"),
        Of("upgrade_failed", CauseIds.UpgradeFailed, "the upgrade failed"),
        Of("websocket_handshake_unsuccessful", CauseIds.UpgradeFailed, "the upstream did not accept the WebSocket"),
        Of("response_payload_too_large", CauseIds.GatewayOutOfResources, "a filter had to hold the whole response and its buffer is too small"),
        Of("downstream_remote_disconnect", CauseIds.ClientAborted, "the client left"),
        Of("downstream_local_disconnect*", CauseIds.ClientAborted, "Envoy closed the client's connection, for the reason in brackets"),
        Of("http1.codec_error", CauseIds.MalformedStatusLine, "the bytes are no HTTP/1 response",
            "wrong-protocol-on-port or invalid-response-header; the bytes decide"),
        Of("http1.invalid_characters", CauseIds.InvalidResponseHeader, "a header has bytes that are not allowed"),
        Of("http1.headers_too_large", CauseIds.ResponseHeaderTooLarge, "the response headers are over the limit"),
        Of("http1.too_many_headers", CauseIds.ResponseHeaderTooLarge, "the response has too many header fields"),
        Of("http1.content_length_not_allowed", CauseIds.InvalidFraming, "Content-Length where none may be"),
        Of("http1.transfer_encoding_not_allowed", CauseIds.InvalidFraming, "Transfer-Encoding where none may be"),
        Of("http1.invalid_transfer_encoding", CauseIds.InvalidResponseCoding, "a transfer coding that is not known"),
        Of("http1.content_length_and_chunked_not_allowed", CauseIds.InvalidFraming, "both Content-Length and chunked"),
        Of("http1.body_disallowed", CauseIds.InvalidFraming, "a body where none may be"),
        Of("http2.too_many_headers", CauseIds.ResponseHeaderTooLarge, "the response has too many header fields"),
        Of("http2.*", CauseIds.Http2ProtocolError, "the upstream broke HTTP/2 in the way the name says"),
        Of("http3.*", CauseIds.Http2ProtocolError, "the upstream broke HTTP/3 in the way the name says"),
        Of("filter_removed_required_*", CauseIds.GatewayMisconfigured, "a filter removed headers that are needed"),
        Of("filter_added_invalid_*", CauseIds.GatewayMisconfigured, "a filter added invalid data"),
    ];

    private static IEnumerable<ForeignCode> Resets =>
    [
        Of($"{Before}{{connection_failure}}", CauseIds.ConnectRefused, "connecting failed (older spelling)", ConnectFailed),
        Of($"{Before}{{remote_connection_failure}}", CauseIds.ConnectRefused, "the other side failed the connection", ConnectFailed),
        Of($"{Before}{{local_connection_failure}}", CauseIds.ConnectRefused, "connecting failed on this side", ConnectFailed),
        Of($"{Before}{{connection_timeout}}", CauseIds.ConnectTimeout, "the connect timeout ran out"),
        Of($"{Before}{{connection_termination}}", CauseIds.UpstreamClosedBeforeResponse, "the upstream closed the connection before the response", Ended),
        Of($"{Before}{{local_reset}}", CauseIds.UpstreamReset, "Envoy reset the stream"),
        Of($"{Before}{{local_refused_stream_reset}}", CauseIds.Http2ProtocolError, "the stream was refused on this side"),
        Of($"{Before}{{http1_premature_upstream_half_close}}", CauseIds.UpstreamClosedBeforeResponse, "the upstream closed its side before the request was complete"),
        Of($"{Before}{{remote_reset}}", CauseIds.UpstreamReset, "the upstream reset the stream"),
        Of($"{Before}{{remote_refused_stream_reset}}", CauseIds.Http2ProtocolError, "the upstream refused the stream unprocessed (REFUSED_STREAM)"),
        Of($"{Before}{{remote_error_with_CONNECT_request}}", CauseIds.UpstreamReset, "the upstream failed a CONNECT request"),
        Of($"{Before}{{overflow}}", CauseIds.UpstreamConnectionLimit, "a threshold of the circuit breaker is reached"),
        Of($"{Before}{{protocol_error}}", CauseIds.InvalidResponseHeader, "the upstream's response cannot be parsed",
            "malformed-status-line, invalid-framing or wrong-protocol-on-port; the bytes decide"),
        Of($"{Before}{{overload_manager_reset}}", CauseIds.GatewayOutOfResources, "the overload manager reset the stream"),
        Of("upstream_reset_after_response_started*", CauseIds.ResponseTruncated, "the upstream broke off inside the response"),
    ];

    private static ForeignCode[] Flag(string brief, string full, string cause, string meaning, string? also = null) =>
        [Of(brief, cause, meaning, also), Of(full, cause, meaning, also)];

    private static ForeignCode Of(string code, string cause, string meaning, string? also = null) => new("envoy", code, cause, meaning, also);
}
