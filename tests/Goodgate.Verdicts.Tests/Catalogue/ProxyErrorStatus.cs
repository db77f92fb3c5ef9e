using Goodgate.Verdicts.Catalogue;

namespace Goodgate.Verdicts.Tests.Catalogue;

/// <summary>Recommended status codes of RFC 9209 §2.3; null where the RFC recommends "the most appropriate" one.</summary>
internal static class ProxyErrorStatus
{
    public static readonly IReadOnlyDictionary<string, int?> Recommended = new Dictionary<string, int?>(StringComparer.Ordinal)
    {
        [ProxyError.DnsTimeout] = 504,
        [ProxyError.DnsError] = 502,
        [ProxyError.DestinationNotFound] = 500,
        [ProxyError.DestinationUnavailable] = 503,
        [ProxyError.DestinationIpProhibited] = 502,
        [ProxyError.DestinationIpUnroutable] = 502,
        [ProxyError.ConnectionRefused] = 502,
        [ProxyError.ConnectionTerminated] = 502,
        [ProxyError.ConnectionTimeout] = 504,
        [ProxyError.ConnectionReadTimeout] = 504,
        [ProxyError.ConnectionWriteTimeout] = 504,
        [ProxyError.ConnectionLimitReached] = 503,
        [ProxyError.TlsProtocolError] = 502,
        [ProxyError.TlsCertificateError] = 502,
        [ProxyError.TlsAlertReceived] = 502,
        [ProxyError.HttpRequestError] = null,
        [ProxyError.HttpRequestDenied] = 403,
        [ProxyError.HttpResponseIncomplete] = 502,
        [ProxyError.HttpResponseHeaderSectionSize] = 502,
        [ProxyError.HttpResponseHeaderSize] = 502,
        [ProxyError.HttpResponseBodySize] = 502,
        [ProxyError.HttpResponseTrailerSectionSize] = 502,
        [ProxyError.HttpResponseTrailerSize] = 502,
        [ProxyError.HttpResponseTransferCoding] = 502,
        [ProxyError.HttpResponseContentCoding] = 502,
        [ProxyError.HttpResponseTimeout] = 504,
        [ProxyError.HttpUpgradeFailed] = 502,
        [ProxyError.HttpProtocolError] = 502,
        [ProxyError.ProxyInternalResponse] = null,
        [ProxyError.ProxyInternalError] = 500,
        [ProxyError.ProxyConfigurationError] = 500,
        [ProxyError.ProxyLoopDetected] = 502,
    };

    /// <summary>Causes whose status differs from the recommendation, each with its reason.</summary>
    public static readonly IReadOnlyDictionary<string, (int Status, string Reason)> Departures =
        new Dictionary<string, (int Status, string Reason)>(StringComparer.Ordinal)
        {
            [CauseIds.RateLimited] = (429, "RFC 6585 §4 has a status of its own for it, with Retry-After; 403 would say that waiting does not help"),
            [CauseIds.GatewayOutOfResources] = (503, "RFC 9110 §15.6.4: overload is 503 with Retry-After; nothing is defective"),
            [CauseIds.PolicyServiceUnavailable] = (503, "RFC 9110 §15.6.4: the gateway is sound and the request may succeed later"),
        };
}
