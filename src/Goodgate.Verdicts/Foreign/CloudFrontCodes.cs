using Goodgate.Verdicts.Catalogue;

namespace Goodgate.Verdicts.Foreign;

/// <summary>Values of x-edge-detailed-result-type of Amazon CloudFront. Source: the developer guide of CloudFront, standard logs.</summary>
internal static class CloudFrontCodes
{
    public static IReadOnlyList<ForeignCode> All { get; } =
    [
        Of("OriginConnectError", CauseIds.ConnectRefused, "CloudFront could not connect to the origin",
            "connect-timeout, route-unreachable or TLS failure; origin-fbl, time-taken and the origin's log decide"),
        Of("OriginDnsError", CauseIds.DnsNameNotFound, "the origin's name does not resolve",
            "dns-server-failure or dns-timeout; a query of that name decides"),
        Of("OriginCommError", CauseIds.ResponseTimeout, "the connection to the origin timed out or broke off",
            "upstream-reset or response-stalled; time-taken near the origin's response timeout (30 s) is a timeout"),
        Of("OriginReadError", CauseIds.UpstreamReset, "reading the origin's response failed", "response-truncated when sc-status is 200"),
        Of("OriginWriteError", CauseIds.UpstreamReset, "writing the request to the origin failed", "request-write-timeout; time-taken decides"),
        Of("OriginZeroSizeObjectError", CauseIds.UpstreamClosedBeforeResponse, "the origin closed with an empty response"),
        Of("OriginHeaderTooBigError", CauseIds.ResponseHeaderTooLarge, "the origin's response headers are over CloudFront's limit"),
        Of("OriginInvalidResponseError", CauseIds.InvalidResponseHeader, "the origin's response is invalid",
            "malformed-status-line or invalid-framing; the origin's bytes decide"),
        Of("OriginContentRangeLengthError", CauseIds.InvalidFraming, "Content-Range and Content-Length of the origin's response do not agree"),
        Of("SlowReaderOriginError", CauseIds.ClientAborted, "the client read so slowly that the origin's connection ended",
            "the origin's write timeout is short"),
        Of("OriginError", CauseIds.UpstreamSentError, "the origin answered with an error status"),
        Of("AbortedOrigin", CauseIds.UpstreamReset, "the connection to the origin was broken off", "by the client when sc-status is 000"),
        Of("ClientHungUpRequest", CauseIds.ClientAborted, "the client left before the response"),
        Of("ClientCommError", CauseIds.ClientAborted, "the response could not be sent because of a fault between client and CloudFront"),
        Of("LambdaExecutionError", CauseIds.ApplicationScriptError, "the Lambda@Edge function failed or its answer is invalid"),
        Of("LambdaValidationError", CauseIds.ApplicationScriptError, "the Lambda@Edge function's answer is invalid"),
        Of("LambdaLimitExceeded", CauseIds.UpstreamConnectionLimit, "the Lambda@Edge functions are throttled"),
        Of("FunctionExecutionError", CauseIds.ApplicationScriptError, "the CloudFront function threw an error"),
        Of("FunctionThrottledError", CauseIds.UpstreamConnectionLimit, "the CloudFront function is throttled"),
        Of("LimitExceeded", CauseIds.RateLimited, "a quota of CloudFront is exceeded"),
        Of("CapacityExceeded", CauseIds.GatewayOutOfResources, "the edge location had no capacity for the request"),
    ];

    private static ForeignCode Of(string code, string cause, string meaning, string? also = null, Party? party = null) =>
        new("cloudfront", code, cause, meaning, also, party);
}
