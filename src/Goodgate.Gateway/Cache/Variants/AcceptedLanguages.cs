using Goodgate.Gateway.Answers;
using Goodgate.Gateway.Exchanges;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Cache.Variants;

/// <summary>
/// Accept-Language in one form (RFC 9110 §12.5.4): the better weight first, languages of one weight by name, in lower case. Their order means nothing then,
/// and the case of a tag never does.
/// </summary>
internal static class AcceptedLanguages
{
    /// <summary>The form; <c>-</c> when the request has no such field.</summary>
    public static string Of(FieldSection fields)
    {
        if (FieldLists.Joined(fields, KnownField.AcceptLanguage) is not { } field)
        {
            return "-";
        }

        var items = WeightedList.Parse(field);
        items.Sort(static (a, b) => a.Weight != b.Weight ? b.Weight.CompareTo(a.Weight) : string.CompareOrdinal(a.Value, b.Value));
        return string.Join(',', items.Select(item => item.Weight == 1000 ? item.Value : $"{item.Value};{item.Weight}"));
    }
}
