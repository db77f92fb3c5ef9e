using System.Text.RegularExpressions;
using Goodgate.Logs.Lines;
using Goodgate.Logs.Times;

namespace Goodgate.Logs.Access;

/// <summary>Traefik's access lines: common, then count, router, server and milliseconds. Its own answers are known by the size of their text (causes.md 5.4).</summary>
internal static partial class TraefikAccess
{
    private const string Decides = "Traefik's own log at level DEBUG: at the default level the reason is not written";

    /// <summary>Null when the line has no such tail.</summary>
    public static Sighting? Read(LogLine line, Match match)
    {
        var tail = Tail().Match(match.Groups["rest"].Value);
        if (!tail.Success)
        {
            return null;
        }

        var status = Excerpt.Status(match.Groups["status"].Value);
        var size = Excerpt.Number(match.Groups["bytes"].Value);
        var common = LogTimes.Common(line.Text);
        var (method, target) = Excerpt.Request(match.Groups["request"].Value);
        return Judged(status, size, hasServer: tail.Groups["server"].Value is not ("-" or ""), new Sighting
        {
            System = "traefik",
            Time = common.Utc ?? line.Utc(common.Written),
            Status = status,
            IsRequest = true,
            Method = method,
            Target = target,
            Client = line.Text.Split(' ')[0],
            Peer = tail.Groups["server"].Value is "-" or "" ? null : tail.Groups["server"].Value,
            Elapsed = Excerpt.Seconds(Excerpt.Real(tail.Groups["ms"].Value) / 1000),
        });
    }

    /// <summary>The verdict of an access entry, text or JSON.</summary>
    public static Sighting Judged(int? status, int? size, bool hasServer, Sighting seen)
    {
        (string? Code, string? Decides) cause = (status, size) switch
        {
            (499, _) => ("traefik:context-canceled", null),
            (null or < 500, _) => (null, null),
            (503, 19 or 20) => ("traefik:no-available-server", null),
            (502, 11) or (504, 15) or (500, 21) => (null, Decides),
            (503, _) when !hasServer => ("traefik:circuit-breaker", null),
            (_, null) => (null, Decides),
            _ => ("traefik:relayed", null),
        };
        return cause is (null, null) ? seen : seen with { Code = cause.Code, Decides = cause.Decides, Quote = $"status {status}, {(size is null ? "" : $"{size} bytes, ")}{(hasServer ? seen.Peer : "no server")}" };
    }

    [GeneratedRegex(@"^ ""[^""]*"" ""[^""]*"" \d+ ""[^""]*"" ""(?<server>[^""]*)"" (?<ms>\d+)ms", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tail();
}
