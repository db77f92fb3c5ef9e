using System.Text.RegularExpressions;

namespace Goodgate.Logs.Following;

/// <summary>
/// Names of a log's rotated files: <c>access.log.1</c>, <c>.2.gz</c>, <c>-20261119.xz</c>, <c>.old</c>, and, as logrotate's <c>extension</c> makes them,
/// <c>access-20261119.log.gz</c> and <c>access.1.log</c>. No other words: <c>example.com-ssl_log</c> is another log than <c>example.com</c>, and <c>site-2.log</c> another than
/// <c>site.log</c>: before the extension stands a date, or a number behind a dot.
/// </summary>
internal static partial class RotatedNames
{
    /// <summary>True for the name of a rotated file of a log.</summary>
    /// <param name="log">The log's name, without its folder.</param>
    /// <param name="name">The file's.</param>
    public static bool Has(string log, string name) => LogsOf(name).Contains(log);

    /// <summary>Names of the logs that a file may be a rotated one of, by its own name; the longest first, none for most files.</summary>
    public static IReadOnlyList<string> LogsOf(string name)
    {
        if (!name.AsSpan().ContainsAnyInRange('0', '9') && !name.Contains("old", StringComparison.Ordinal))
        {
            return [];
        }

        var logs = new List<string>();
        for (var at = 1; at < name.Length; at++)
        {
            if (IsMark(name[at]) && After().IsMatch(name.AsSpan(at)))
            {
                logs.Add(name[..at]);
            }
        }

        Between(name, logs);
        logs.Sort((one, other) => other.Length - one.Length);
        return logs;
    }

    private static void Between(string name, List<string> logs)
    {
        var plain = Packed().Match(name) is { Success: true } packed ? name[..packed.Index] : name;
        var extension = Path.GetExtension(plain);
        var stem = plain[..^extension.Length];
        for (var at = 1; at < stem.Length && extension.Length > 1; at++)
        {
            if (IsMark(stem[at]) && Middle().IsMatch(stem.AsSpan(at)))
            {
                logs.Add(stem[..at] + extension);
            }
        }
    }

    private static bool IsMark(char one) => one is '.' or '_' or '-';

    [GeneratedRegex(@"^(?:[._-]\d[\d.T:_-]{0,30}|[._-]old)(?:\.(?:gz|bz2|xz|zst|zstd))?$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex After();

    // 20261128, 2026-11-28, with a time behind it as lumberjack (Caddy) and pm2-logrotate write it; or logrotate's ".1".
    [GeneratedRegex(@"^(?:[._-]{1,2}(?:19|20)\d\d[._-]?(?:0[1-9]|1[0-2])[._-]?(?:0[1-9]|[12]\d|3[01])(?:[T._-]?\d[\d.:_-]{0,20})?|\.\d{1,3})$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Middle();

    [GeneratedRegex(@"\.(?:gz|bz2|xz|zst|zstd)$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Packed();
}
