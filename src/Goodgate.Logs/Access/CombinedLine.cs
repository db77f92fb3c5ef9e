using System.Globalization;
using Goodgate.Logs.Lines;

namespace Goodgate.Logs.Access;

/// <summary>
/// Common and combined lines without additions, read without patterns: <c>client ident user [time] "request" status bytes ["referer" "agent" ["forwarded"]]</c>.
/// They are most of all lines of access logs; whatever else stands in a line leaves it to <see cref="AccessReader"/>.
/// </summary>
internal static class CombinedLine
{
    /// <summary>Length of <c>20/Nov/2026:23:26:54 +0000</c>.</summary>
    private const int StampLength = 26;

    /// <summary>What the line says; null when it has another form.</summary>
    public static Sighting? Read(string text, LineContext context)
    {
        var open = text.IndexOf('[', StringComparison.Ordinal);
        if (open < 6 || open + StampLength + 4 > text.Length || text[open + StampLength + 1] != ']' || text[open + StampLength + 2] != ' ' || text[open + StampLength + 3] != '"')
        {
            return null;
        }

        var head = text.AsSpan(0, open - 1);
        var parts = head.Count(' ');
        var start = open + StampLength + 4;
        var end = text.IndexOf("\" ", start, StringComparison.Ordinal);
        if (parts is not (2 or 3) || end < 0 || Tail(text, end + 2) is not var (status, bytes, agent) || Time(text.AsSpan(open + 1, StampLength)) is not { } time)
        {
            return null;
        }

        var (method, target) = Excerpt.Request(text[start..end]);
        var first = head.IndexOf(' ');
        var facts = new AccessFacts { Status = status, Bytes = bytes };
        var (code, decides) = AccessCause.Of(facts);
        return new Sighting
        {
            System = context.System ?? (status is 499 or 9 ? "nginx" : AccessReader.AnySystem),
            Time = time,
            Status = status is >= 100 ? status : null,
            IsRequest = true,
            Method = method,
            Target = target,
            Host = parts == 3 ? head[..first].ToString().Split(':')[0] : null,
            Client = (parts == 3 ? Second(head, first) : head[..first]).ToString(),
            Agent = agent,
            Code = code,
            Decides = decides,
            Quote = code is null && decides is null ? "" : $"status {status:000}",
        };
    }

    /// <summary><c>502 157 "referer" "agent"</c>, with one more quoted field at most; null when there is more, or something else.</summary>
    private static (int Status, long? Bytes, string? Agent)? Tail(string text, int at)
    {
        var rest = text.AsSpan(at);
        if (rest.Length < 5 || rest[3] != ' ' || !int.TryParse(rest[..3], NumberStyles.None, CultureInfo.InvariantCulture, out var status))
        {
            return null;
        }

        rest = rest[4..];
        var space = rest.IndexOf(' ');
        var size = space < 0 ? rest : rest[..space];
        long? bytes = null;
        if (size is not "-")
        {
            if (!long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return null;
            }

            bytes = number;
        }

        rest = space < 0 ? [] : rest[(space + 1)..];
        string? agent = null;
        for (var field = 0; rest.Length > 0; field++)
        {
            var close = rest[0] == '"' ? rest[1..].IndexOf('"') : -1;
            if (close < 0 || field == 3 || (close + 2 < rest.Length && rest[close + 2] != ' '))
            {
                return null;
            }

            agent = field == 1 ? rest.Slice(1, close).ToString() : agent;
            rest = close + 3 < rest.Length ? rest[(close + 3)..] : [];
        }

        return (status, bytes, agent);
    }

    private static ReadOnlySpan<char> Second(ReadOnlySpan<char> head, int first)
    {
        var rest = head[(first + 1)..];
        return rest[..rest.IndexOf(' ')];
    }

    private static DateTimeOffset? Time(ReadOnlySpan<char> stamp)
    {
        var month = Times.LogTimes.Month(stamp.Slice(3, 3));
        if (month == 0 || stamp[21] is not ('+' or '-')
            || Number(stamp[..2]) is not { } day || Number(stamp.Slice(7, 4)) is not { } year
            || Number(stamp.Slice(12, 2)) is not { } hour || Number(stamp.Slice(15, 2)) is not { } minute || Number(stamp.Slice(18, 2)) is not { } second
            || Number(stamp.Slice(22, 2)) is not { } zoneHours || Number(stamp.Slice(24, 2)) is not { } zoneMinutes
            || year is < 1990 or > 2100 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59 || zoneHours > 13)
        {
            return null;
        }

        var zone = TimeSpan.FromMinutes((stamp[21] == '-' ? -1 : 1) * ((zoneHours * 60) + zoneMinutes));
        return new DateTimeOffset(year, month, day, hour, minute, second, zone).ToUniversalTime();
    }

    private static int? Number(ReadOnlySpan<char> digits) => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
