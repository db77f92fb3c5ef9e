using Goodgate.Verdicts.Catalogue;

namespace Goodgate.Verdicts.Foreign;

/// <summary>Azure Application Gateway (error_info) and Front Door (errorInfo). Source: Microsoft documentation of their access logs.</summary>
internal static class AzureCodes
{
    public static IReadOnlyList<ForeignCode> All { get; } =
    [
        Of("ERRORINFO_UPSTREAM_NO_LIVE", CauseIds.NoHealthyUpstream, "the gateway cannot reach any server of the backend pool"),
        Of("ERRORINFO_UPSTREAM_CLOSED_CONNECTION", CauseIds.UpstreamClosedBeforeResponse, "the server closed the connection unexpectedly or before the request was complete",
            "upstream-reset, worker-crashed or keepalive-race; the server's log decides"),
        Of("ERRORINFO_UPSTREAM_TIMED_OUT", CauseIds.ResponseTimeout, "a connection to the server was made, but it did not answer in time",
            "connect-timeout when serverConnectTime is missing"),
        Of("ERRORINFO_CLIENT_CLOSED_REQUEST", CauseIds.ClientAborted, "the client closed its connection before the response"),
        Of("ERRORINFO_CLIENT_TIMED_OUT", CauseIds.ClientAborted, "the client was silent for too long"),
        Of("DNSFailure", CauseIds.DnsServerFailure, "Front Door: resolving the origin's name failed", "dns-name-not-found; a query of the name decides"),
        Of("DNSNameNotResolved", CauseIds.DnsNameNotFound, "Front Door: the origin's name does not resolve"),
        Of("DNSTimeout", CauseIds.DnsTimeout, "Front Door: resolving the origin's name timed out"),
        Of("OriginConnectionRefused", CauseIds.ConnectRefused, "Front Door: the origin refused the connection"),
        Of("OriginConnectionError", CauseIds.ConnectRefused, "Front Door: connecting to the origin failed",
            "connect-timeout or route-unreachable; the time taken decides"),
        Of("OriginConnectionAborted", CauseIds.UpstreamReset, "Front Door: the origin broke off the connection"),
        Of("OriginTimeout", CauseIds.ResponseTimeout, "Front Door: the origin did not answer in time"),
        Of("OriginInvalidResponse", CauseIds.InvalidResponseHeader, "Front Door: the origin's response is invalid",
            "malformed-status-line or invalid-framing; the origin's bytes decide"),
        Of("OriginInvalidRequest", CauseIds.UpstreamSentError, "Front Door: the origin says that the request is invalid"),
        Of("OriginError", CauseIds.UpstreamSentError, "Front Door: the origin answered with an error status"),
        Of("ResponseHeaderTooBig", CauseIds.ResponseHeaderTooLarge, "Front Door: the origin's response header is too big"),
        Of("SSLHandshakeError", CauseIds.TlsWrongProtocol, "Front Door: the TLS handshake with the origin failed",
            "tls-alert-received or tls-handshake-closed; openssl s_client against the origin decides"),
        Of("SSLInvalidRootCA", CauseIds.TlsCertificateUntrusted, "Front Door: the origin's certificate has an invalid root"),
        Of("SSLInvalidCipher", CauseIds.TlsWrongProtocol, "Front Door: no common TLS cipher with the origin"),
        Of("SSLMismatchedSNI", CauseIds.TlsCertificateNameMismatch, "Front Door: the origin's certificate does not have the name asked for"),
        Of("CertificateError", CauseIds.TlsCertificateUntrusted, "Front Door: the origin's certificate is not accepted"),
        Of("CertificateNameCheckFailed", CauseIds.TlsCertificateNameMismatch, "Front Door: the name in the origin's certificate does not match"),
        Of("CertificateExpired", CauseIds.TlsCertificateUntrusted, "Front Door: the origin's certificate has expired"),
        Of("ClientDisconnected", CauseIds.ClientAborted, "Front Door: the client left"),
        Of("UnspecifiedError", CauseIds.GatewayInternalError, "Front Door: an error that fits no other name"),
        Of("relayed", CauseIds.UpstreamSentError, "serverStatus equals httpStatus: the server sent this status itself"),
    ];

    private static ForeignCode Of(string code, string cause, string meaning, string? also = null, Party? party = null) =>
        new("azure", code, cause, meaning, also, party);
}
