using System.Text.RegularExpressions;
using Goodgate.Logs.Formats;
using Goodgate.Logs.Lines;
using Goodgate.Logs.Times;

namespace Goodgate.Logs.Systems;

/// <summary>PHP-FPM's log, and its access log in the default format.</summary>
internal sealed partial class PhpFpmReader : ILineReader
{
    private static readonly MessageTable Messages = MessageTable.Of("php-fpm");

    public Sighting? Read(LogLine line) => Message(line) ?? Access(line);

    private static Sighting? Message(LogLine line)
    {
        var text = line.Text;
        if (!Head().IsMatch(text) && line.Program?.StartsWith("php", StringComparison.Ordinal) != true && !Cut().IsMatch(text))
        {
            return null;
        }

        var child = Child().Match(text);
        var (written, isUtc) = LogTimes.Dashed(text);
        var seen = new Sighting
        {
            System = "php-fpm",
            Time = written is { } utc && isUtc ? new DateTimeOffset(utc, TimeSpan.Zero) : line.Utc(written),
            Pool = Pool().Match(text) is { Success: true } pool ? pool.Groups["pool"].Value : null,
            Process = child.Success ? Excerpt.Number(child.Groups["pid"].Value) : null,
            Script = Excerpt.Between(text, "script '", "'"),
        };
        var (method, target) = Excerpt.Request(Excerpt.Between(text, "(request: \"", "\""));
        seen = seen with { Method = method, Target = target };
        if (Messages.Find(text) is not { } rule)
        {
            return seen;
        }

        var quote = Excerpt.From(text, Math.Max(0, text.IndexOf("[pool ", StringComparison.Ordinal) is >= 0 and var at ? at : rule.At(text)));
        return rule.Code switch
        {
            "php-fpm:quiet" => seen,
            "php-fpm:start" or "php-fpm:reload" => seen with { Change = rule.Code["php-fpm:".Length..], Quote = quote },
            var code => seen with { Code = code, Quote = quote },
        };
    }

    // %R - %u %t "%m %r" %s
    private static Sighting? Access(LogLine line)
    {
        var match = Entry().Match(line.Text);
        if (!match.Success)
        {
            return null;
        }

        var status = Excerpt.Status(match.Groups["status"].Value);
        var common = LogTimes.Common(line.Text);
        var seen = new Sighting
        {
            System = "php-fpm",
            Time = common.Utc ?? line.Utc(common.Written),
            Status = status,
            IsRequest = true,
            Method = match.Groups["method"].Value,
            Target = Excerpt.Target(match.Groups["target"].Value),
        };
        return status switch
        {
            500 => seen with { Code = "php-fpm:access-500", Quote = "status 500" },
            >= 501 => seen with { Code = "php-fpm:access-5xx", Quote = $"status {status}" },
            _ => seen,
        };
    }

    [GeneratedRegex(@"(?:^|\] )(?:ALERT|ERROR|WARNING|NOTICE|DEBUG): (?:pid \d+, \w+\(\), line \d+: )?(?:\[pool |fpm is running|ready to handle|Terminating|exiting, bye|Finishing|Reloading|reloading|configuration file|systemd|using inherited|failed processes|unable to|failed to|Another FPM|fork\(\)|The maximum number of processes|Inherited|oops|\[)|\[pool [\w.-]{1,64}\] (?:server reached|child \d|seems busy)",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Head();

    // What is left of such a line when its start is gone.
    [GeneratedRegex(@"(?:max_children setting \(\d+\), consider raising it|child \d+ exited (?:on signal|with code) |execution timed out \([\d.]+ sec\), terminating|executing too slow \([\d.]+ sec\), logging|on signal \d+ \(SIG[A-Z0-9]+(?: - core dumped)?\) after [\d.]+ seconds from start|said into std(?:err|out): ""|failed processes threshold \()",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Cut();

    [GeneratedRegex(@"\[pool (?<pool>[^\]]{1,128})\]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pool();

    [GeneratedRegex(@"\bchild (?<pid>\d{1,10})\b", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Child();

    [GeneratedRegex(@"^\S{1,64} - +\S{0,64} ?\[?\d{2}/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d [+-]\d{4}\]? ""(?<method>[A-Z]{3,16}) (?<target>/[^"" ]{0,4000})"" (?<status>\d{3})(?: [^""]{0,400})?$",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Entry();
}
