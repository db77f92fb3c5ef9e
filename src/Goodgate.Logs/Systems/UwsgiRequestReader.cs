using System.Text.RegularExpressions;
using Goodgate.Logs.Lines;
using Goodgate.Logs.Times;

namespace Goodgate.Logs.Systems;

/// <summary>uWSGI's request log: <c>[pid: 9|app: 0|req: 1/1] 10.0.0.1 () {…} [Fri Nov 20 …] GET /x => generated 0 bytes in 10 msecs (HTTP/1.1 500) …</c>.</summary>
internal sealed partial class UwsgiRequestReader : ILineReader
{
    public Sighting? Read(LogLine line)
    {
        if (!line.Text.Contains(" => generated ", StringComparison.Ordinal) || Entry().Match(line.Text) is not { Success: true } match)
        {
            return null;
        }

        var status = Excerpt.Status(match.Groups["status"].Value);
        var seen = new Sighting
        {
            System = "uwsgi",
            Time = line.Utc(LogTimes.Asctime(line.Text)),
            Status = status,
            IsRequest = true,
            Method = match.Groups["method"].Value,
            Target = Excerpt.Target(match.Groups["target"].Value),
            Elapsed = Excerpt.Seconds(Excerpt.Real(match.Groups["ms"].Value) / 1000),
        };
        return status >= 500 ? seen with { Code = "uwsgi:answered-5xx", Quote = $"status {status}, generated {match.Groups["bytes"].Value} bytes" } : seen;
    }

    [GeneratedRegex(@"(?<method>[A-Z]{3,16}) (?<target>\S{1,8000}) => generated (?<bytes>\d+) bytes in (?<ms>\d+) (?:msecs|micros) \(HTTP/[\d.]+ (?<status>\d{3})\)",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Entry();
}
