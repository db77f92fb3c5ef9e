namespace Goodgate.Wire.Http1;

/// <summary>The id and the clause of each violation: one table for logs, JSON, evidence and documentation.</summary>
public static class Violations
{
    private static readonly (string Id, string Clause)[] Table =
    [
        ("bad-status-line", "RFC 9112 §4"),
        ("bad-version", "RFC 9112 §2.3"),
        ("bad-status-code", "RFC 9110 §15"),
        ("empty-field-name", "RFC 9112 §5"),
        ("bad-field-name", "RFC 9110 §5.1"),
        ("bad-field-value", "RFC 9110 §5.5"),
        ("missing-colon", "RFC 9112 §5"),
        ("space-before-colon", "RFC 9112 §5.1"),
        ("obs-fold", "RFC 9112 §5.2"),
        ("bare-lf", "RFC 9112 §2.2"),
        ("leading-space", "RFC 9112 §2.2"),
        ("bad-content-length", "RFC 9110 §8.6"),
        ("conflicting-content-length", "RFC 9112 §6.3"),
        ("content-length-with-transfer-encoding", "RFC 9112 §6.2"),
        ("transfer-encoding-in-http10", "RFC 9112 §6.1"),
        ("transfer-encoding-not-allowed", "RFC 9112 §6.1"),
        ("unknown-transfer-coding", "RFC 9112 §7"),
        ("chunked-not-final", "RFC 9112 §6.1"),
        ("bad-chunk-size", "RFC 9112 §7.1"),
        ("bad-chunk-extension", "RFC 9112 §7.1.1"),
        ("bad-chunk-end", "RFC 9112 §7.1"),
        ("bad-trailer", "RFC 9112 §7.1.2"),
        ("head-too-large", "RFC 9110 §5.4"),
        ("too-many-fields", "RFC 9110 §5.4"),
        ("trailers-too-large", "RFC 9110 §6.5"),
        ("too-many-interim", "RFC 9110 §15.2"),
        ("unsolicited-upgrade", "RFC 9110 §7.8"),
        ("connection-names-framing", "RFC 9110 §7.6.1"),
        ("excess-bytes", "RFC 9112 §6.3"),
        ("bad-request-line", "RFC 9112 §3"),
        ("bad-method", "RFC 9112 §3.1"),
        ("bad-target", "RFC 9112 §3.2"),
        ("fragment-in-target", "RFC 9110 §4.2.5"),
        ("bad-target-form", "RFC 9112 §3.2"),
        ("target-too-long", "RFC 9112 §3"),
        ("version-not-supported", "RFC 9112 §2.3"),
        ("missing-host", "RFC 9112 §3.2"),
        ("several-hosts", "RFC 9112 §3.2"),
        ("bad-host", "RFC 9112 §3.2"),
        ("host-differs", "RFC 9112 §3.2.2"),
        ("fastcgi-version", "FastCGI 1.0 §3.3"),
        ("fastcgi-type", "FastCGI 1.0 §3.3"),
        ("fastcgi-request-id", "FastCGI 1.0 §3.3"),
        ("fastcgi-end", "FastCGI 1.0 §5.5"),
        ("cgi-no-fields", "RFC 3875 §6.2"),
        ("cgi-status", "RFC 3875 §6.3.3"),
        ("cgi-unfinished", "RFC 3875 §6.2"),
        ("cgi-short", "RFC 3875 §6.4"),
        ("cgi-fatal", "RFC 3875 §6.1"),
    ];

    /// <summary>Stable kebab-case id: <c>obs-fold</c>.</summary>
    public static string Id(this ViolationKind kind) => Table[(int)kind].Id;

    /// <summary>The clause that is broken: <c>RFC 9112 §5.2</c>.</summary>
    public static string Clause(this ViolationKind kind) => Table[(int)kind].Clause;

    /// <summary>True for what only a FastCGI server, or a script behind one, can break.</summary>
    public static bool IsOfFastCgi(this ViolationKind kind) => kind is >= ViolationKind.FastCgiVersion and <= ViolationKind.CgiFatal;

    /// <summary>True for what only a request can break: no server behind us is ever blamed for it.</summary>
    public static bool IsOfRequests(this ViolationKind kind) => kind is >= ViolationKind.BadRequestLine and <= ViolationKind.HostDiffers;
}
