using Goodgate.Verdicts.Catalogue;

namespace Goodgate.Verdicts.Foreign;

/// <summary>
/// What the transport reason inside Envoy's details adds: <c>…{remote_connection_failure|delayed_connect_error:_111}</c>.
/// It tells apart what the flag UF leaves open. Source: envoy utility.cc, and BoringSSL's reason names.
/// </summary>
internal static class EnvoyTransport
{
    private static readonly (string Mark, string CauseId, string Meaning)[] Marks =
    [
        ("WRONG_VERSION_NUMBER", CauseIds.TlsWrongProtocol, "the upstream answered TLS with something else"),
        ("UNSUPPORTED_PROTOCOL", CauseIds.TlsWrongProtocol, "no common TLS version"),
        ("SAN_matcher", CauseIds.TlsCertificateNameMismatch, "the certificate does not have the name asked for"),
        ("CERTIFICATE_VERIFY_FAILED", CauseIds.TlsCertificateUntrusted, "the certificate is not trusted"),
        ("_ALERT_", CauseIds.TlsAlertReceived, "the upstream ended the TLS handshake with an alert"),
        ("connect_error:_111", CauseIds.ConnectRefused, "the connection was refused"),
        ("Connection_refused", CauseIds.ConnectRefused, "the connection was refused"),
        ("connect_error:_110", CauseIds.ConnectTimeout, "no answer to the connection attempt"),
        ("connect_error:_113", CauseIds.RouteUnreachable, "no route"),
        ("connect_error:_101", CauseIds.RouteUnreachable, "no route"),
        ("Network_is_unreachable", CauseIds.RouteUnreachable, "no route"),
        ("No_route_to_host", CauseIds.RouteUnreachable, "no route"),
    ];

    /// <summary>The narrower code when <paramref name="text"/> carries a transport reason that is known; else <paramref name="found"/>.</summary>
    public static ForeignCode Narrowed(ForeignCode found, string text)
    {
        foreach (var (mark, cause, meaning) in Marks)
        {
            if (text.Contains(mark, StringComparison.OrdinalIgnoreCase))
            {
                return found with { CauseId = cause, Meaning = $"{found.Meaning}: {meaning}", AlsoPossible = null };
            }
        }

        return found;
    }
}
