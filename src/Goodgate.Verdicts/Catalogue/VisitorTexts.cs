using Goodgate.Verdicts.Catalogue.Translations;

namespace Goodgate.Verdicts.Catalogue;

/// <summary>The visitor's words for every cause in every language. English is the source; its bodies are <see cref="CauseText.Visitor"/>.</summary>
public static class VisitorTexts
{
    private const string Source = "en";

    private static readonly Dictionary<string, IReadOnlyDictionary<string, VisitorText>> ByLanguage = new(StringComparer.OrdinalIgnoreCase)
    {
        [Source] = EnglishTexts.All,
        ["es"] = SpanishTexts.All,
        ["de"] = GermanTexts.All,
        ["fr"] = FrenchTexts.All,
        ["zh"] = ChineseTexts.All,
    };

    /// <summary>Language tags (RFC 5646) there are texts in, the source language first: en, es, de, fr, zh.</summary>
    public static IReadOnlyList<string> Languages { get; } = [Source, "es", "de", "fr", "zh"];

    /// <summary>The text of a cause. A tag with more subtags is cut back (<c>de-AT</c> to <c>de</c>, RFC 4647 §3.4); a language without texts gets English.</summary>
    /// <param name="causeId">An id of the catalogue.</param>
    /// <param name="language">A language tag, upper or lower case.</param>
    /// <exception cref="ArgumentException">The id is not in the catalogue.</exception>
    public static VisitorText For(string causeId, string language)
    {
        var cause = Causes.Get(causeId);
        var primary = language.Split('-', 2)[0];
        return (ByLanguage.TryGetValue(primary, out var texts) ? texts : EnglishTexts.All)[cause.Id];
    }
}
