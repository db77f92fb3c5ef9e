using Goodgate.Verdicts.Catalogue;
using Goodgate.Verdicts.Observations;
using static Goodgate.Verdicts.Judging.Situation;
using static Goodgate.Verdicts.Judging.Wording;

namespace Goodgate.Verdicts.Judging.Rules;

/// <summary>The TLS handshake with the server.</summary>
internal static class TlsRules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        // A close_notify in a handshake says goodbye, not what is wrong (RFC 8446 §6.1).
        new("tls-close-notify", On(Happening.TlsAlert).If(seen => seen.TlsAlert == 0), CauseIds.TlsHandshakeClosed, Confidence.Certain,
            seen => $"{Peer(seen)} ended the TLS handshake with close_notify{After(seen)}"),
        new("tls-alert-about-our-certificate", On(Happening.TlsAlert).If(seen => seen.TlsAlert is (>= 42 and <= 46) or 48 or 116), CauseIds.TlsAlertReceived, Confidence.Certain,
            seen => $"{Peer(seen)} ended the TLS handshake with alert {Alert(seen)}: it does not take the client certificate, or wants one", Party.Security),
        new("tls-alert", On(Happening.TlsAlert), CauseIds.TlsAlertReceived, Confidence.Certain,
            seen => $"{Peer(seen)} ended the TLS handshake with alert {Alert(seen)}{Hint(seen.TlsAlert)}"),

        new("tls-other-protocol", On(Happening.OtherProtocol).In(Phase.Tls), CauseIds.TlsWrongProtocol, Confidence.Certain,
            seen => $"{Peer(seen)} answered the TLS ClientHello with {Short(seen.Protocol ?? "another protocol")}: the port does not speak TLS"),
        new("tls-answered-in-http", On(Happening.TlsProtocol).If(seen => seen.Protocol == "http"), CauseIds.TlsWrongProtocol, Confidence.Certain,
            seen => $"{Peer(seen)} answered the TLS handshake in plain HTTP: use http:// for this server, or the port where it speaks TLS"),
        new("tls-answered-otherwise", On(Happening.TlsProtocol).If(seen => seen.Protocol is not null), CauseIds.TlsWrongProtocol, Confidence.Certain,
            seen => $"{Peer(seen)} answered the TLS handshake with {Short(seen.Protocol)}: the port does not speak TLS"),
        new("tls-protocol", On(Happening.TlsProtocol), CauseIds.TlsWrongProtocol, Confidence.Certain,
            seen => $"TLS with {Peer(seen)} failed: its bytes or versions do not fit ours{Detail(seen)}"),
        new("tls-violation", On(Happening.Violation).In(Phase.Tls), CauseIds.TlsWrongProtocol, Confidence.Certain,
            seen => $"{Peer(seen)} broke the TLS handshake: {Short(seen.Violation?.Kind ?? "no detail")}"),

        new("tls-timeout", On(Happening.TimedOut).In(Phase.Tls), CauseIds.TlsHandshakeTimeout, Confidence.Certain,
            seen => $"TLS handshake with {Peer(seen)} not finished{Within(seen)}: {TlsSilence(seen)}"),
        new("tls-closed", On(Happening.Closed).In(Phase.Tls), CauseIds.TlsHandshakeClosed, Confidence.Certain,
            seen => $"{Peer(seen)} closed the connection in the TLS handshake{After(seen)}, without an alert"),
        new("tls-reset", On(Happening.Reset).In(Phase.Tls), CauseIds.TlsHandshakeClosed, Confidence.Certain,
            seen => $"{Peer(seen)} reset the connection in the TLS handshake{Error(seen, Errno.ConnectionReset)}{After(seen)}"),

        new("certificate-untrusted", On(Happening.CertificateUntrusted), CauseIds.TlsCertificateUntrusted, Confidence.Certain,
            seen => $"the certificate of {Peer(seen)} is not trusted{Problem(seen)}"
                + $"{FactIf(seen, FactNames.CertificateNotAfter, "valid until")}{FactIf(seen, FactNames.CertificateIssuer, "issuer")}{Detail(seen)}"),
        new("certificate-other-name", On(Happening.CertificateNameMismatch), CauseIds.TlsCertificateNameMismatch, Confidence.Certain,
            seen => $"the certificate of {Peer(seen)} is for other names{FactIf(seen, FactNames.AskedName, "asked for")}"
                + $"{FactIf(seen, FactNames.CertificateNames, "covers")}{Detail(seen)}"),
    ];

    private static string Alert(Observation seen) => seen.TlsAlert is { } number ? TlsAlert.Name(number) : "(number unknown)";

    private static string Problem(Observation seen) =>
        Signs.Fact(seen, FactNames.CertificateProblem) is { Length: > 0 } problem ? $": {Short(problem)}" : "";

    private static string TlsSilence(Observation seen) => Signs.SomeResponseBytes(seen)
        ? $"{Count(seen.BytesReceived)} bytes came, then nothing"
        : "it accepted the connection and sent no ServerHello; a plain-HTTP port that waits for a request looks like this";

    /// <summary>RFC 8446 §6.2, in terms of what to change.</summary>
    private static string Hint(int? alert) => alert switch
    {
        40 => ": no common cipher or group, or it wants another server name (SNI)",
        70 or 86 => ": no common TLS version",
        71 => ": our ciphers are too weak for it",
        80 => ": an error inside the server",
        112 => ": it does not know the server name (SNI) we sent",
        120 => ": no common application protocol (ALPN)",
        _ => "",
    };
}
