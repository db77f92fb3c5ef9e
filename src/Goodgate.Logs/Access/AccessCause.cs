using System.Globalization;

namespace Goodgate.Logs.Access;

/// <summary>
/// Which failure an access line proves. The rules are causes.md's reading rules for nginx, seen on 1.22.1: what nginx leaves at <c>-</c> it never reached.
/// A status alone proves nothing.
/// </summary>
internal static class AccessCause
{
    private const string Variables = "log_format with $upstream_addr $upstream_status $upstream_connect_time $upstream_header_time $upstream_response_time $upstream_bytes_received";
    private const string Alone = $"the error log of the gateway and the log of the application at that second, or {Variables}";

    /// <summary>From here on a 504 is no connect timeout of ingress-nginx (5 s) any more.</summary>
    private const double LongWait = 10;

    /// <summary>The code, or what would decide; both null when the line states no failure.</summary>
    public static (string? Code, string? Decides) Of(AccessFacts facts)
    {
        switch (facts.Status)
        {
            case 499:
                return ("nginx:499", null);
            case 9:
                return ("nginx:access-009", null);
            case null or < 500 or > 599:
                return (null, null);
        }

        if (!facts.HasUpstream)
        {
            return (null, Alone + Hint(facts));
        }

        if (facts.AskedNobody)
        {
            return facts.Status == 503
                ? ("nginx:access-own", null)
                : (null, "nginx's error log at that second: no server was asked, as when a name cannot be resolved ('could not be resolved', 'no resolver defined') or a return directive answers");
        }

        return facts.Status switch
        {
            502 => BadGateway(facts),
            504 => Timeout(facts),
            _ => Relayed(facts),
        };
    }

    private static (string? Code, string? Decides) BadGateway(AccessFacts facts)
    {
        if (IsGroup(AccessFacts.Last(facts.UpstreamAddress)))
        {
            return ("nginx:access-no-live-upstreams", null);
        }

        if (HasHeader(facts))
        {
            return ("nginx:access-relayed", null);
        }

        if (facts.ConnectTime is null)
        {
            return Number(facts.ResponseLength) > 0 ? ("nginx:access-relayed-status", null) : (null, $"nginx's error log at that second, or {Variables}");
        }

        if (AccessFacts.IsNone(facts.ConnectTime))
        {
            return ("nginx:access-connect-failed", null);
        }

        return Number(facts.BytesReceived) > 0 ? ("nginx:access-bad-header", null) : ("nginx:access-closed", null);
    }

    private static (string? Code, string? Decides) Timeout(AccessFacts facts)
    {
        if (HasHeader(facts))
        {
            return ("nginx:access-relayed", null);
        }

        if (facts.ConnectTime is not null)
        {
            return (AccessFacts.IsNone(facts.ConnectTime) ? "nginx:access-connect-timeout" : "nginx:access-response-timeout", null);
        }

        if (Number(facts.ResponseLength) > 0)
        {
            return ("nginx:access-relayed-status", null);
        }

        return (Number(facts.ResponseTime) ?? facts.RequestTime) >= LongWait ? ("nginx:access-response-timeout", null) : (null, $"nginx's error log at that second, or {Variables}");
    }

    // nginx makes no 500, 501, 503 or 505 of a server's failure: the same number from the upstream is the upstream's own.
    private static (string? Code, string? Decides) Relayed(AccessFacts facts)
    {
        if (HasHeader(facts))
        {
            return ("nginx:access-relayed", null);
        }

        return AccessFacts.Last(facts.UpstreamStatus) == facts.Status?.ToString(CultureInfo.InvariantCulture)
            ? ("nginx:access-relayed-status", null)
            : (null, "nginx's error log at that second: it answered by itself although a server was asked");
    }

    // Known, not "-", and the upstream's status is the client's.
    private static bool HasHeader(AccessFacts facts) =>
        facts.HeaderTime is not null && !AccessFacts.IsNone(facts.HeaderTime)
        && (facts.UpstreamStatus is null || AccessFacts.Last(facts.UpstreamStatus) == facts.Status?.ToString(CultureInfo.InvariantCulture));

    // 10.0.0.7:80 and unix:/run/a.sock are servers; a bare name is the group.
    private static bool IsGroup(string? address) => address is { Length: > 1 } && !address.Contains(':', StringComparison.Ordinal);

    private static double? Number(string? text) =>
        double.TryParse(AccessFacts.Last(text), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    // Sizes of built-in pages (causes.md 5.7): weak, so they are told and decide nothing.
    private static string Hint(AccessFacts facts) => (facts.Status, facts.Bytes) switch
    {
        (502, 150 or 154 or 157 or 166 or 552 or 559) or (504, 160 or 164 or 167 or 176 or 562 or 569) or (503, 190 or 194 or 197 or 206 or 592 or 599) =>
            $"; {facts.Bytes} bytes is the size of nginx's own page, so nginx most likely made it",
        (502, 209) or (503, 217 or 212) or (504, 198) => $"; {facts.Bytes} bytes is the size of HAProxy's own page",
        (503, 19) => "; 19 bytes is Envoy's 'no healthy upstream' or Traefik's own text",
        (504, 24) => "; 24 bytes is Envoy's 'upstream request timeout'",
        (502, 11) or (504, 15) => $"; {facts.Bytes} bytes is the size of Traefik's own text",
        (503, >= 276 and <= 284) => $"; {facts.Bytes} bytes is about the size of Varnish's Guru Meditation",
        _ => "",
    };
}
