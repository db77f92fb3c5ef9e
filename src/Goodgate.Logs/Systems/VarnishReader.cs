using System.Buffers;
using System.Text.RegularExpressions;
using Goodgate.Logs.Formats;
using Goodgate.Logs.Lines;

namespace Goodgate.Logs.Systems;

/// <summary>varnishlog as text: the records that name a failure, each on its own; and varnishd's messages about its child. varnishncsa writes an access log.</summary>
internal sealed partial class VarnishReader : ILineReader
{
    private static readonly SearchValues<char> Front = SearchValues.Create(" \t0123456789-*");
    private static readonly MessageTable Fetches = MessageTable.Of("varnish");
    private static readonly MessageTable Processes = MessageTable.Of("varnishd");

    public Sighting? Read(LogLine line)
    {
        var match = MayBeRecord(line.Text) ? Record().Match(line.Text) : Match.Empty;
        if (!match.Success)
        {
            // The end of a health record that lost its start.
            return CutHealth().IsMatch(line.Text) ? Health(new Sighting { System = "varnish", Time = line.CarrierTime }, line.Text) : Process(line);
        }

        var (tag, text) = (match.Groups["tag"].Value, match.Groups["text"].Value);
        var seen = new Sighting { System = "varnish", Time = line.CarrierTime, RequestId = match.Groups["id"].Value.Trim() is { Length: > 0 } id && id[0] is not ('-' or '*') ? id : null };
        if (tag == "Error" && seen.RequestId is null && match.Groups["id"].Value.Trim().Length == 0 && !match.Groups["side"].Success && Fetches.Find($"{tag} {text}") is null)
        {
            // A word at the start of many a line.
            return null;
        }

        return tag switch
        {
            "FetchError" or "Error" or "VCL_Error" => Fetch(seen, $"{tag} {text}"),
            "Backend_health" => Health(seen, text),

            // A visitor's request can be junk as well: only the backend's side counts.
            "HttpGarbage" or "BogoHeader" when IsBackends(match) => seen with { Code = $"varnish:{tag}", Quote = Excerpt.From($"{tag} {text}", 0) },

            // What the backend sent. 503 may be Varnish's own, made of a FetchError that stands beside it.
            "BerespStatus" => text is "502" or "504" ? seen with { Code = "varnish:backend-status", UpstreamStatus = Excerpt.Status(text), Quote = $"{tag} {text}" } : seen,
            _ => seen,
        };
    }

    // "b" in the raw form. Grouped by request (-g request), a fetch stands one dash further in than the visitor's request.
    private static bool IsBackends(Match match) => match.Groups["side"].Value == "b" || (!match.Groups["side"].Success && match.Groups["id"].Value.StartsWith("--", StringComparison.Ordinal));

    // Numbers, blanks, dashes and stars, then a tag that begins with a capital letter.
    private static bool MayBeRecord(string text) => text.AsSpan().IndexOfAnyExcept(Front) is >= 0 and <= 40 and var at && char.IsAsciiLetterUpper(text[at]);

    private static Sighting Fetch(Sighting seen, string text)
    {
        if (Fetches.Find(text) is not { } rule)
        {
            return seen with { Decides = "a text not known here; the records of the same transaction (BogoHeader, HttpGarbage, BackendOpen) tell", Quote = Excerpt.From(text, 0) };
        }

        return seen with { Code = rule.Code, Quote = Excerpt.From(text, 0), Peer = Excerpt.Between(text, "backend ", ":") };
    }

    private static Sighting Health(Sighting seen, string text)
    {
        var isSick = text.Contains("sick", StringComparison.OrdinalIgnoreCase) && SickState().IsMatch(text);
        return isSick ? seen with { Code = "varnish:sick", Quote = Excerpt.From(text, 0), Peer = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).FirstOrDefault() } : seen;
    }

    private static Sighting? Process(LogLine line) => Processes.Find(line.Text) is { } rule && (line.Program is "varnishd" || line.Text.Contains("Child (", StringComparison.Ordinal))
        ? rule.Code is "varnish:start" or "varnish:stop"
            ? new Sighting { System = "varnish", Time = line.CarrierTime, Change = rule.Code["varnish:".Length..], Quote = Excerpt.From(line.Text, 0) }
            : new Sighting { System = "varnish", Time = line.CarrierTime, Code = rule.Code, Quote = Excerpt.From(line.Text, 0) }
        : line.Program is "varnishd" ? new Sighting { System = "varnish", Time = line.CarrierTime } : null;

    // "     32771 FetchError     b first byte timeout" raw, "-   FetchError     first byte timeout" grouped; the start may be cut off.
    [GeneratedRegex(@"^(?<id>[\s\d*-]{0,40}?)\b(?<tag>FetchError|Error|VCL_Error|Backend_health|BerespStatus|BerespReason|BereqURL|BereqMethod|BereqHeader|BerespHeader|BereqProtocol|BerespProtocol|ReqURL|ReqMethod|ReqHeader|ReqStart|ReqAcct|RespStatus|RespReason|RespHeader|RespProtocol|Timestamp|Begin|End|Link|VCL_call|VCL_return|VCL_Log|BackendOpen|BackendClose|BackendReuse|BackendStart|Hit|HitMiss|TTL|Fetch_Body|Length|Storage|Debug|SessOpen|SessClose|HttpGarbage|BogoHeader|ExpKill|Gzip|Filters|BereqAcct)\s+(?:(?<side>[bc-])\s+)?(?<text>\S.*?)\s*$",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Record();

    [GeneratedRegex(@"\b(?:Still|Went) sick [-46xXrRhHsS]{8} \d+ \d+ \d+ ", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CutHealth();

    [GeneratedRegex(@"\b(?:Still|Went) sick\b|^\S+ sick", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SickState();
}
