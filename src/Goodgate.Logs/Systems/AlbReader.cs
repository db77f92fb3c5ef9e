using System.Text.RegularExpressions;
using Goodgate.Logs.Lines;
using Goodgate.Logs.Times;
using Goodgate.Verdicts.Foreign;

namespace Goodgate.Logs.Systems;

/// <summary>Access logs of AWS Application (and Classic) Load Balancers, by position around the statuses; more fields at the end are tolerated.</summary>
internal sealed partial class AlbReader : ILineReader
{
    /// <summary>The load balancer's fixed limit on connecting.</summary>
    private const double ConnectSeconds = 10;

    public Sighting? Read(LogLine line)
    {
        var text = line.Text;
        if (!text.Contains("arn:aws", StringComparison.Ordinal) && !Head().IsMatch(text))
        {
            return null;
        }

        var match = Entry().Match(text);
        if (!match.Success)
        {
            return null;
        }

        var quoted = Quoted().Matches(text[match.Index..]).Select(one => one.Groups["text"].Value).ToList();
        var (method, target) = Excerpt.Request(match.Groups["request"].Value);
        var url = target is not null && Uri.TryCreate(target, UriKind.Absolute, out var parsed) ? parsed : null;
        var time = LogTimes.Iso(text[..match.Index]).Utc;
        var seen = new Sighting
        {
            System = "aws-alb",
            Time = time ?? line.CarrierTime,
            Status = Excerpt.Status(match.Groups["elb"].Value),
            UpstreamStatus = Excerpt.Status(match.Groups["target"].Value),
            IsRequest = true,
            Method = method,
            Target = url?.AbsolutePath ?? target,
            Host = url?.Host,
            Client = Head().Match(text) is { Success: true } head ? head.Groups["client"].Value : null,
            Peer = match.Groups["peer"].Success && match.Groups["peer"].Value != "-" ? match.Groups["peer"].Value : null,
            Agent = quoted.Count > 1 ? quoted[1] : null,
        };
        var code = Code(match, text, quoted, seen);
        var decides = code is null && seen.Status >= 500 ? "the reason is in no field of this log; the target's log and the load balancer's metrics (HTTPCode_ELB_5XX) tell more" : null;
        return seen with { Code = code, Decides = decides, Quote = code is null && decides is null ? "" : $"{match.Groups["timers"].Value.Trim()} {match.Groups["elb"].Value} {match.Groups["target"].Value}".Trim() };
    }

    private static string? Code(Match match, string text, List<string> quoted, Sighting seen)
    {
        if (quoted.Find(one => one.StartsWith("Lambda", StringComparison.Ordinal) && ForeignCodes.Find($"aws-alb:{one}") is not null) is { } lambda)
        {
            return ForeignCodes.Find($"aws-alb:{lambda}")!.ToString();
        }

        if (seen.Status is 460 or 561)
        {
            return $"aws-alb:{seen.Status}";
        }

        if (seen.Status is null or < 500)
        {
            return null;
        }

        if (quoted.Exists(one => one.Contains("fixed-response", StringComparison.Ordinal)))
        {
            return "aws-alb:fixed-response";
        }

        if (seen.UpstreamStatus is not null)
        {
            return "aws-alb:relayed";
        }

        return seen.Status switch
        {
            502 => NotConnected(match) ? match.Groups["peer"].Value == "-" ? null : "aws-alb:502-not-connected" : FirstBytes(match) ? "aws-alb:502-at-once" : "aws-alb:502",
            503 => "aws-alb:503",
            504 => NotConnected(match) && Waited(text, match) is null or <= ConnectSeconds + 2 && NotConnected(match) ? "aws-alb:504-not-connected" : "aws-alb:504",
            _ => null,
        };
    }

    private static bool NotConnected(Match match) => match.Groups["sent"].Value == "-1" && match.Groups["processing"].Value == "-1" && match.Groups["answered"].Value == "-1";

    // 0.000 to 0.002 s: a close that was already on its way.
    private static bool FirstBytes(Match match) => Excerpt.Real(match.Groups["processing"].Value) is >= 0 and <= 0.002;

    // The log's time is the end of the answer; the creation of the request stands behind the rule's priority.
    private static double? Waited(string text, Match match)
    {
        var all = Stamp().Matches(text);
        return all.Count >= 2 && all[^1].Index > match.Index && LogTimes.Iso(all[0].Value).Utc is { } end && LogTimes.Iso(all[^1].Value).Utc is { } start ? (end - start).TotalSeconds : null;
    }

    [GeneratedRegex(@"(?:(?<peer>-|[0-9a-fA-F.:\[\]]{3,45}:\d{1,5}) )?(?<timers>(?<sent>-?[\d.]+) (?<processing>-?[\d.]+) (?<answered>-?[\d.]+) )?(?<elb>\d{3}|-) (?<target>\d{3}|-) \d+ \d+ ""(?<request>[^""]{1,16000})""",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Entry();

    [GeneratedRegex(@"^(?:(?:http|https|h2|grpcs|ws|wss) )?\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{1,6}Z \S{1,200} (?<client>[0-9a-fA-F.:\[\]]{3,45}):\d{1,5} ",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Head();

    [GeneratedRegex(@"""(?<text>[^""]{0,16000})""", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{1,6}Z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Stamp();
}
