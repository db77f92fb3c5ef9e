using System.Text.RegularExpressions;
using Goodgate.Logs.Formats;
using Goodgate.Logs.Lines;

namespace Goodgate.Logs.Systems;

/// <summary>What HAProxy says of its servers and of itself.</summary>
internal sealed partial class HaproxyEventReader : ILineReader
{
    private static readonly MessageTable Messages = MessageTable.Of("haproxy");

    public Sighting? Read(LogLine line)
    {
        if (Messages.Find(line.Text) is not { } rule)
        {
            return line.Program is "haproxy" ? new Sighting { System = "haproxy", Time = line.CarrierTime } : null;
        }

        var seen = new Sighting
        {
            System = "haproxy",
            Time = line.CarrierTime,
            Quote = Excerpt.From(line.Text, 0),
            Peer = ServerName().Match(line.Text) is { Success: true } one ? one.Groups["name"].Value : null,
        };
        return rule.Code switch
        {
            "haproxy:up" => seen with { Change = "server up" },
            "haproxy:start" or "haproxy:stop" or "haproxy:reload" => seen with { Change = rule.Code["haproxy:".Length..] },
            var code => seen with { Code = code },
        };
    }

    [GeneratedRegex(@"(?:Server|server|backend|Backend|Proxy|proxy) '?(?<name>[\w.~/:-]{1,200})", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ServerName();
}
