using System.Globalization;
using System.Text.Json;
using Goodgate.Verdicts.Catalogue;
using Goodgate.Verdicts.Judging;
using Goodgate.Verdicts.Observations;

namespace Goodgate.Gateway.Observing.Failures;

/// <summary>
/// The way back from <see cref="VerdictJson"/>. What it reads comes from a file that anybody may have changed: everything is escaped, masked and cut
/// again, and the cause's words are those of the catalogue.
/// </summary>
internal static class VerdictReader
{
    private static readonly Dictionary<string, Party> Parties = Words<Party>();
    private static readonly Dictionary<string, Confidence> Confidences = Words<Confidence>();
    private static readonly Dictionary<string, Phase> Phases = Words<Phase>();
    private static readonly Dictionary<string, Happening> Happenings = Words<Happening>();

    /// <summary>The verdict; null when this is none, or its cause is one of a later version.</summary>
    /// <exception cref="InvalidOperationException">A text is not UTF-8.</exception>
    public static Verdict? Read(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object || Causes.Find(Text(json, "cause", Bounded.Field) ?? "") is not { } cause)
        {
            return null;
        }

        return new Verdict(
            cause,
            Word(json, "party", Parties) ?? cause.Party,
            Word(json, "confidence", Confidences) ?? Confidence.Likely,
            Evidence.Safe(Text(json, "summary", Judge.MaxSummary) ?? "", Judge.MaxSummary),
            Facts(json),
            Seen(json));
    }

    private static Observation Seen(JsonElement json) => new()
    {
        Source = Source.Gateway,
        Time = Time(json),
        RequestId = Text(json, "request_id", Bounded.Field),
        ClientStatus = json.TryGetProperty("status", out var status) && status.ValueKind == JsonValueKind.Number && status.TryGetInt32(out var code) ? code : null,
        Saved = json.TryGetProperty("saved", out var saved) && saved.ValueKind == JsonValueKind.True,
        Method = Text(json, "method", Bounded.Method),
        Host = Text(json, "host", Bounded.Host),
        Target = Text(json, "target", Bounded.Target),
        Site = Text(json, "site", Bounded.Field),
        Route = Text(json, "route", Bounded.Field),
        Upstream = Text(json, "upstream", Bounded.Field),
        Server = Text(json, "server", Bounded.Field),
        Peer = Text(json, "peer", Bounded.Field),
        Phase = Word(json, "phase", Phases),
        Happening = Word(json, "happening", Happenings),
    };

    private static List<Fact> Facts(JsonElement json)
    {
        var facts = new List<Fact>();
        if (!json.TryGetProperty("evidence", out var list) || list.ValueKind != JsonValueKind.Array)
        {
            return facts;
        }

        foreach (var item in list.EnumerateArray().Take(Evidence.MaxItems))
        {
            if (item.ValueKind == JsonValueKind.Object && Text(item, "name", Bounded.Field) is { } name && Text(item, "value", Bounded.Field) is { } value
                && !Secrets.IsSecretName(name))
            {
                facts.Add(new Fact(Evidence.Printable(name, Evidence.MaxName), Evidence.Safe(value)));
            }
        }

        return facts;
    }

    private static DateTimeOffset? Time(JsonElement json) =>
        DateTimeOffset.TryParse(Text(json, "time", Bounded.Field), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : null;

    private static string? Text(JsonElement of, string name, int max) =>
        of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? Bounded.Cut(value.GetString()!, max) : null;

    private static T? Word<T>(JsonElement of, string name, Dictionary<string, T> words)
        where T : struct =>
        Text(of, name, Bounded.Field) is { } word && words.TryGetValue(word, out var value) ? value : null;

    private static Dictionary<string, T> Words<T>()
        where T : struct, Enum => Enum.GetValues<T>().ToDictionary(value => VerdictJson.Word(value), StringComparer.Ordinal);
}
