using System.Text.RegularExpressions;
using Goodgate.Logs.Formats;
using Goodgate.Logs.Lines;
using Goodgate.Logs.Times;
using Goodgate.Verdicts.Foreign;

namespace Goodgate.Logs.Systems;

/// <summary>Apache httpd's error log: AH numbers with the system error in front, and the older form without numbers.</summary>
internal sealed partial class ApacheReader : ILineReader
{
    private static readonly MessageTable Messages = MessageTable.Of("apache");

    /// <summary>Statuses by code, from the format file: the number alone settles it.</summary>
    private static readonly Dictionary<string, int?> Statuses = FormatFile.Get("apache").Rules.GroupBy(rule => rule.Code).ToDictionary(group => group.Key, group => group.First().Status);

    /// <summary>Numbers whose text is a script's own: only some of them are failures, and the messages know which.</summary>
    private static readonly HashSet<string> Scripts = new(StringComparer.Ordinal) { "AH01071", "AH01215", "AH00052" };

    /// <summary>Numbers of TLS and of bodies that a visitor's connection writes as well as that with a server.</summary>
    private static readonly HashSet<string> EitherSide = new(StringComparer.Ordinal) { "AH02008", "AH02039", "AH02276", "AH02656" };

    public Sighting? Read(LogLine line)
    {
        var text = line.Text;
        var head = Head().Match(text) is { Success: true } found ? found : Dated().Match(text);
        var message = ApacheMessage.Of(text, head.Success ? head.Index + head.Length : null);
        if (message.Code is null && !head.Success && !Old().IsMatch(text))
        {
            return null;
        }

        var seen = new Sighting
        {
            System = "apache",
            Time = Time(line, head),
            Client = Client().Match(text) is { Success: true } client ? client.Groups["client"].Value : null,
            Process = Excerpt.Number(Excerpt.Between(text, "[pid ", "]")?.Split(':')[0]),
            RequestId = Excerpt.Between(text, "[pid ", "]"),
            Peer = Target().Match(message.Own) is { Success: true } peer ? peer.Groups["peer"].Value : null,
        };
        if (message.Code == "AH01997" && message.Before.Contains("[remote ", StringComparison.Ordinal))
        {
            return seen with { Decides = "the 'SSL Library Error' or 'Certificate Verification' line beside it (LogLevel ssl:info)", Quote = Quote(message) };
        }

        if (message.Code is { } number && Code(number, message, text) is { } code)
        {
            return seen with { Code = code, Status = Status(code, seen), Quote = Quote(message) };
        }

        if (Rule(message) is not { } rule)
        {
            return head.Success || message.Code is not null ? seen : null;
        }

        return rule.CauseId == "-"
            ? seen with { Change = rule.Code["apache:".Length..], Quote = Excerpt.From(message.Own, 0) }
            : seen with { Code = rule.Code, Status = Status(rule.Code, seen), Quote = Quote(message) };
    }

    // "%{cu}t" in ErrorLogFormat writes 2026-11-28 10:00:00.123456.
    private static DateTimeOffset? Time(LogLine line, Match head)
    {
        if (LogTimes.Asctime(line.Text) is { } written)
        {
            return line.Utc(written);
        }

        var iso = head.Success ? LogTimes.Iso(line.Text[..head.Index]) : default;
        return iso.Utc ?? line.Utc(iso.Written);
    }

    // A number settles a line, but for what scripts say, and for what alters the server.
    private static MessageRule? Rule(ApacheMessage message)
    {
        if (Messages.Find(message.Before + message.Own) is not { } rule)
        {
            return null;
        }

        return rule.CauseId == "-" || message.BeginsWith(rule.Has[0]) ? rule : null;
    }

    // The number, narrowed by the system error or by the words behind it.
    private static string? Code(string code, ApacheMessage message, string text)
    {
        if (Scripts.Contains(code) || (EitherSide.Contains(code) && text.Contains("[client ", StringComparison.Ordinal)))
        {
            return null;
        }

        var narrowed = code switch
        {
            "AH00898" => Returned(message.Own, message.Before),
            "AH02656" when message.Own.Contains("exceeds", StringComparison.Ordinal) => "AH02656.size",
            _ => message.Errno() is { } errno ? $"{code}.{Errno(errno)}" : code,
        };
        return ForeignCodes.Find($"apache:{narrowed}")?.ToString();
    }

    private static string Returned(ReadOnlySpan<char> said, string text)
    {
        ReadOnlySpan<(string Words, string Code)> reasons =
        [
            ("DNS lookup failure", Resolver().IsMatch(text) ? "dns-temporary" : "dns"),
            ("Error during SSL Handshake", "ssl"),
            ("Timeout on 100-Continue", "100-continue"),
            ("Corrupt status line", "status-line"),
            ("Malformed connection header", "connection-header"),
            ("Unexpected Upgrade", "upgrade"),
            ("interim responses", "interim"),
        ];
        foreach (var (words, code) in reasons)
        {
            if (said.Contains(words, StringComparison.Ordinal))
            {
                return $"AH00898.{code}";
            }
        }

        return "AH00898";
    }

    // Numbers of macOS and FreeBSD, and of Windows, under those of Linux.
    private static string Errno(string errno) => errno switch
    {
        "61" or "10061" => "111",
        "60" or "10060" or "730060" => "110",
        "54" or "10054" or "730054" => "104",
        "53" or "10053" => "103",
        "65" or "10065" => "113",
        "51" or "10051" => "101",
        "49" or "10049" => "99",
        var other => other,
    };

    private static int? Status(string code, Sighting seen) => seen.Client is null ? null : Statuses.GetValueOrDefault(code);

    private static string Quote(ApacheMessage message)
    {
        var error = ApacheMessage.Error().Match(message.Before);
        return error.Success ? $"{error.Value.Trim()} {Excerpt.From(message.Own, 0)}" : Excerpt.From(message.Own, 0);
    }

    [GeneratedRegex(@"\[(?:[a-z0-9_]{1,40}:)(?:emerg|alert|crit|error|warn|notice|info|debug|trace\d)\] \[pid \d[^\]]{0,40}\]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Head();

    // 2.2's form: no module, no process.
    [GeneratedRegex(@"^\[[A-Z][a-z]{2} [A-Z][a-z]{2} +\d{1,2} \d\d:\d\d:\d\d(?:\.\d+)? \d{4}\] \[(?:emerg|alert|crit|error|warn|notice|info|debug)\]",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Dated();

    [GeneratedRegex(@"proxy: |\]: server reached Max|mod_fcgid|End of script output before headers|Premature end of script headers",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Old();

    [GeneratedRegex(@"\(EAI -?3\)|emporary failure in name resolution", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Resolver();

    [GeneratedRegex(@"\[client (?<client>[^\]\s]{1,64}?)(?::\d{1,5})?\]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Client();

    [GeneratedRegex(@"(?:attempt to connect to(?: Unix domain socket)?|from remote server|disabling worker for|from) \(?(?<peer>[\w.:\[\]/-]{3,200})", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Target();
}
