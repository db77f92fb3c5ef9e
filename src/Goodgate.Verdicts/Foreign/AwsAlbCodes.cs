using Goodgate.Verdicts.Catalogue;

namespace Goodgate.Verdicts.Foreign;

/// <summary>Statuses and error_reason values of AWS Application Load Balancers. Source: AWS user guide, access logs and troubleshooting.</summary>
internal static class AwsAlbCodes
{
    private const string WhoMadeIt = "target_status_code equal to elb_status_code means the target sent it (upstream-sent-error)";

    public static IReadOnlyList<ForeignCode> All { get; } =
    [
        Of("502", CauseIds.UpstreamClosedBeforeResponse, "the target closed, reset or sent an unusable response",
            $"{WhoMadeIt}; all timers -1 with a target: connect-refused or TLS; 0.000 s on a warm connection: keepalive-race; else the target's log decides"),
        Of("503", CauseIds.NoUpstreamConfigured, "no target is registered, or none is usable",
            $"{WhoMadeIt}; actions_executed fixed-response is gateway-configured-response"),
        Of("504", CauseIds.ResponseTimeout, "the target did not answer before the idle timeout (60 s by default)",
            $"{WhoMadeIt}; all timers -1 after 10.0 s is connect-timeout"),
        Of("460", CauseIds.ClientAborted, "the client closed the connection before the load balancer could answer"),
        Of("561", CauseIds.PolicyServiceUnavailable, "the identity provider answered with an error"),
        Of("fixed-response", CauseIds.GatewayConfiguredResponse, "a listener rule answers by itself (actions_executed)"),
        Of("LambdaAccessDenied", CauseIds.GatewayMisconfigured, "the load balancer may not invoke the function"),
        Of("LambdaResourceNotFound", CauseIds.GatewayMisconfigured, "the function does not exist"),
        Of("LambdaThrottling", CauseIds.UpstreamConnectionLimit, "too many requests to the function at once"),
        Of("LambdaEC2ThrottledException", CauseIds.ApplicationScriptError, "Amazon EC2 throttled the function's start"),
        Of("LambdaConnectionTimeout", CauseIds.ResponseTimeout, "the connection to the function timed out"),
        Of("LambdaBadRequest", CauseIds.ApplicationScriptError, "the client's request headers or body are not UTF-8 only"),
        Of("LambdaInvalidResponse", CauseIds.ApplicationScriptError, "the function's answer is malformed or lacks fields"),
        Of("LambdaResponseTooLarge", CauseIds.ApplicationScriptError, "the function's answer is larger than 1 MB"),
        Of("LambdaRequestTooLarge", CauseIds.ApplicationScriptError, "the request body is larger than 1 MB"),
        Of("LambdaServiceException", CauseIds.ApplicationScriptError, "the function service had an internal error"),
        Of("LambdaUnhandled", CauseIds.ApplicationScriptError, "the function ended with an unhandled exception"),
        Of("LambdaUnhandledException", CauseIds.ApplicationScriptError, "the function ended with an unhandled exception"),
        Of("Lambda*", CauseIds.ApplicationScriptError, "the function could not be run or failed, for the reason in the name"),
        Of("relayed", CauseIds.UpstreamSentError, "target_status_code is set: the target sent this status itself"),
        Of("502-not-connected", CauseIds.ConnectRefused, "502, all timers -1, a target chosen: no connection was made",
            "a TLS handshake with the target that failed looks the same (tls-wrong-protocol); the target's log decides"),
        Of("502-at-once", CauseIds.UpstreamClosedBeforeResponse, "502, connected, and the target closed within 2 ms",
            "keepalive-race: the target's idle timeout is shorter than the load balancer's (60 s); the target's log has no such request then"),
        Of("504-not-connected", CauseIds.ConnectTimeout, "504, all timers -1: no connection within the fixed 10 s",
            "a security group or network ACL that drops packets does this"),
    ];

    private static ForeignCode Of(string code, string cause, string meaning, string? also = null) => new("aws-alb", code, cause, meaning, also);
}
