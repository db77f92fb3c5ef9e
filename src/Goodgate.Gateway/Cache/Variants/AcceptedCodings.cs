using System.Text;
using Goodgate.Gateway.Answers;
using Goodgate.Gateway.Exchanges;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Cache.Variants;

/// <summary>
/// Accept-Encoding in one form (RFC 9110 §12.5.3): which of the codings that servers use are taken, without their weights. Whoever takes the same codings can
/// read the same response; and what a client makes up is no variant of its own.
/// </summary>
internal static class AcceptedCodings
{
    // The registered ones that browsers and servers use, by name.
    private static readonly string[] Known = ["br", "deflate", "gzip", "zstd"];

    private const string RefusesIdentity = "!identity";

    [ThreadStatic]
    private static Kept? kept;

    /// <summary>The form; <c>-</c> when the request has no such field.</summary>
    public static string Of(FieldSection fields)
    {
        var index = fields.Find(KnownField.AcceptEncoding);
        if (index < 0)
        {
            return "-";
        }

        // Browsers send three or four values in all.
        if (fields.Find(KnownField.AcceptEncoding, index + 1) < 0 && kept is { } last && fields.Value(index).SequenceEqual(last.Field))
        {
            return last.Form;
        }

        var joined = FieldLists.Joined(fields, KnownField.AcceptEncoding)!;
        var form = Form(joined);
        kept = new Kept(Encoding.Latin1.GetBytes(joined), form);
        return form;
    }

    /// <summary>
    /// True when a response made for one form does for another: who asks takes its coding, and nothing beside what its server could choose from when it made it.
    /// </summary>
    /// <param name="made">The form it was made for.</param>
    /// <param name="asked">The form of who asks.</param>
    /// <param name="coding">Content-Encoding of the response, in lower case; empty = none.</param>
    public static bool Fits(ReadOnlySpan<char> made, ReadOnlySpan<char> asked, ReadOnlySpan<char> coding)
    {
        foreach (var name in Known)
        {
            if (Has(asked, name) && !Has(made, name))
            {
                return false;
            }
        }

        return coding.IsEmpty ? !Has(asked, RefusesIdentity) : Known.Contains(coding.ToString()) && Has(asked, coding);
    }

    private static bool Has(ReadOnlySpan<char> form, ReadOnlySpan<char> item)
    {
        foreach (var range in form.Split(','))
        {
            if (form[range].SequenceEqual(item))
            {
                return true;
            }
        }

        return false;
    }

    // "*" is every coding that is not named, and identity too where it is refused.
    private static string Form(string field)
    {
        var items = WeightedList.Parse(field);
        var rest = Weight(items, "*");
        var form = string.Join(',', Known.Where(name => (Weight(items, name) ?? rest) > 0));
        return (Weight(items, "identity") ?? rest) == 0 ? $"{form},{RefusesIdentity}" : form;
    }

    // Null when it is not named; of several the best.
    private static int? Weight(List<WeightedItem> items, string name)
    {
        int? weight = null;
        foreach (var item in items)
        {
            if (item.Value == name || (name == "gzip" && item.Value == "x-gzip"))
            {
                weight = Math.Max(weight ?? 0, item.Weight);
            }
        }

        return weight;
    }

    private sealed record Kept(byte[] Field, string Form);
}
