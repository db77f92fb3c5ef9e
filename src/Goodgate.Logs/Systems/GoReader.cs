using System.Text.RegularExpressions;
using Goodgate.Logs.Formats;
using Goodgate.Logs.Lines;
using Goodgate.Logs.Times;

namespace Goodgate.Logs.Systems;

/// <summary>Any other program written in Go that logs an error of its connections; also what is left of a line of Caddy or Traefik that lost its start.</summary>
internal sealed partial class GoReader : ILineReader
{
    private static readonly MessageTable Texts = MessageTable.Of("go");

    public Sighting? Read(LogLine line)
    {
        if (!Mark().IsMatch(line.Text) || Texts.Find(line.Text) is not { } rule)
        {
            return null;
        }

        var iso = LogTimes.Iso(line.Text);
        return new Sighting { System = "go", Time = iso.Utc ?? line.Utc(iso.Written ?? LogTimes.Slashed(line.Text)), Code = rule.Code, Quote = Excerpt.From(line.Text, 0) };
    }

    [GeneratedRegex(@"dial (?:tcp|udp|unix)|(?:read|write) (?:tcp|unix) |net/http: |http: (?:proxy error|server|message)|x509: |remote error: tls|tls: |lookup \S{1,255}(?: on \S{1,64})?: |http2: |context (?:canceled|deadline exceeded)",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Mark();
}
