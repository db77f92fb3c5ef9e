using Goodgate.Verdicts.Catalogue;

namespace Goodgate.Verdicts.Foreign;

/// <summary>
/// Caddy's errors, each Go text under a short name; Traefik shares them. Source: caddyserver/caddy modules/caddyhttp, Go's net, net/http and crypto/tls.
/// </summary>
internal static class CaddyCodes
{
    public static IReadOnlyList<ForeignCode> All { get; } =
    [
        .. GoCodes.Of("caddy"),
        Of("no-upstreams-available", CauseIds.NoHealthyUpstream, "'no upstreams available' (503)"),
        Of("making-dial-info", CauseIds.GatewayMisconfigured, "'making dial info: ...' (500)"),
        Of("reading-from-backend", CauseIds.ResponseTruncated, "'reading from backend' or 'aborting with incomplete response': the client got a cut response",
            "client-aborted when its error is 'context canceled'"),
        Of("dialing-backend", CauseIds.ConnectRefused, "'dialing backend: ...': the FastCGI form of a failed connection (502)",
            "the text behind it names the failure"),
        Of("relayed", CauseIds.UpstreamSentError, "an access entry with the server's own fields and a body, and no http.log.error line: the server sent this status",
            "handle_errors of Caddy makes such pages too; the http.log.error line of the request decides"),
        Of("body-invalid-chunk", CauseIds.InvalidResponseCoding, "'reading from backend: invalid byte in chunk length' or another fault of chunked coding: the client got a cut response"),
        Of("body-long-trailer", CauseIds.ResponseHeaderTooLarge, "'reading from backend: suspiciously long trailer after chunked body': the client got a cut response"),
        Of("body-stalled", CauseIds.ResponseStalled, "'reading from backend: i/o timeout': the client got a cut response",
            "invalid-framing: a body whose end is not told keeps the reader waiting as well; the head of the response decides"),
        Of("fastcgi-header-version", CauseIds.WrongProtocolOnPort, "'fcgi: invalid header version': what answers is no FastCGI server (502)"),
        Of("fastcgi-status", CauseIds.InvalidResponseHeader, "'strconv.Atoi: parsing \"X\": invalid syntax': the FastCGI server's Status (or a number in another header) is none (502)",
            "Go says so of any number that is none; the application's head at that second decides"),
        Of("body-client-left", CauseIds.ClientAborted, "'aborting with incomplete response: context canceled' or a write that failed: the client left"),
        Of("health-check-failed", CauseIds.NoHealthyUpstream, "'HTTP request failed', 'unexpected status code' or 'status code out of tolerances' of an active health check",
            "one failed check; the other servers may be well"),
    ];

    private static ForeignCode Of(string code, string cause, string meaning, string? also = null) => new("caddy", code, cause, meaning, also);
}
