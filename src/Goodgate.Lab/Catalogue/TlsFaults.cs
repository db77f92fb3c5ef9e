using Goodgate.Lab.Scripts;
using Goodgate.Lab.Stages;
using Goodgate.Lab.Tls;
using Goodgate.Verdicts.Catalogue;

namespace Goodgate.Lab.Catalogue;

/// <summary>Faults of the TLS handshake.</summary>
internal static class TlsFaults
{
    public static IReadOnlyList<Fault> All { get; } =
    [
        new(CauseIds.TlsWrongProtocol, CauseIds.TlsWrongProtocol, "A plain HTTP server on the https port answers 400.", 502, Raw(Steps.HearBytes, Steps.Send(
            Answer.Page("400 Bad Request\r\nServer: nginx\r\nConnection: close", "<html><head><title>400 Bad Request</title></head></html>\r\n")))),
        new("tls-wrong-protocol-ssh", CauseIds.TlsWrongProtocol, "An SSH server on the https port.", 502,
            Raw(Steps.Send("SSH-2.0-OpenSSH_9.6\r\n"), Steps.HearBytes)),
        Alert("", "The server refuses the handshake: alert handshake_failure (40).", 40),
        Alert("-protocol-version", "The server takes no TLS version of ours: alert protocol_version (70).", 70),
        Alert("-unrecognized-name", "The server does not know the name: alert unrecognized_name (112).", 112),
        Alert("-certificate-required", "The server wants a client certificate: alert certificate_required (116).", 116),
        Alert("-no-application-protocol", "The server speaks none of the protocols offered: alert no_application_protocol (120).", 120),
        new(CauseIds.TlsHandshakeClosed, CauseIds.TlsHandshakeClosed, "The server closes during the handshake.", 502, Raw(Steps.HearBytes)),
        new("tls-handshake-closed-reset", CauseIds.TlsHandshakeClosed, "The server resets the connection during the handshake.", 502,
            Raw(Steps.HearBytes, Steps.Reset)),
        new(CauseIds.TlsHandshakeTimeout, CauseIds.TlsHandshakeTimeout, "The server never answers the handshake.", 504,
            Raw(Steps.Hold)) { Speed = FaultSpeed.NeedsTimeout("tls") },
        Certificate(CauseIds.TlsCertificateUntrusted, "", "The certificate is signed by itself.", CertificateKind.SelfSigned),
        Certificate(CauseIds.TlsCertificateUntrusted, "-unknown-authority",
            "The certificate is signed by an authority nobody trusts.", CertificateKind.UnknownAuthority),
        Certificate(CauseIds.TlsCertificateUntrusted, "-missing-intermediate",
            "The server does not send the intermediate certificate.", CertificateKind.MissingIntermediate),
        Certificate(CauseIds.TlsCertificateUntrusted, "-expired", "The certificate ended yesterday.", CertificateKind.Expired),
        Certificate(CauseIds.TlsCertificateUntrusted, "-not-yet-valid", "The certificate begins tomorrow.", CertificateKind.NotYetValid),
        Certificate(CauseIds.TlsCertificateNameMismatch, "", "The certificate is for another name.", CertificateKind.OtherName),
    ];

    // A TLS record: type alert (21), version 1.2 as RFC 8446 §5.1 has it on the wire, length 2, level fatal (2), description.
    private static Fault Alert(string variant, string title, byte number) =>
        new(CauseIds.TlsAlertReceived + variant, CauseIds.TlsAlertReceived, title, 502, Raw(Steps.HearBytes, Steps.Send([21, 3, 3, 0, 2, 2, number])));

    private static Fault Certificate(string cause, string variant, string title, CertificateKind kind) =>
        new(cause + variant, cause, title, 502, new ServerStage(Steps.Again(Steps.Hear, Steps.Send(Answer.Right))) { Scheme = "https", Certificate = kind });

    private static ServerStage Raw(params Step[] steps) => new(steps) { Scheme = "https" };
}
