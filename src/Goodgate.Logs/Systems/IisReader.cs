using System.Text.RegularExpressions;
using Goodgate.Logs.Lines;
using Goodgate.Logs.Times;
using Goodgate.Verdicts.Foreign;

namespace Goodgate.Logs.Systems;

/// <summary>IIS (W3C, columns from <c>#Fields:</c>, or its default ones) and HTTPERR of http.sys. Times are UTC.</summary>
internal sealed partial class IisReader : ILineReader
{
    private const string Decides = "sc-substatus and sc-win32-status, or a Failed Request Tracing file of that request";

    public Sighting? Read(LogLine line)
    {
        var text = line.Text;
        if (line.Context.Fields is null && !(text.Length > 19 && text[4] == '-' && char.IsAsciiDigit(text[0])) && !text.Contains("X-ARR-LOG-ID=", StringComparison.Ordinal))
        {
            return null;
        }

        if (HttpErr().Match(text) is { Success: true } kernel)
        {
            return Kernel(line, kernel);
        }

        var columns = W3cColumns.Read(line, ' ');
        if (columns is not null && columns.Get("sc-status") is not null)
        {
            return Judged(columns.Get, line);
        }

        var tail = Tail().Match(text);
        return tail.Success && (Head().IsMatch(text) || text.Contains("X-ARR-LOG-ID=", StringComparison.Ordinal))
            ? Judged(name => name switch
            {
                "sc-status" or "sc-substatus" or "sc-win32-status" or "time-taken" => tail.Groups[name.Replace("-", "", StringComparison.Ordinal)].Value,
                "date" or "time" or "s-ip" or "cs-method" or "cs-uri-stem" or "cs-uri-query" => Head().Match(text) is { Success: true } head ? head.Groups[name.Replace("-", "", StringComparison.Ordinal)].Value : null,
                _ => null,
            }, line)
            : null;
    }

    private static Sighting Judged(Func<string, string?> column, LogLine line)
    {
        var status = Excerpt.Status(column("sc-status"));
        var seen = new Sighting
        {
            System = "iis",
            Time = LogTimes.Iso($"{column("date")}T{column("time")}Z").Utc ?? line.CarrierTime,
            Status = status,
            IsRequest = true,
            Method = column("cs-method"),
            Target = column("cs-uri-stem"),
            Host = column("cs-host"),
            Client = column("c-ip"),
            Agent = column("cs(User-Agent)"),
            Elapsed = Excerpt.Seconds(Excerpt.Real(column("time-taken")) / 1000),
        };
        if (status is null or < 500)
        {
            return seen;
        }

        var (sub, win32) = (column("sc-substatus") ?? "0", column("sc-win32-status") ?? "0");
        var hasAnswer = column("cs-uri-query")?.Contains("SERVER-STATUS=", StringComparison.Ordinal) == true;
        var code = hasAnswer ? "iis:relayed" : Code(status.Value, sub, win32);
        return seen with { Code = code, Decides = code is null ? Decides : null, Quote = $"{status}.{sub} win32 {win32}" };
    }

    private static string? Code(int status, string sub, string win32) =>
        ForeignCodes.Find($"iis:{status}.{sub}.{win32}")?.ToString() ?? ForeignCodes.Find($"iis:{status}.{sub}")?.ToString();

    // date time c-ip c-port s-ip s-port cs-version cs-method cs-uri [streamid] sc-status s-siteid s-reason s-queuename
    private static Sighting Kernel(LogLine line, Match match)
    {
        var reason = match.Groups["reason"].Value;
        var code = ForeignCodes.Find($"iis:{reason}")?.ToString();
        var status = Excerpt.Status(match.Groups["status"].Value);
        var seen = new Sighting
        {
            System = "iis",
            Time = LogTimes.Iso(match.Groups["time"].Value.Replace(' ', 'T') + "Z").Utc ?? line.CarrierTime,
            Status = status,
            IsRequest = true,
            Quote = $"{match.Groups["status"].Value} {reason} {match.Groups["queue"].Value}".Trim(),
        };
        return seen with { Code = code, Decides = code is null && status >= 500 ? "the event log of that machine, and the W3C log of the site" : null };
    }

    [GeneratedRegex(@"^(?<time>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) \S{1,64} \d{1,5} \S{1,64} \d{1,5} (?:HTTP/[\d.]+|-) \S{1,32} .{1,4000}? (?<status>\d{3}|-) (?:\d{1,9}|-) (?<reason>[A-Z][A-Za-z_]{2,40}|N/A) (?<queue>\S{1,128})",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HttpErr();

    [GeneratedRegex(@" (?<scstatus>\d{3}) (?<scsubstatus>\d{1,3}) (?<scwin32status>\d{1,10})(?: \d{1,12}){0,2} (?<timetaken>\d{1,10})(?: \S{1,64})?$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tail();

    [GeneratedRegex(@"^(?<date>\d{4}-\d\d-\d\d) (?<time>\d\d:\d\d:\d\d) (?:W3SVC\d+ \S+ )?(?<sip>[0-9a-fA-F.:%]{3,60}) (?<csmethod>[A-Z_]{2,32}) (?<csuristem>/\S{0,4000}) (?<csuriquery>\S{1,8000}) \d{1,5} ",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Head();
}
