using System.Text.RegularExpressions;
using Goodgate.Logs.Lines;
using Goodgate.Logs.Times;

namespace Goodgate.Logs.Systems;

/// <summary>PHP-FPM's slow log. A record is a head, the script, and the calls it was in; none of them is a failure, and the script may explain some.</summary>
internal sealed partial class PhpSlowlogReader : ILineReader
{
    public Sighting? Read(LogLine line)
    {
        var text = line.Text;
        if (text.StartsWith("script_filename = ", StringComparison.Ordinal))
        {
            return new Sighting { System = "php-fpm", Time = line.CarrierTime, IsSlow = true, Script = text["script_filename = ".Length..].Trim(), Quote = text };
        }

        if (Head().Match(text) is { Success: true } head)
        {
            return new Sighting { System = "php-fpm", Time = line.Utc(LogTimes.Dashed(text).Written), Pool = head.Groups["pool"].Value };
        }

        return Frame().IsMatch(text) ? new Sighting { System = "php-fpm", Time = line.CarrierTime } : null;
    }

    [GeneratedRegex(@"^\[\d{2}-[A-Z][a-z]{2}-\d{4} \d\d:\d\d:\d\d(?:\.\d{1,6})?\]  \[pool (?<pool>[^\]]{1,128})\] pid \d{1,10}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Head();

    [GeneratedRegex(@"^(?:\[0x[0-9a-f]{8,16}\] |\+\+\+ dump failed)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Frame();
}
