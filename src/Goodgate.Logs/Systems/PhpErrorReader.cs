using System.Text.RegularExpressions;
using Goodgate.Logs.Formats;
using Goodgate.Logs.Lines;
using Goodgate.Logs.Times;

namespace Goodgate.Logs.Systems;

/// <summary>PHP's own error log, and the debug.log of WordPress, which has the same form.</summary>
internal sealed partial class PhpErrorReader : ILineReader
{
    private static readonly MessageTable Messages = MessageTable.Of("wordpress");

    public Sighting? Read(LogLine line)
    {
        var text = line.Text;
        if (!Mark().IsMatch(text))
        {
            return null;
        }

        var (written, isUtc) = LogTimes.Dashed(text);
        var seen = new Sighting
        {
            System = "wordpress",
            Time = written is { } utc && isUtc ? new DateTimeOffset(utc, TimeSpan.Zero) : line.Utc(written),
            Script = Place().Match(text) is { Success: true } place ? place.Groups["file"].Value : null,
        };
        return Messages.Find(text) is { } rule && rule.Code != "wordpress:quiet" ? seen with { Code = rule.Code, Quote = Excerpt.From(text, Start(text)) } : seen;
    }

    private static int Start(string text) => text.IndexOf("PHP ", StringComparison.Ordinal) is >= 0 and < 80 and var at ? at : text.IndexOf("WordPress ", StringComparison.Ordinal) is >= 0 and < 80 and var wp ? wp : 0;

    [GeneratedRegex(@"PHP (?:Fatal error|Parse error|Warning|Notice|Deprecated|Recoverable fatal error|Core error|Compile error|Strict Standards|Stack trace|message):|WordPress database error|Error establishing a database connection|Uncaught (?:\w+\\)*\w*(?:Exception|Error):|Allowed memory size of \d|Maximum execution time of \d|MySQL server has gone away|^\[\d\d-[A-Z][a-z]{2}-\d{4} \d\d:\d\d:\d\d (?:UTC|[A-Z][A-Za-z_]+/[A-Za-z_]+)\] |mysqli_(?:real_)?connect\(\)|cURL error \d{1,2}: ",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Mark();

    [GeneratedRegex(@" in (?<file>/[^\s:]{1,400}?\.php)(?::| on line )\d", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Place();
}
