using Goodgate.Verdicts.Catalogue;

namespace Goodgate.Verdicts.Foreign;

/// <summary>Traefik: Go's texts (only logged at level DEBUG) and its own answers. Source: traefik pkg/proxy/httputil/proxy.go, pkg/server/service.</summary>
internal static class TraefikCodes
{
    private const string Debug = "the reason is in the log only at level DEBUG";

    public static IReadOnlyList<ForeignCode> All { get; } =
    [
        .. GoCodes.Of("traefik"),
        Of("no-available-server", CauseIds.NoHealthyUpstream, "body 'no available server' (503)"),
        Of("circuit-breaker", CauseIds.NoHealthyUpstream, "the circuit breaker is open (503)"),
        Of("bad-gateway", CauseIds.UpstreamClosedBeforeResponse, "body 'Bad Gateway' (11 bytes): a network error that is no timeout", $"connect-refused and others; {Debug}"),
        Of("gateway-timeout", CauseIds.ConnectTimeout, "body 'Gateway Timeout' (15 bytes): a network timeout", $"response-timeout; {Debug}; 30 s is the dial timeout"),
        Of("internal-server-error", CauseIds.TlsCertificateUntrusted, "body 'Internal Server Error' (21 bytes): no network error, often a certificate",
            $"malformed responses and TLS failures too; {Debug}"),
        Of("relayed", CauseIds.UpstreamSentError, "the size is not that of Traefik's own text: the server sent this status",
            "a middleware that replaces error pages (errors) hides who made it; log level DEBUG decides"),
        Of("health-check-failed", CauseIds.NoHealthyUpstream, "'Health check failed': the server is taken out of use"),
    ];

    private static ForeignCode Of(string code, string cause, string meaning, string? also = null) => new("traefik", code, cause, meaning, also);
}
