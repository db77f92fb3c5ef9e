using System.Text.RegularExpressions;
using Goodgate.Logs.Lines;
using Goodgate.Logs.Times;
using Goodgate.Verdicts.Foreign;

namespace Goodgate.Logs.Systems;

/// <summary>Squid's access log (its own format, with or without %err_code/%err_detail).</summary>
internal sealed partial class SquidReader : ILineReader
{
    private const string NoDestination = "cache.log at that second and a query of the name: with HIER_NONE Squid found no server to ask (a name not resolved, nobody listening, no answer)";
    private const string Decides = "logformat with %err_code/%err_detail, or cache.log at that second";

    public Sighting? Read(LogLine line)
    {
        var text = line.Text;
        if (!text.Contains("TCP_", StringComparison.Ordinal) && !text.Contains("NONE", StringComparison.Ordinal) && !text.Contains("UDP_", StringComparison.Ordinal))
        {
            return null;
        }

        var match = Entry().Match(text);
        if (!match.Success)
        {
            return null;
        }

        var status = Excerpt.Number(match.Groups["status"].Value);
        var seen = new Sighting
        {
            System = "squid",
            Time = LogTimes.Unix(Stamp().Match(text) is { Success: true } stamp ? stamp.Value : "") ?? LogTimes.Common(text).Utc ?? line.CarrierTime,
            Status = status is >= 100 ? status : null,
            IsRequest = true,
            Method = match.Groups["method"].Value,
            Target = Excerpt.Target(match.Groups["url"].Value),
            Host = Uri.TryCreate(match.Groups["url"].Value, UriKind.Absolute, out var url) && url.Host.Length > 0 ? url.Host : null,
            Client = match.Groups["client"].Success ? match.Groups["client"].Value : null,
            Peer = match.Groups["peer"].Value is "-" ? null : match.Groups["peer"].Value,
            Elapsed = match.Groups["elapsed"].Success ? Excerpt.Seconds(Excerpt.Real(match.Groups["elapsed"].Value) / 1000) : null,
        };
        var (code, decides) = Cause(match, text, seen);
        return seen with { Code = code, Decides = decides, Quote = code is null && decides is null ? "" : Excerpt.From(text, match.Index) };
    }

    private static (string? Code, string? Decides) Cause(Match match, string text, Sighting seen)
    {
        var tag = match.Groups["tag"].Value;
        var rest = text[(match.Index + match.Length)..];
        var error = ErrorCode().Match(rest);
        if (error.Success && error.Groups["code"].Value is var name && ForeignCodes.Find($"squid:{name}") is not null)
        {
            // Debian's 5.7 writes this for names that are not resolved, refused connections and those that time out.
            return name == "ERR_READ_ERROR" && match.Groups["hierarchy"].Value is ("HIER_NONE" or "NONE")
                ? (null, NoDestination)
                : (Narrowed(name, error.Groups["detail"].Value, seen), null);
        }

        if (seen.Status is null || tag.Contains("_ABORTED", StringComparison.Ordinal))
        {
            return ("squid:aborted", null);
        }

        if (tag.Contains("_TIMEDOUT", StringComparison.Ordinal))
        {
            return ("squid:timed-out", null);
        }

        // "-/-" or "err=-" in the place of the error: Squid has none to report, so the server sent this.
        return seen.Status < 500 ? (null, null) : NoError().IsMatch(rest) ? ("squid:relayed", null) : (null, Decides);
    }

    private static string Narrowed(string name, string detail, Sighting seen)
    {
        if (name == "ERR_CONNECT_FAIL")
        {
            // No number and some seconds gone: nobody refused, it waited.
            return Errno().Match(detail) is { Success: true } errno && ForeignCodes.Find($"squid:{name}.{errno.Groups["number"].Value}") is { } narrow
                ? narrow.ToString()
                : seen.Elapsed is { TotalSeconds: >= 1 } ? "squid:ERR_CONNECT_FAIL.slow" : "squid:ERR_CONNECT_FAIL";
        }

        foreach (var part in detail.Split('/', '+', ','))
        {
            if (name == "ERR_SECURE_CONNECT_FAIL" && part.Length > 5 && ForeignCodes.Find($"squid:{part}") is not null)
            {
                return $"squid:{part}";
            }
        }

        return $"squid:{name}";
    }

    [GeneratedRegex(@"(?:(?<elapsed>\d+) (?<client>[0-9A-Za-z.:-]{1,255}) )?(?<tag>(?:TCP|UDP|NONE|TAG)_?[A-Z_]{0,60}|NONE)/(?<status>\d{3}) \d+ (?<method>[A-Z_:-]{1,24}) (?<url>\S{1,8000}) \S{1,255} (?<hierarchy>[A-Z_]{4,40})/(?<peer>\S{1,255})",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Entry();

    [GeneratedRegex(@"\b\d{10}\.\d{3}\b", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Stamp();

    [GeneratedRegex(@"(?<code>ERR_[A-Z_]{3,40})(?:/(?<detail>\S{1,300}))?", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ErrorCode();

    [GeneratedRegex(@"(?:^|[\s=""])-/-(?:[\s""]|$)|\berr\w{0,12}=""?-""?(?:[\s,;]|$)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NoError();

    [GeneratedRegex(@"errno=(?<number>\d{1,4})", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Errno();
}
