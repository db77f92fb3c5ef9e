using Goodgate.Verdicts.Catalogue;

namespace Goodgate.Verdicts.Foreign;

/// <summary>Statuses that Cloudflare makes when the origin fails. Source: cloudflare-docs, 5xx and 1xxx error pages.</summary>
internal static class CloudflareCodes
{
    private const string Relayed = "sent by the origin when OriginResponseStatus equals EdgeResponseStatus (upstream-sent-error); otherwise Cloudflare's own network";

    public static IReadOnlyList<ForeignCode> All { get; } =
    [
        Of("502", CauseIds.UpstreamSentError, "Bad Gateway", Relayed),
        Of("503", CauseIds.UpstreamSentError, "Service Unavailable", Relayed),
        Of("504", CauseIds.UpstreamSentError, "Gateway Timeout", Relayed),
        Of("520", CauseIds.UpstreamClosedBeforeResponse, "the origin's answer was empty, unparsable, too large or cut off",
            "invalid-response-header, response-header-too-large (over 128 KB) or upstream-reset; the Origin* duration fields and the origin's log decide"),
        Of("521", CauseIds.ConnectRefused, "the origin refused the connection", "a firewall of the origin that rejects Cloudflare's addresses does this too"),
        Of("522", CauseIds.ConnectTimeout, "no answer to the connection attempt in about 19 s, or the request was not acknowledged for 90 s"),
        Of("523", CauseIds.RouteUnreachable, "no route to the origin's address"),
        Of("524", CauseIds.ResponseTimeout, "the origin took the connection and sent no response in time (100 s by default, 120 s in newer documentation)",
            "a write stalled for 30 s gives the same (request-write-timeout); OriginResponseDurationMs decides"),
        Of("525", CauseIds.TlsWrongProtocol, "the TLS handshake with the origin failed",
            "tls-alert-received or tls-handshake-closed; openssl s_client against the origin decides"),
        Of("526", CauseIds.TlsCertificateUntrusted, "the origin's certificate is not valid under Full (strict)",
            "a certificate for other names gives the same (tls-certificate-name-mismatch)"),
        Of("527", CauseIds.ConnectTimeout, "Railgun could not reach the origin (retired)", "any failure between Railgun's two ends"),
        Of("530", CauseIds.DnsNameNotFound, "an error with a 1xxx code on the page; usually 1016, the origin's name does not resolve",
            "1033 is a tunnel that is down (no-healthy-upstream); the number on the page decides"),
        Of("1000", CauseIds.ProxyLoop, "the DNS record points to a Cloudflare address"),
        Of("1015", CauseIds.RateLimited, "a rate limiting rule of the site's owner"),
        Of("1016", CauseIds.DnsNameNotFound, "the origin's name does not resolve"),
        Of("1020", CauseIds.GatewayConfiguredResponse, "a firewall rule of the site's owner refused the visitor"),
        Of("1033", CauseIds.NoHealthyUpstream, "no cloudflared of the tunnel is connected"),
        Of("1101", CauseIds.ApplicationScriptError, "the Worker script threw an exception"),
        Of("1102", CauseIds.WorkerKilledByTimeout, "the Worker script went over its limit of processor time"),
        Of("relayed", CauseIds.UpstreamSentError, "OriginResponseStatus equals EdgeResponseStatus: the origin sent this status itself"),
        Of("499", CauseIds.ClientAborted, "the client left before the response"),
    ];

    private static ForeignCode Of(string code, string cause, string meaning, string? also = null) => new("cloudflare", code, cause, meaning, also);
}
