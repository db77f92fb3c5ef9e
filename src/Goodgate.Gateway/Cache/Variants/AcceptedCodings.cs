using System.Text;
using Goodgate.Gateway.Answers;
using Goodgate.Gateway.Exchanges;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Cache.Variants;

/// <summary>
/// Accept-Encoding in one form (RFC 9110 §12.5.3): the codings taken, in lower case and in order, without their weights. Whoever takes the same codings can
/// read the same response.
/// </summary>
internal static class AcceptedCodings
{
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

    private static string Form(string field)
    {
        var codings = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var item in WeightedList.Parse(field))
        {
            var name = item.Value == "x-gzip" ? "gzip" : item.Value;
            if (item.Weight > 0 && name != "identity")
            {
                codings.Add(name);
            }
            else if (item.Weight == 0 && name is "identity" or "*")
            {
                // "identity;q=0": what is not coded is refused.
                codings.Add("!" + name);
            }
        }

        return string.Join(',', codings);
    }

    private sealed record Kept(byte[] Field, string Form);
}
