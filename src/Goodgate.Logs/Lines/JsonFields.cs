using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Goodgate.Logs.Lines;

/// <summary>
/// The fields of a JSON line, flat: by path (<c>request.host</c>) and by last name (<c>host</c>, the first that has it). A line whose start or end is
/// missing is read as far as it goes, names without their path.
/// </summary>
internal sealed partial class JsonFields
{
    private const int MostFields = 512;
    private const int MostDepth = 12;

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly HashSet<string> _paths = new(StringComparer.Ordinal);

    private JsonFields(bool isWhole) => IsWhole = isWhole;

    /// <summary>False when the line was cut.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>The fields; null when the line is no JSON and no piece of it.</summary>
    public static JsonFields? Read(string text)
    {
        var start = text.AsSpan().TrimStart();
        if (start.Length > 1 && start[0] == '{' && Whole(text) is { } whole)
        {
            return whole;
        }

        return text.Contains("\":", StringComparison.Ordinal) || text.Contains("\" :", StringComparison.Ordinal) ? Pieces(text) : null;
    }

    /// <summary>The value of the first of these names that is there; numbers and booleans as text; null when none is, or it is null or empty.</summary>
    public string? Get(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (_values.TryGetValue(name, out var value) && value.Length > 0)
            {
                return value;
            }
        }

        return null;
    }

    public bool Has(string name) => _values.ContainsKey(name);

    public int? Number(params ReadOnlySpan<string> names) =>
        Get(names) is { } text && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) < int.MaxValue ? (int)number : null;

    public double? Real(params ReadOnlySpan<string> names) =>
        Get(names) is { } text && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    /// <summary>Names below a path: those of the headers of an answer.</summary>
    public IEnumerable<string> Below(string path) => _paths.Where(one => one.StartsWith(path + ".", StringComparison.Ordinal)).Select(one => one[(path.Length + 1)..]);

    private static JsonFields? Whole(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 64, AllowTrailingCommas = true, AllowDuplicateProperties = true });
            var fields = new JsonFields(isWhole: true);
            fields.Add("", document.RootElement, 0);
            return fields;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private void Add(string path, JsonElement element, int depth)
    {
        if (depth > MostDepth || _paths.Count >= MostFields)
        {
            return;
        }

        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var one in element.EnumerateObject())
                {
                    Add(path.Length == 0 ? one.Name : $"{path}.{one.Name}", one.Value, depth + 1);
                }

                break;
            case JsonValueKind.Array:
                // Headers are lists of values: the first one counts.
                if (element.GetArrayLength() > 0)
                {
                    Add(path, element[0], depth + 1);
                }

                break;
            case JsonValueKind.Null:
                break;
            default:
                Set(path, element.ValueKind == JsonValueKind.String ? Text(element) : element.GetRawText());
                break;
        }
    }

    // A string may hold half a surrogate pair, which is no text.
    private static string Text(JsonElement element)
    {
        try
        {
            return element.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            return element.GetRawText();
        }
    }

    private void Set(string path, string value)
    {
        _paths.Add(path);
        _values.TryAdd(path, value);
        if (path.LastIndexOf('.') is > 0 and var dot)
        {
            _values.TryAdd(path[(dot + 1)..], value);
        }
    }

    private static JsonFields? Pieces(string text)
    {
        var fields = new JsonFields(isWhole: false);
        try
        {
            foreach (Match match in Piece().Matches(text))
            {
                var value = match.Groups["text"].Success ? Unescaped(match.Groups["text"].Value) : match.Groups["bare"].Value;
                fields.Set(match.Groups["name"].Value, value == "null" ? "" : value);
                if (fields._paths.Count >= MostFields)
                {
                    break;
                }
            }
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }

        return fields._paths.Count > 0 ? fields : null;
    }

    private static string Unescaped(string text)
    {
        if (!text.Contains('\\', StringComparison.Ordinal))
        {
            return text;
        }

        try
        {
            return JsonSerializer.Deserialize<string>($"\"{text}\"") ?? text;
        }
        catch (JsonException)
        {
            return text;
        }
    }

    [GeneratedRegex("\"(?<name>[A-Za-z_@:.][A-Za-z0-9_@:.-]{0,79})\"\\s?:\\s?\\[?(?:\"(?<text>(?:[^\"\\\\]|\\\\.){0,4000})(?:\"|$)|(?<bare>-?[0-9][0-9.eE+-]*|true|false|null))",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Piece();
}
