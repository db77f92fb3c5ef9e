using System.Globalization;

namespace Goodgate.Gateway.Answers;

/// <summary>One element of a weighted list: value in lower case, whether it had parameters before the weight, weight in thousandths.</summary>
internal readonly record struct WeightedItem(string Value, bool HasParameters, int Weight);

/// <summary>Reads fields such as Accept and Accept-Language: elements with quality values (RFC 9110 §12.4.2).</summary>
internal static class WeightedList
{
    /// <summary>Characters considered. Browsers send about 150; longer fields are cut at the last whole element.</summary>
    public const int MaxLength = 1024;

    /// <summary>Elements considered. Browsers send at most a dozen.</summary>
    public const int MaxItems = 32;

    /// <summary>Elements in the order of the field; those with a broken weight are left out, as if the client had not sent them.</summary>
    public static List<WeightedItem> Parse(string? field)
    {
        var items = new List<WeightedItem>();
        var rest = Bounded(field ?? "");
        while (!rest.IsEmpty && items.Count < MaxItems)
        {
            var end = EndOf(rest, ',');
            if (Element(rest[..end].Trim(" \t")) is { } item)
            {
                items.Add(item);
            }

            rest = end < rest.Length ? rest[(end + 1)..] : [];
        }

        return items;
    }

    private static ReadOnlySpan<char> Bounded(string field) =>
        field.Length <= MaxLength ? field : field.AsSpan(0, Math.Max(0, field.LastIndexOf(',', MaxLength - 1)));

    private static WeightedItem? Element(ReadOnlySpan<char> text)
    {
        var end = EndOf(text, ';');
        var value = text[..end].TrimEnd(" \t");
        var parameters = false;
        var weight = 1000;
        while (end < text.Length)
        {
            text = text[(end + 1)..];
            end = EndOf(text, ';');
            var parameter = text[..end].Trim(" \t");
            if (parameter.StartsWith("q=", StringComparison.OrdinalIgnoreCase))
            {
                // What follows the weight was accept-ext of RFC 7231; RFC 9110 §12.5.1 dropped it.
                return Weight(parameter[2..], out weight) && !value.IsEmpty ? Item(value, parameters, weight) : null;
            }

            // Our texts are UTF-8: asking for that is asking for the type itself.
            parameters |= !parameter.IsEmpty && !parameter.Equals("charset=utf-8", StringComparison.OrdinalIgnoreCase);
        }

        return value.IsEmpty ? null : Item(value, parameters, weight);
    }

    private static WeightedItem Item(ReadOnlySpan<char> value, bool parameters, int weight) =>
        new(value.ToString().ToLowerInvariant(), parameters, weight);

    private static bool Weight(ReadOnlySpan<char> text, out int thousandths)
    {
        // RFC 9110 §12.4.2 allows three decimals; more are seen in the wild (1/3 written out) and do no harm.
        var valid = text.Length is > 0 and <= 20
            && decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number is >= 0 and <= 1;
        thousandths = valid ? (int)(decimal.Parse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) * 1000) : 0;
        return valid;
    }

    /// <summary>Index of the separator outside quoted strings, or the length.</summary>
    private static int EndOf(ReadOnlySpan<char> text, char separator)
    {
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (quoted && text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == '"')
            {
                quoted = !quoted;
            }
            else if (text[i] == separator && !quoted)
            {
                return i;
            }
        }

        return text.Length;
    }
}
