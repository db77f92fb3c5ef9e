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

    public Sighting? Read(LogLine line)
    {
        var text = line.Text;
        var number = Number().Match(text);
        var head = Head().Match(text);
        if (!number.Success && !head.Success && Old().Match(text) is not { Success: true })
        {
            return null;
        }

        var seen = new Sighting
        {
            System = "apache",
            Time = line.Utc(LogTimes.Asctime(text)),
            Client = Client().Match(text) is { Success: true } client ? client.Groups["client"].Value : null,
            Process = Excerpt.Number(Excerpt.Between(text, "[pid ", "]")?.Split(':')[0]),
            RequestId = Excerpt.Between(text, "[pid ", "]"),
            Peer = Target().Match(text) is { Success: true } peer ? peer.Groups["peer"].Value : null,
        };
        if (number.Success && Code(text, number) is { } code)
        {
            return seen with { Code = code, Status = Status(code, seen), Quote = Quote(text, number.Index) };
        }

        if (Messages.Find(text) is not { } rule)
        {
            return head.Success || number.Success ? seen : null;
        }

        return rule.Code is "apache:reload" or "apache:start" or "apache:stop"
            ? seen with { Change = rule.Code["apache:".Length..], Quote = Excerpt.From(text, rule.At(text)) }
            : seen with { Code = rule.Code, Status = Status(rule.Code, seen), Quote = Quote(text, rule.At(text)) };
    }

    // The number, narrowed by the system error or by the words behind it.
    private static string? Code(string text, Match number)
    {
        var code = number.Groups["code"].Value;
        var said = text.AsSpan(number.Index + number.Length);
        if (code is "AH02008" or "AH02039" && text.Contains("[client ", StringComparison.Ordinal))
        {
            // The handshake of a visitor, not that with a server.
            return null;
        }

        if (code is "AH01071" or "AH01215" or "AH00052")
        {
            // The script's own words: only some of them are failures, and the messages know which.
            return null;
        }

        var narrowed = code == "AH00898" ? Returned(said, text) : Error().Match(text) is { Success: true } error ? $"{code}.{Errno(error)}" : code;
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
    private static string Errno(Match error) => error.Groups["errno"].Value switch
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

    private static string Quote(string text, int at)
    {
        var error = Error().Match(text);
        return error.Success && error.Index < at ? $"{error.Value.Trim()} {Excerpt.From(text, at)}" : Excerpt.From(text, at);
    }

    [GeneratedRegex(@"\b(?<code>AH\d{5}): ", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();

    [GeneratedRegex(@"\[(?:[a-z0-9_]{1,40}:)(?:emerg|alert|crit|error|warn|notice|info|debug|trace\d)\] \[pid \d+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Head();

    [GeneratedRegex(@"^\[[A-Z][a-z]{2} [A-Z][a-z]{2} +\d{1,2} \d\d:\d\d:\d\d(?:\.\d+)? \d{4}\] \[(?:emerg|alert|crit|error|warn|notice|info|debug)\]|proxy: |\]: server reached Max|mod_fcgid|End of script output before headers|Premature end of script headers",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Old();

    [GeneratedRegex(@"\((?:OS )?(?<errno>\d{1,6})\)[^:]{0,200}: ", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Error();

    [GeneratedRegex(@"\(EAI -?3\)|emporary failure in name resolution", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Resolver();

    [GeneratedRegex(@"\[client (?<client>[^\]\s]{1,64}?)(?::\d{1,5})?\]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Client();

    [GeneratedRegex(@"(?:attempt to connect to(?: Unix domain socket)?|from remote server|disabling worker for|from) \(?(?<peer>[\w.:\[\]/-]{3,200})", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Target();
}
