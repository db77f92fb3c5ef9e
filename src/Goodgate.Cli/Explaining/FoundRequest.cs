using System.Globalization;
using System.Text.Json;
using Goodgate.Verdicts.Catalogue;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Cli.Explaining;

/// <summary>What an admin port or an access log tells of one request. Read from JSON that may be hostile: bounded and escaped.</summary>
internal sealed record FoundRequest
{
    // More would push the cause off the screen.
    private const int MostFacts = Evidence.MaxItems + 8;

    // Told elsewhere on the page, or by the catalogue.
    private static readonly string[] Untold = ["cause", "summary", "title", "severity", "failure", "first_steps", "more", "request_id"];

    /// <summary>The cause; null when the request did not fail.</summary>
    public required Cause? Cause { get; init; }

    public required string Summary { get; init; }

    /// <summary>Everything told, in the order it was told.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Facts { get; init; }

    /// <summary>Reads an object of the access log or of the admin port.</summary>
    public static FoundRequest Of(JsonElement request) => new()
    {
        Cause = Causes.Find(Text(request, "cause") ?? ""),
        Summary = Text(request, "summary") ?? "",
        Facts = [.. request.EnumerateObject().Where(one => !Untold.Contains(one.Name)).SelectMany(Flat).Distinct().Take(MostFacts)],
    };

    private static IEnumerable<KeyValuePair<string, string>> Flat(JsonProperty property) => property.Value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.False => [],
        JsonValueKind.Array => property.Value.EnumerateArray().SelectMany((item, i) => Item(property.Name, item, i)),
        JsonValueKind.Object => property.Value.EnumerateObject().SelectMany(Flat),
        _ => [Pair(property.Name, property.Value)],
    };

    // Evidence is a list of name and value; attempts are a list of objects.
    private static IEnumerable<KeyValuePair<string, string>> Item(string name, JsonElement item, int index)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            return [Pair(name, item)];
        }

        if (Text(item, "name") is { } fact && Text(item, "value") is { } value)
        {
            return [KeyValuePair.Create(fact, value)];
        }

        var inner = item.EnumerateObject().SelectMany(Flat).Select(one => $"{one.Key} {one.Value}");
        return [KeyValuePair.Create($"{name.TrimEnd('s')} {(index + 1).ToString(CultureInfo.InvariantCulture)}", string.Join(", ", inner))];
    }

    private static KeyValuePair<string, string> Pair(string name, JsonElement value) =>
        KeyValuePair.Create(Evidence.Printable(name, Evidence.MaxName), Evidence.Printable(value.ValueKind == JsonValueKind.True ? "yes" : value.ToString()));

    private static string? Text(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? Evidence.Printable(value.GetString()!, Judge.MaxSummary)
            : null;
}
