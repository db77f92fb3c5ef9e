namespace Goodgate.Gateway.Answers;

/// <summary>Chooses a language by lookup (RFC 4647 §3.4): ranges by weight, each shortened from its end until a language fits.</summary>
internal static class LanguageChoice
{
    /// <summary>
    /// The tag among <paramref name="available"/> (lower case) that fits best; null when none does, so that the caller takes its default.
    /// A tag refused with <c>q=0</c> is not chosen; <c>*</c> says nothing about which.
    /// </summary>
    public static string? Lookup(string? acceptLanguage, IReadOnlyCollection<string> available)
    {
        var ranges = WeightedList.Parse(acceptLanguage);
        // A stable sort: equal weights keep the order of the field, which browsers use as the order of liking.
        foreach (var range in ranges.Where(range => range.Weight > 0).OrderByDescending(range => range.Weight))
        {
            for (var tag = range.Value; tag.Length > 0; tag = Shortened(tag))
            {
                if (available.Contains(tag) && !Refused(ranges, tag))
                {
                    return tag;
                }
            }
        }

        return null;
    }

    private static bool Refused(List<WeightedItem> ranges, string tag) =>
        ranges.Exists(range => range.Weight == 0 && range.Value == tag);

    /// <summary>Without its last subtag, and without a single letter left at the end (RFC 4647 §3.4).</summary>
    private static string Shortened(string tag)
    {
        var end = tag.LastIndexOf('-');
        if (end >= 2 && tag[end - 2] == '-')
        {
            end -= 2;
        }

        return end > 0 ? tag[..end] : "";
    }
}
