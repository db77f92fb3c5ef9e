using Goodgate.Verdicts.Catalogue;
using Goodgate.Verdicts.Judging;
using Goodgate.Verdicts.Observations;
using static Goodgate.Verdicts.Tests.Judging.Seen;

namespace Goodgate.Verdicts.Tests.Judging;

/// <summary>Reaching a server: its name, its connection, its TLS.</summary>
internal static class ReachRows
{
    public static IReadOnlyList<Row> All { get; } = [.. Resolve, .. Connect, .. Unix, .. Tls];

    private static IReadOnlyList<Row> Resolve =>
    [
        new("name-without-address", By(Happening.NameNotFound, Phase.Resolve) with { Rcode = 0 }, CauseIds.DnsNameNotFound,
            "app exists but has no address"),
        new("name-not-found", By(Happening.NameNotFound, Phase.Resolve) with { Rcode = 3, Resolver = "127.0.0.11:53", Elapsed = Ms(2) },
            CauseIds.DnsNameNotFound,
            "app does not exist (NXDOMAIN) after 2.0 ms by resolver 127.0.0.11:53"),
        new("name-server-failed", By(Happening.NameServerFailed, Phase.Resolve) with { Rcode = 2 }, CauseIds.DnsServerFailure,
            "the lookup of app failed (SERVFAIL)"),
        new("resolver-silent", By(Happening.TimedOut, Phase.Resolve) with { Limit = new("dns", "2s"), Resolver = "10.0.0.2" }, CauseIds.DnsTimeout,
            "no answer for app by resolver 10.0.0.2 within dns = 2s"),
        new("resolver-refused", By(Happening.Refused, Phase.Resolve) with { Errno = 111 }, CauseIds.DnsServerFailure,
            "nothing answers on the resolver's port (ECONNREFUSED)"),
        new("resolver-unreachable", By(Happening.Unreachable, Phase.Resolve) with { Errno = 101 }, CauseIds.DnsServerFailure,
            "no route to the resolver (ENETUNREACH)"),
        new("resolver-blocked", By(Happening.PermissionDenied, Phase.Resolve) with { Errno = 1 }, CauseIds.DnsServerFailure,
            "(EPERM)", Confidence.Likely, Party.Security),
        new("resolver-closed", By(Happening.Closed, Phase.Resolve), CauseIds.DnsServerFailure, "the resolver closed the connection"),
        new("resolver-reset", By(Happening.Reset, Phase.Resolve), CauseIds.DnsServerFailure, "the resolver reset the connection"),
        new("resolver-violation", By(Happening.Violation, Phase.Resolve) with { Violation = new("dns-name-loop", "RFC 1035 §4.1.4", 12, null, null) },
            CauseIds.DnsServerFailure, "is not a valid DNS message (dns-name-loop)"),
        new("resolver-other-protocol", By(Happening.OtherProtocol, Phase.Resolve) with { Protocol = "ssh" }, CauseIds.DnsServerFailure,
            "it speaks ssh", Party: Party.Operator),
    ];

    private static IReadOnlyList<Row> Connect =>
    [
        new("prohibited", By(Happening.Prohibited, Phase.Resolve), CauseIds.DestinationProhibited,
            "http://app:3000 resolves to 10.0.0.7:3000, an address the settings do not allow"),
        new("refused", By(Happening.Refused, Phase.Connect) with { Peer = "127.0.0.1:9000", Errno = 111, Elapsed = Ms(0.2) }, CauseIds.ConnectRefused,
            "connect to 127.0.0.1:9000 refused (ECONNREFUSED) after 0.2 ms"),
        new("refused", By(Happening.Refused), CauseIds.ConnectRefused, "connect to 10.0.0.7:3000 refused (ECONNREFUSED)"),
        new("connect-timeout", By(Happening.TimedOut, Phase.Connect) with { Limit = new("connect", "2s") }, CauseIds.ConnectTimeout,
            "no answer to the connection attempt from 10.0.0.7:3000 within connect = 2s"),
        new("connect-timeout", By(Happening.TimedOut, Phase.Connect) with { Errno = 110 }, CauseIds.ConnectTimeout,
            "(ETIMEDOUT: the operating system gave up)"),
        new("unreachable-ipv6", By(Happening.Unreachable, Phase.Connect) with { Peer = "[2001:db8::1]:80", Errno = 101 }, CauseIds.RouteUnreachable,
            "has no IPv6 route", Party: Party.Operator),
        new("unreachable-blackhole", By(Happening.Unreachable, Phase.Connect) with { Errno = 22 }, CauseIds.RouteUnreachable,
            "connect to 10.0.0.7:3000 failed (EINVAL): a blackhole route of this machine", Party: Party.Operator),
        new("unreachable", By(Happening.Unreachable, Phase.Connect) with { Errno = 113 }, CauseIds.RouteUnreachable,
            "no route to 10.0.0.7:3000 (EHOSTUNREACH)"),
        new("unreachable-later", By(Happening.Unreachable, Phase.Body) with { Errno = 113 }, CauseIds.RouteUnreachable,
            "was lost on an open connection (EHOSTUNREACH)"),
        new("local-firewall", By(Happening.PermissionDenied, Phase.Connect) with { Errno = 1 }, CauseIds.FirewallOrWafInterference, "not permitted (EPERM)"),
        new("local-policy", By(Happening.PermissionDenied, Phase.Connect) with { Errno = 13 }, CauseIds.GatewayMisconfigured,
            "connect to 10.0.0.7:3000 denied (EACCES): on TCP that is local policy (SELinux, AppArmor or a prohibit route)"),
        new("denied", By(Happening.PermissionDenied, Phase.Connect), CauseIds.GatewayMisconfigured, "local policy if this is TCP", Confidence.Likely),
        new("reset-in-connect", By(Happening.Reset, Phase.Connect), CauseIds.UpstreamReset, "reset the connection while it was being opened (ECONNRESET)"),
        new("closed-in-connect", By(Happening.Closed, Phase.Connect), CauseIds.UpstreamClosedBeforeResponse, "before any request was sent", Confidence.Likely),
        new("connect-answered-otherwise", By(Happening.OtherProtocol, Phase.Connect) with { Protocol = "ssh" }, CauseIds.WrongProtocolOnPort,
            "answered the connection with ssh"),
        new("no-ipv6-here", By(Happening.OutOfResources, Phase.Connect) with { Errno = 99, Peer = "[::1]:3000" }, CauseIds.RouteUnreachable,
            "has no IPv6 address to connect from", Confidence.Likely, Party.Operator),
    ];

