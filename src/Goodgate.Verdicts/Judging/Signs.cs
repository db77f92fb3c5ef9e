using Goodgate.Verdicts.Observations;

namespace Goodgate.Verdicts.Judging;

/// <summary>Readings of an observation that several rules share. Each is false when the source cannot know.</summary>
internal static class Signs
{
    /// <summary>
    /// A close that crosses our request on the wire shows within one round trip. 50 ms: light in glass (200 km/ms) there and back over
    /// 5,000 km, the width of a continent. What shows later may still be one (a server further away, a busy machine), but it is not plain any more.
    /// </summary>
    private static readonly TimeSpan OneRoundTrip = TimeSpan.FromMilliseconds(50);

    /// <summary>Later than any round trip: TCP's own guess before it has measured one (RFC 6298 §2.1). Whoever closed had our request and worked on it.</summary>
    private static readonly TimeSpan NoRaceAfter = TimeSpan.FromSeconds(1);

    /// <summary>No server ships with an idle timeout below this (Node and Apache 5 s, nginx 75 s).</summary>
    private static readonly TimeSpan ShortestIdleTimeout = TimeSpan.FromSeconds(1);

    /// <summary>Where it happened; for a limit of time, the limit's name tells when the source does not.</summary>
    public static Phase? PhaseOf(Observation seen) => seen.Phase ?? seen.Limit?.Setting switch
    {
        "dns" => Phase.Resolve,
        "connect" or "proxy_connect_timeout" or "timeout connect" => Phase.Connect,
        "tls" => Phase.Tls,
        "send" or "proxy_send_timeout" => Phase.Send,
        "first_byte" => Phase.FirstByte,
        "body_gap" => Phase.Body,
        "upgrade_idle" => Phase.Tunnel,
        "queue" or "timeout queue" => Phase.Routing,
        _ => null,
    };

    public static bool IsTotal(LimitFact limit) => limit.Setting == "total";

    public static bool NoResponseBytes(Observation seen) => seen.BytesReceived is null or 0;

    public static bool SomeResponseBytes(Observation seen) => seen.BytesReceived > 0;

    public static bool Reused(Observation seen) => seen.Reused == true && NoResponseBytes(seen);

    public static bool New(Observation seen) => seen.Reused == false;

    /// <summary>Closed within a round trip after a pause long enough for an idle timeout, or proven by the retry that went through.</summary>
    public static bool RaceIsPlain(Observation seen) =>
        Reused(seen) && seen.Elapsed <= OneRoundTrip && (RestedLong(seen) || seen.Saved);

    /// <summary>Time does not speak against a race.</summary>
    public static bool RaceIsPossible(Observation seen) => Reused(seen) && !(seen.Elapsed > NoRaceAfter);

    /// <summary>
    /// A server that has never answered ends new connections as soon as it has our request. One that speaks FastCGI does so when HTTP comes (the first byte of a
    /// record is its version), and a few other protocols too. Connecting takes one round trip, the request and the end of it another.
    /// </summary>
    public static bool NeverUnderstood(Observation seen) =>
        New(seen) && NoResponseBytes(seen) && seen.Elapsed <= 2 * OneRoundTrip && Fact(seen, FactNames.AnswersSoFar) is not null;

    /// <summary>Port of PHP-FPM's shipped pool where it listens on TCP (listen = 127.0.0.1:9000); others use it too.</summary>
    public static bool IsPortOfFpm(Observation seen) => (seen.Peer ?? seen.Server)?.EndsWith(":9000", StringComparison.Ordinal) == true;

    /// <summary>Long enough for an idle timeout of the server, or of a firewall on the way.</summary>
    public static bool RestedLong(Observation seen) => seen.Idle >= ShortestIdleTimeout;

    /// <summary>ETIMEDOUT from the operating system and no limit of ours: it resent our bytes until it gave up. nginx writes 110 for its own timers, so logs do not count.</summary>
    public static bool KernelGaveUp(Observation seen) => seen.Source != Source.Log && seen.Limit is null && seen.Errno == Errno.TimedOut;

    public static bool IsUnixSocket(Observation seen) =>
        StartsLikePath(seen.Peer) || (seen.Peer is null && seen.Server is { } server && (StartsLikePath(server) || server.Contains("unix:",
            StringComparison.Ordinal)));

    public static bool IsIPv6(Observation seen) => seen.Peer is ['[', ..];

    /// <summary>The client got a 5xx, so no byte of a response had been passed on.</summary>
    public static bool ClientGotGatewayError(Observation seen) => seen.ClientStatus is 502 or 503 or 504;

    public static string? Fact(Observation seen, string name)
    {
        foreach (var fact in seen.Facts)
        {
            if (string.Equals(fact.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return fact.Value;
            }
        }

        return null;
    }

    private static bool StartsLikePath(string? peer) => peer is ['/' or '@', ..] || peer?.StartsWith("unix:", StringComparison.Ordinal) == true;
}
