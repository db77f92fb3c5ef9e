using System.Text.RegularExpressions;
using Goodgate.Logs.Lines;
using Goodgate.Logs.Times;

namespace Goodgate.Logs.Systems;

/// <summary>Envoy's and Istio's text access log: status, flags, then (Istio) details and transport failure.</summary>
internal sealed partial class EnvoyReader : ILineReader
{
    public Sighting? Read(LogLine line)
    {
        var text = line.Text;
        if (!LineShape.HasFlaggedStatus(text))
        {
            return null;
        }

        var match = Entry().Match(text);
        if (!match.Success)
        {
            return null;
        }

        // Flags not known here are Envoy's when its numbers follow.
        var rest = match.Groups["rest"].Value;
        if (!EnvoyCause.AreFlags(match.Groups["flags"].Value) && !Numbers().IsMatch(rest))
        {
            return null;
        }

        var tokens = rest.Split(' ');
        var hasDetails = tokens.Length > 0 && tokens[0].Length > 1 && !char.IsAsciiDigit(tokens[0][0]) && tokens[0][0] is not ('"' or '-');
        var transport = Transport().Match(rest) is { Success: true } quoted && quoted.Groups["text"].Value is { Length: > 1 } reason ? reason : null;
        if (match.Groups["flags"].Value == "-" && !hasDetails && !Numbers().IsMatch(rest))
        {
            return null;
        }

        var strings = Quoted().Matches(rest);
        var facts = new EnvoyFacts(
            Excerpt.Number(match.Groups["status"].Value),
            match.Groups["flags"].Value,
            hasDetails ? tokens[0] : null,
            transport,
            strings.Count > 4 ? strings[^1].Groups["text"].Value : null);
        var iso = LogTimes.Iso(text);
        return EnvoyCause.Of(facts, new Sighting
        {
            System = "envoy",
            Time = iso.Utc ?? line.Utc(iso.Written),
            IsRequest = true,
            Method = match.Groups["method"].Value is "-" ? null : match.Groups["method"].Value,
            Target = match.Groups["path"].Value is "-" or "" ? null : Excerpt.Target(match.Groups["path"].Value),
            Elapsed = Numbers().Match(rest) is { Success: true } numbers ? Excerpt.Seconds(Excerpt.Real(numbers.Groups["duration"].Value) / 1000) : null,
        });
    }

    [GeneratedRegex(@"(?<method>[A-Z-]{1,16}) (?<path>\S{0,4000}) (?:HTTP/[\d.]+|-)"" (?<status>\d{1,3}) (?<flags>-|[A-Za-z]{2,40}(?:,[A-Za-z]{2,40}){0,8}) (?<rest>.+)$",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Entry();

    // bytes received, bytes sent, duration, upstream service time.
    [GeneratedRegex(@"(?:^| )\d+ \d+ (?<duration>\d+) (?:\d+|-) """, RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Numbers();

    [GeneratedRegex(@"^(?:\S{1,400} \S{1,400} )""(?<text>[^""]{0,1000})""", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Transport();

    [GeneratedRegex(@"""(?<text>[^""]{0,2000})""", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Quoted();
}
