using System.Text.RegularExpressions;
using Goodgate.Logs.Formats;
using Goodgate.Logs.Lines;
using Goodgate.Logs.Times;
using Goodgate.Verdicts.Foreign;

namespace Goodgate.Logs.Systems;

/// <summary>HAProxy: HTTP, TCP and CLF lines by their termination state.</summary>
internal sealed partial class HaproxyReader : ILineReader
{
    private const string NoServer = "<NOSRV>";

    private static readonly MessageTable Reasons = MessageTable.Of("haproxy-reasons");

    public Sighting? Read(LogLine line)
    {
        var text = line.Text;
        if (!LineShape.HasSlashedNumbers(text) && !text.Contains("--\"", StringComparison.Ordinal))
        {
            return null;
        }

        // A line that begins as an access log may only be CLF: what else looks like a state in it was written by a client.
        var isCommon = Common().IsMatch(text);
        var match = isCommon ? Clf().Match(text) : Http().Match(text);
        if (!match.Success && (isCommon || (match = Tcp().Match(text)) is not { Success: true }))
        {
            return null;
        }

        var state = match.Groups["state"].Value;
        var status = Excerpt.Status(match.Groups["status"].Value);
        var before = text[..match.Index];
        var (written, utc) = LogTimes.Common(text);
        var (method, target) = Excerpt.Request(RequestLine().Match(text) is { Success: true } request ? request.Groups["request"].Value : null);
        var seen = new Sighting
        {
            System = "haproxy",
            Time = utc ?? line.Utc(written),
            Status = status,
            IsRequest = true,
            Method = method,
            Target = target,
            Client = Client().Match(before) is { Success: true } client ? client.Groups["client"].Value : null,
            Peer = Place().Match(text) is { Success: true } place ? place.Groups["place"].Value : null,
            Elapsed = Timers().Match(before) is { Success: true } timers ? Excerpt.Seconds(Excerpt.Real(timers.Groups["total"].Value.TrimStart('+')) / 1000) : null,
        };
        if (state.StartsWith("SC", StringComparison.Ordinal) && seen.Peer is null && LostServer(before) is { } said)
        {
            return seen with { Code = said.Code, Decides = said.Decides, Quote = Quote(text, match, seen) };
        }

        var code = Code(state, status, seen, text, match);
        return code switch
        {
            null => seen,
            "" => seen with { Decides = "this pair of letters is not in HAProxy's manual (configuration.txt section 8.5)", Quote = Quote(text, match, seen) },
            _ => seen with { Code = code, Quote = Quote(text, match, seen) },
        };
    }

    // SC of a line that lost the server's name: a queue time of -1 says that none was chosen, a second or more that one was tried again.
    private static (string? Code, string? Decides)? LostServer(string before)
    {
        var timers = Timers().Match(before);
        if (timers.Success && timers.Groups["wait"].Value == "-1")
        {
            return ($"haproxy:{NoServer}", null);
        }

        return timers.Success || Total().Match(before) is { Success: true } total && total.Groups["total"].Value.Length > 3
            ? null
            : (null, "the server's name and the five times, which are cut off here: <NOSRV> means that none was left, a name that it refused");
    }

    // Null: no failure. Empty: one that has no name.
    private static string? Code(string state, int? status, Sighting seen, string text, Match match)
    {
        var two = state[..2];
        switch (two)
        {
            case "--":
                return status >= 500 ? "haproxy:--" : null;
            case "LR" or "LC" or "LH" or "LD" when status is null or < 500:
                return null;
            case "PR" or "PT" when status is 429:
                return "haproxy:429";
            case "PR" when status is < 400:
                return null;
            case "SC" when seen.Peer?.EndsWith(NoServer, StringComparison.Ordinal) == true:
                return $"haproxy:{NoServer}";
        }

        // Fields of a log-format of one's own (bc_err_str, ssl_bc_err_str) tell what SC, sC and SH leave open.
        if (two is "SC" or "sC" or "SH" && Reasons.Find(text[(match.Index + match.Length)..]) is { } reason)
        {
            return reason.Code;
        }

        return ForeignCodes.Find($"haproxy:{two}")?.ToString() ?? (status is null or >= 500 ? "" : null);
    }

    private static string Quote(string text, Match match, Sighting seen)
    {
        var after = text[(match.Index + match.Length)..];
        var extra = after.LastIndexOf("\" ", StringComparison.Ordinal) is >= 0 and var at ? Excerpt.From(after, at + 2) : "";
        return $"{seen.Peer} {match.Groups["state"].Value}{(extra.Length > 0 ? " " + extra : "")}".Trim();
    }

    [GeneratedRegex(@"^\S{1,300} \S{1,64} \S{1,128} \[[^\]]{10,40}\] """, RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Common();

    // … 503 217 - - SC-- 1/1/0/0/1 0/0 …
    [GeneratedRegex(@"(?<![\w/])(?<status>-1|\d{3}) \+?\d+ \S{1,128} \S{1,128} (?<state>[A-Za-z-]{4}) \d+/\d+/\d+/\d+/\+?\d+(?: \d+/\d+)?",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Http();

    // … "GET / HTTP/1.1" 503 217 "" "" 38148 645 "fe" "be" "s1" 0 0 -1 -1 1001 "SC--" 1 1 0 0 1 0 0 …
    [GeneratedRegex(@"(?:"" (?<status>-1|\d{3}) \+?\d+ [^~]{0,600}?)?""(?<state>[A-Za-z-]{4})"" \d+ \d+ \d+ \d+ \+?\d+",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Clf();

    // … fe be/s1 0/-1/1001 0 SC 1/1/0/0/3 0/0
    [GeneratedRegex(@"(?<![\d/])-?\d+/-?\d+/\+?-?\d+ \+?\d+ (?<state>[CSPLRIDUKcs-][RQCHDLT-]) \d+/\d+/\d+/\d+/\+?\d+(?: \d+/\d+)?",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tcp();

    [GeneratedRegex(@"""(?<request>[A-Z]{3,16} [^""]{1,4000})""?", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RequestLine();

    [GeneratedRegex(@"(?<client>[0-9a-fA-F.:]{3,45}):\d{1,5} \[", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Client();

    [GeneratedRegex(@"(?:\] \S{1,128} (?<place>[^\s/""]{1,128}/[^\s/""]{1,128}) |(?<= )(?<place>[^\s/""]{1,128}/(?:<[A-Z]+>|[^\s/""]{1,128})) -?\d+/|""(?<place>[^""]{0,128}"" ""[^""]{1,128})"" -?\d+ )",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Place();

    [GeneratedRegex(@"-?\d+/(?<wait>-?\d+)/-?\d+/-?\d+/(?<total>\+?\d+) $", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Timers();

    [GeneratedRegex(@"/\+?(?<total>\d+) $", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Total();
}
