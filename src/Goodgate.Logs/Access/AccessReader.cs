using System.Text.RegularExpressions;
using Goodgate.Logs.Lines;
using Goodgate.Logs.Times;

namespace Goodgate.Logs.Access;

/// <summary>
/// Access logs as text: common, combined, with a virtual host in front, ingress-nginx, key=value additions, or a log_format that is known.
/// Also what Traefik adds, since its format begins as common does.
/// </summary>
internal sealed partial class AccessReader : ILineReader
{
    /// <summary>Where several systems write the same line.</summary>
    public const string AnySystem = "access-log";

    public Sighting? Read(LogLine line)
    {
        foreach (var format in line.Context.Formats)
        {
            if (format.Read(line.Text) is { } values && Excerpt.Number(values.GetValueOrDefault("status")) is not null)
            {
                return Judged(name => values.GetValueOrDefault(name), line, "nginx");
            }
        }

        if (!LineShape.HasAccessStatus(line.Text))
        {
            return null;
        }

        var match = Entry().Match(line.Text);
        if (!match.Success)
        {
            return null;
        }

        var rest = match.Groups["rest"].Value;
        return TraefikAccess.Read(line, match) ?? Ingress(line, match, rest) ?? Plain(line, match, rest);
    }

    private static Sighting Judged(Func<string, string?> value, LogLine line, string system)
    {
        var facts = AccessValues.Facts(value);
        var seen = AccessValues.Request(value, line, system);
        var (code, decides) = AccessCause.Of(facts);
        return code is null && decides is null ? seen : seen with { Code = code, Decides = decides, Quote = AccessValues.Quote(seen, facts) };
    }

    // … $request_length $request_time [$proxy_upstream_name] [$alternative] $upstream_addr $upstream_response_length $upstream_response_time $upstream_status $req_id
    private static Sighting? Ingress(LogLine line, Match match, string rest)
    {
        var tail = IngressTail().Match(rest);
        if (!tail.Success)
        {
            return null;
        }

        return Judged(name => name switch
        {
            "upstream_addr" => tail.Groups["addr"].Value,
            "upstream_response_length" => tail.Groups["length"].Value,
            "upstream_response_time" => tail.Groups["time"].Value,
            "upstream_status" => tail.Groups["status"].Value,
            "request_time" => tail.Groups["total"].Value,
            "req_id" => tail.Groups["id"].Value,
            _ => Value(name, line, match),
        }, line, "nginx");
    }

    private static Sighting Plain(LogLine line, Match match, string rest)
    {
        var pairs = Pairs(rest);
        string? Named(string name) => pairs.GetValueOrDefault(name);
        var facts = AccessValues.Facts(name => name is "status" ? match.Groups["status"].Value : name is "bytes" ? match.Groups["bytes"].Value : Named(name));
        var system = line.Context.System ?? (facts.HasUpstream || facts.Status is 499 or 9 ? "nginx" : line.Program is { } program ? System(program) : AnySystem);
        return Judged(name => Named(name) ?? Value(name, line, match), line, system);
    }

    private static string System(string program) => program switch
    {
        "nginx" => "nginx",
        "httpd" or "apache2" or "apache" => "apache",
        "varnishncsa" => "varnish",
        "gunicorn" => "gunicorn",
        _ => AnySystem,
    };

    private static string? Value(string name, LogLine line, Match match) => name switch
    {
        "status" => match.Groups["status"].Value,
        "bytes" => match.Groups["bytes"].Value,
        "request" => match.Groups["request"].Value,
        "remote_addr" => Client().Match(line.Text) is { Success: true } client ? client.Groups["client"].Value : null,
        "vhost" => Client().Match(line.Text) is { Success: true } host && host.Groups["host"].Success ? host.Groups["host"].Value.Split(':')[0] : null,
        "time_local" => Stamp().Match(line.Text) is { Success: true } stamp ? stamp.Value : null,
        "time_iso8601" => LogTimes.Iso(line.Text[..Math.Min(line.Text.Length, 200)]).Utc is { } utc ? utc.ToString("O") : null,
        "http_user_agent" => match.Groups["agent"].Success ? match.Groups["agent"].Value : null,
        _ => null,
    };

    /// <summary><c>name=value</c> and <c>name="value"</c>, at most 64.</summary>
    private static Dictionary<string, string> Pairs(string rest)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!rest.Contains('=', StringComparison.Ordinal) && !rest.Contains(':', StringComparison.Ordinal))
        {
            return pairs;
        }

        foreach (Match pair in Pair().Matches(rest))
        {
            pairs.TryAdd(pair.Groups["name"].Value, pair.Groups["quoted"].Success ? pair.Groups["quoted"].Value : pair.Groups["bare"].Value);
            if (pairs.Count >= 64)
            {
                break;
            }
        }

        return pairs;
    }

    // A quoted request line, then the status (which a log_format of one's own may quote). The start of the line, and of the request, may be missing. An empty request ("" or "-") is one nginx could not read.
    [GeneratedRegex(@"(?:""(?<request>[A-Z][A-Za-z_-]{1,31} [^""]{1,16000}?(?: HTTP/\d(?:\.\d)?)?|-|)|(?<=^(?:\S{0,4000} )?)(?<request>HTTP/\d(?:\.\d)?))"" ""?(?<status>\d{3})""? ""?(?<bytes>\d+|-)""?(?<rest>(?: ""[^""]*"" ""(?<agent>[^""]*)"")?.*)$",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Entry();

    [GeneratedRegex(@" (?<bytes>\d+) (?<total>[\d.]+) \[(?<name>[^\]]{0,300})\] \[[^\]]{0,300}\] (?<addr>(?:\S+(?:, | : ))*\S+) (?<length>(?:[\d-]+(?:, | : ))*[\d-]+) (?<time>(?:[\d.-]+(?:, | : ))*[\d.-]+) (?<status>(?:[\d-]+(?:, | : ))*[\d-]+) (?<id>\w{1,64}|-)",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex IngressTail();

    [GeneratedRegex(@"^(?:(?<host>[\w.-]{1,255}(?::\d{1,5})?) )?(?<client>[0-9a-fA-F.:]{3,45}|\w[\w.-]{0,254}),? ", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Client();

    [GeneratedRegex(@"\d{1,2}/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d(?: [+-]\d{4})?", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Stamp();

    [GeneratedRegex(@"(?<![\w""])(?<name>[a-zA-Z_]{2,40})(?:=|: ?)(?:""(?<quoted>[^""]{0,400})""|(?<bare>[^\s"",]{1,200}(?:, [\d.:-]{1,60})*))", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pair();
}
