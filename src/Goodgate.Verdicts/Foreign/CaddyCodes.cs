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
    ];

    private static ForeignCode Of(string code, string cause, string meaning, string? also = null) => new("caddy", code, cause, meaning, also);
}
