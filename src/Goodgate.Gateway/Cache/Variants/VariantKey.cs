using System.Text;
using Goodgate.Gateway.Exchanges;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Cache.Variants;

/// <summary>
/// The secondary key (RFC 9111 §4.1): the request's values of the fields that Vary names, brought into one form where what they mean allows it.
/// </summary>
internal static class VariantKey
{
    private const string Coding = "accept-encoding";

    /// <summary>The key; empty when nothing varies.</summary>
    /// <param name="names">Names of Vary, in lower case and in order.</param>
    /// <param name="fields">Fields of the request.</param>
    public static string Of(string[] names, FieldSection fields)
    {
        if (names.Length == 0)
        {
            return "";
        }

        var text = new StringBuilder();
        foreach (var name in names)
        {
            text.Append(name).Append(':').Append(Value(name, fields)).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>True when the key of a stored response is that of this request.</summary>
    public static bool Matches(string[] names, string key, FieldSection fields)
    {
        if (names.Length == 0)
        {
            return true;
        }

        var rest = key.AsSpan();
        foreach (var name in names)
        {
            var value = Value(name, fields).AsSpan();
            var length = name.Length + 1 + value.Length + 1;
            if (rest.Length < length || !rest.Slice(name.Length + 1, value.Length).SequenceEqual(value) || rest[length - 1] != '\n')
            {
                return false;
            }

            rest = rest[length..];
        }

        return rest.IsEmpty;
    }

    /// <summary>True when a stored response does for this request although it was made for one that takes other codings; all else is the same.</summary>
    /// <param name="names">Names of Vary, in lower case and in order.</param>
    /// <param name="key">The key of the stored response.</param>
    /// <param name="coding">Its Content-Encoding, in lower case; empty = none.</param>
    /// <param name="fields">Fields of the request.</param>
    public static bool Fits(string[] names, string key, string coding, FieldSection fields)
    {
        if (!names.Contains(Coding))
        {
            return false;
        }

        var rest = key.AsSpan();
        foreach (var name in names)
        {
            // No value has a line end.
            var end = rest.IndexOf('\n');
            if (end <= name.Length)
            {
                return false;
            }

            var made = rest[(name.Length + 1)..end];
            var asked = Value(name, fields);
            if (name == Coding ? !AcceptedCodings.Fits(made, asked, coding) : !made.SequenceEqual(asked))
            {
                return false;
            }

            rest = rest[(end + 1)..];
        }

        return rest.IsEmpty;
    }

    private static string Value(string name, FieldSection fields) => name switch
    {
        Coding => AcceptedCodings.Of(fields),
        "accept-language" => AcceptedLanguages.Of(fields),
        _ => Plain(name, fields),
    };

    // Lines are one list, and white space around its commas means nothing (RFC 9110 §5.3, §5.6.1). "-" stands for a field that is not there: other than
    // an empty one.
    private static string Plain(string name, FieldSection fields)
    {
        Span<byte> bytes = stackalloc byte[name.Length];
        Encoding.ASCII.GetBytes(name, bytes);
        var index = fields.Find(bytes);
        if (index < 0)
        {
            return "-";
        }

        var text = new StringBuilder("=");
        for (; index >= 0; index = fields.Find(bytes, index + 1))
        {
            var rest = fields.Value(index);
            while (!rest.IsEmpty)
            {
                text.Append(text.Length > 1 ? "," : "").Append(Encoding.Latin1.GetString(FieldLists.Next(ref rest)));
            }
        }

        return text.ToString();
    }
}
