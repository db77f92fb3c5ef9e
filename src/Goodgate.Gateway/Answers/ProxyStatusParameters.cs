using System.Collections.Frozen;
using System.Globalization;
using Goodgate.Verdicts.Catalogue;
using Goodgate.Verdicts.Judging;
using Goodgate.Verdicts.Observations;

namespace Goodgate.Gateway.Answers;

/// <summary>
/// The parameters each error type of RFC 9209 §2.3 has of its own, and where their values come from: the observation's
/// properties, or a fact that bears the parameter's name.
/// </summary>
internal static class ProxyStatusParameters
{
    private static readonly FrozenDictionary<string, string[]> ByError = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        [ProxyError.DnsError] = ["rcode", "info-code"],
        [ProxyError.TlsAlertReceived] = ["alert-id", "alert-message"],
        [ProxyError.HttpRequestError] = ["status-code", "status-phrase"],
        [ProxyError.HttpResponseHeaderSectionSize] = ["header-section-size"],
        [ProxyError.HttpResponseHeaderSize] = ["header-name", "header-size"],
        [ProxyError.HttpResponseBodySize] = ["body-size"],
        [ProxyError.HttpResponseTrailerSectionSize] = ["trailer-section-size"],
        [ProxyError.HttpResponseTrailerSize] = ["trailer-name", "trailer-size"],
        [ProxyError.HttpResponseTransferCoding] = ["coding"],
        [ProxyError.HttpResponseContentCoding] = ["coding"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Text a peer chose and that may name internals: for operators' eyes only.</summary>
    private static readonly FrozenSet<string> Telling = FrozenSet.Create(
        StringComparer.Ordinal, "details", "next-hop", "header-name", "trailer-name", "status-phrase");

    private static readonly FrozenSet<string> Known =
        ByError.Values.SelectMany(names => names).Concat(["error", "received-status", "next-protocol", "next-hop", "details"]).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>
    /// True for parameters that tell nothing of what stands behind us; unknown ones might. Their values are tokens, numbers and,
    /// for rcode and error (an example of RFC 9209 §2.1.5 quotes it), one plain word; other text under such a name could be anything.
    /// </summary>
    public static bool Harmless(string name, string value) =>
        Known.Contains(name)
        && !Telling.Contains(name)
        && (value[0] != '"' || (name is "rcode" or "error" && value.Trim('"').All(c => char.IsAsciiLetterOrDigit(c) || c == '_')));

    /// <summary>Serialised parameters of an error type that the observation has a value for, without those that tell too much.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Of(string error, Observation seen, bool revealDetails)
    {
        foreach (var name in ByError.GetValueOrDefault(error, []))
        {
            if ((revealDetails || !Telling.Contains(name)) && Value(name, seen) is { } value)
            {
                yield return new(name, value);
            }
        }
    }

    private static string? Value(string name, Observation seen) => name switch
    {
        "rcode" => seen.Rcode is { } code ? StructuredText.String(Rcode.Name(code)) : null,
        "info-code" => Number(Fact("dns-info-code", seen)),
        "alert-id" => seen.TlsAlert is { } alert ? StructuredText.Integer(alert) : null,
        "alert-message" => seen.TlsAlert is { } alert && TlsAlert.Word(alert) is { } word ? StructuredText.TokenOrString(word) : null,
        "coding" => Fact(name, seen) is { Length: <= 32 } coding && StructuredText.IsToken(coding) ? coding : null,
        "header-name" or "trailer-name" or "status-phrase" => Fact(name, seen) is { } text ? StructuredText.String(text, 64) : null,
        _ => Number(Fact(name, seen)),
    };

    private static string? Number(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? StructuredText.Integer(number) : null;

    private static string? Fact(string name, Observation seen) => seen.Facts.FirstOrDefault(fact => fact.Name == name)?.Value;
}
