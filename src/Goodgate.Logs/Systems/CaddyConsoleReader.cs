using System.Text.RegularExpressions;
using Goodgate.Logs.Formats;
using Goodgate.Logs.Lines;
using Goodgate.Logs.Times;

namespace Goodgate.Logs.Systems;

/// <summary>Caddy's console form (<c>TIME ⇥ LEVEL ⇥ LOGGER ⇥ MESSAGE ⇥ JSON</c>), and the errors of version 1.</summary>
internal sealed partial class CaddyConsoleReader : ILineReader
{
    private static readonly MessageTable Texts = MessageTable.Of("go");

    public Sighting? Read(LogLine line)
    {
        if (!line.Text.Contains('\t', StringComparison.Ordinal) && !line.Text.Contains("[ERROR ", StringComparison.Ordinal))
        {
            return null;
        }

        var old = Version1().Match(line.Text);
        if (old.Success)
        {
            var rule = GoTexts.Find(Texts, line.Text);
            var status = Excerpt.Status(old.Groups["status"].Value);
            return new Sighting
            {
                System = "caddy",
                Time = LogTimes.Common(line.Text).Utc ?? line.Utc(LogTimes.Slashed(line.Text)),
                Status = status,
                IsRequest = true,
                Target = Excerpt.Target(old.Groups["path"].Value),
                Code = rule is null ? null : $"caddy:{rule.Code[3..]}",
                Decides = rule is null && status >= 500 ? "an error not known here; the application's log at that second" : null,
                Quote = Excerpt.From(line.Text, old.Index),
            };
        }

        var match = Console().Match(line.Text);
        if (!match.Success)
        {
            return null;
        }

        var brace = line.Text.IndexOf('{', match.Index + match.Length);
        var message = line.Text[(match.Index + match.Length)..(brace < 0 ? line.Text.Length : brace)].Trim();
        var fields = brace < 0 ? null : JsonFields.Read(line.Text[brace..]);
        var time = LogTimes.Slashed(line.Text);
        var seen = CaddyJson.Read(fields ?? JsonFields.Read("{\"msg\":\"\"}")!, line, message, match.Groups["logger"].Value);
        return seen is null ? null : seen with { Time = seen.Time ?? line.Utc(time) };
    }

    [GeneratedRegex(@"\b(?:ERROR|WARN|INFO|DEBUG)(?:\u001b\[0m)?\t(?<logger>http[\w.]{0,100}|admin[\w.]{0,60}|tls[\w.]{0,60})\t", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Console();

    [GeneratedRegex(@"\[ERROR (?<status>\d{3}) (?<path>/[^\]\s]{0,2000})\] ", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Version1();
}