    private static IReadOnlyList<Row> Unix =>
    [
        new("refused-unix", Socket(Happening.Refused), CauseIds.ConnectRefused,
            "connect to /run/app.sock refused (ECONNREFUSED): the socket file is there, but no process listens on it"),
        new("socket-missing", Socket(Happening.NotFound), CauseIds.SocketMissing, "connect to /run/app.sock failed (ENOENT): the socket file does not exist"),
        new("socket-missing-unnamed", By(Happening.NotFound) with { Server = null, Peer = null }, CauseIds.SocketMissing,
            "only a Unix socket's file can be missing", Confidence.Likely),
        new("socket-denied", Socket(Happening.PermissionDenied) with { Errno = 13 }, CauseIds.SocketPermissionDenied,
            "connect to /run/app.sock denied (EACCES)"),
        new("socket-denied", Socket(Happening.PermissionDenied) with { Peer = null, Server = "fastcgi+unix:/run/php.sock" },
            CauseIds.SocketPermissionDenied, "fastcgi+unix:/run/php.sock"),
        new("listen-queue-full", Socket(Happening.QueueFull), CauseIds.ListenQueueFull, "the listen queue of /run/app.sock is full (EAGAIN)"),
        new("file-not-found", By(Happening.NotFound, Phase.Tls).With((FactNames.Setting, "ca")), CauseIds.GatewayMisconfigured,
            "does not exist (ENOENT); setting ca", Confidence.Likely),
    ];

    private static IReadOnlyList<Row> Tls =>
    [
        new("tls-close-notify", By(Happening.TlsAlert, Phase.Tls) with { TlsAlert = 0 }, CauseIds.TlsHandshakeClosed, "with close_notify"),
        new("tls-alert-about-our-certificate", By(Happening.TlsAlert, Phase.Tls) with { TlsAlert = 116 }, CauseIds.TlsAlertReceived,
            "certificate_required (116)", Party: Party.Security),
        new("tls-alert", By(Happening.TlsAlert, Phase.Tls) with { TlsAlert = 112 }, CauseIds.TlsAlertReceived,
            "10.0.0.7:3000 ended the TLS handshake with alert unrecognized_name (112): it does not know the server name (SNI) we sent"),
        new("tls-other-protocol", By(Happening.OtherProtocol, Phase.Tls) with { Protocol = "http" }, CauseIds.TlsWrongProtocol,
            "answered the TLS ClientHello with http"),
        new("tls-answered-in-http", By(Happening.TlsProtocol, Phase.Tls) with { Protocol = "http" }, CauseIds.TlsWrongProtocol,
            "10.0.0.7:3000 answered the TLS handshake in plain HTTP: use http:// for this server"),
        new("tls-answered-otherwise", By(Happening.TlsProtocol, Phase.Tls) with { Protocol = "ssh" }, CauseIds.TlsWrongProtocol, "answered the TLS handshake with ssh"),
        new("tls-protocol", By(Happening.TlsProtocol, Phase.Tls) with { Detail = "wrong version number" }, CauseIds.TlsWrongProtocol,
            "do not fit ours: wrong version number"),
        new("tls-violation", By(Happening.Violation, Phase.Tls), CauseIds.TlsWrongProtocol, "broke the TLS handshake: no detail"),
        new("tls-timeout", By(Happening.TimedOut, Phase.Tls) with { Limit = new("tls", "5s") }, CauseIds.TlsHandshakeTimeout,
            "TLS handshake with 10.0.0.7:3000 not finished within tls = 5s: it accepted the connection and sent no ServerHello"),
        new("tls-timeout", By(Happening.TimedOut, Phase.Tls) with { BytesReceived = 1_300 }, CauseIds.TlsHandshakeTimeout, "1,300 bytes came, then nothing"),
        new("tls-closed", By(Happening.Closed, Phase.Tls), CauseIds.TlsHandshakeClosed, "closed the connection in the TLS handshake, without an alert"),
        new("tls-reset", By(Happening.Reset, Phase.Tls), CauseIds.TlsHandshakeClosed, "reset the connection in the TLS handshake (ECONNRESET)"),
        new("certificate-untrusted", By(Happening.CertificateUntrusted, Phase.Tls).With((FactNames.CertificateProblem,
            "expired"), (FactNames.CertificateNotAfter, "2026-01-01")),
            CauseIds.TlsCertificateUntrusted, "the certificate of 10.0.0.7:3000 is not trusted: expired; valid until 2026-01-01"),
        new("certificate-other-name", By(Happening.CertificateNameMismatch, Phase.Tls).With((FactNames.AskedName, "app"), (FactNames.CertificateNames,
            "www.example.com")),
            CauseIds.TlsCertificateNameMismatch, "is for other names; asked for app; covers www.example.com"),
    ];

    private static Observation Socket(Happening happening) => By(happening, Phase.Connect) with { Server = "http+unix:/run/app.sock", Peer = "/run/app.sock" };
}
