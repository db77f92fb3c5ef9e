using Goodgate.Verdicts.Catalogue;

namespace Goodgate.Verdicts.Foreign;

/// <summary>Values of jsonPayload.statusDetails of Google Cloud's load balancers. Source: Google's documentation of its load balancer logs.</summary>
internal static class GoogleCodes
{
    public static IReadOnlyList<ForeignCode> All { get; } =
    [
        Of("response_sent_by_backend", CauseIds.UpstreamSentError, "the backend chose the status"),
        Of("backend_connection_closed_before_data_sent_to_client", CauseIds.UpstreamClosedBeforeResponse,
            "the backend closed the connection before the response",
            "keepalive-race when the backend's idle timeout is below the load balancer's fixed 600 s"),
        Of("backend_connection_closed_after_partial_response_sent", CauseIds.ResponseTruncated, "the backend closed the connection inside the response"),
        Of("backend_timeout", CauseIds.ResponseTimeout, "the backend sent no complete response within the backend service's timeout"),
        Of("failed_to_connect_to_backend", CauseIds.ConnectRefused, "no connection to the backend",
            "connect-timeout; the latency tells: about 0.03 s is a refusal, seconds are a timeout"),
        Of("failed_to_pick_backend", CauseIds.NoHealthyUpstream, "no backend is healthy"),
        Of("failed_to_negotiate_alpn", CauseIds.TlsWrongProtocol, "no common application protocol (ALPN) with the backend"),
        Of("backend_response_corrupted", CauseIds.InvalidFraming, "the body of the backend's response has invalid transfer coding or framing",
            "invalid-response-coding; the bytes of the response decide"),
        Of("backend_response_headers_too_long", CauseIds.ResponseHeaderTooLarge, "the backend's response headers are over the limit"),
        Of("backend_interim_response_not_supported", CauseIds.UpgradeFailed, "the backend sent a 1xx response in a place where it is not supported"),
        Of("backend_early_response_with_non_error_status", CauseIds.UpstreamReset, "the backend answered with success before it had read the request body"),
        Of("aborted_request_due_to_backend_early_response", CauseIds.UpstreamSentError,
            "the backend answered with an error before it had read the request body"),
        Of("error_uncompressing_gzipped_body", CauseIds.InvalidResponseCoding, "the backend's gzip body cannot be decompressed"),
        Of("request_loop_detected", CauseIds.ProxyLoop, "the backend leads back to the load balancer"),
        Of("config_not_found", CauseIds.NoUpstreamConfigured, "no configuration for the project, or it has not arrived at this front end yet"),
        Of("internal_error", CauseIds.GatewayInternalError, "an error inside the load balancer"),
        Of("retriable_error", CauseIds.GatewayInternalError, "an error inside the load balancer that is safe to retry"),
        Of("server_cert_*", CauseIds.TlsCertificateUntrusted, "the backend's certificate failed the check the name describes"),
        Of("client_disconnected_before_any_response", CauseIds.ClientAborted, "the client left before the response"),
        Of("client_disconnected_after_partial_response", CauseIds.ClientAborted, "the client left inside the response"),
        Of("client_timed_out", CauseIds.ClientAborted, "the client was silent for too long"),
        Of("denied_by_security_policy", CauseIds.GatewayConfiguredResponse, "a Cloud Armor policy refused the request"),
        Of("banned_by_security_policy", CauseIds.RateLimited, "a Cloud Armor policy banned the client for its rate (429)"),
        Of("secure_url_rejected", CauseIds.GatewayConfiguredResponse, "a signed URL is required and this one is missing or invalid"),
        Of("direct_response", CauseIds.GatewayConfiguredResponse, "a rule of the URL map answers by itself"),
        Of("failed_to_connect_to_backend.slow", CauseIds.ConnectTimeout, "no connection to the backend, after a second or more: nobody refused, it waited",
            "route-unreachable; the firewall rules for health checks and the backend's own log decide"),
    ];

    private static ForeignCode Of(string code, string cause, string meaning, string? also = null) => new("google", code, cause, meaning, also);
}
