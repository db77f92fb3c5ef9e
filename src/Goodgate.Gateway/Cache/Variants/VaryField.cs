using System.Text;
using Goodgate.Gateway.Exchanges;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Cache.Variants;

/// <summary>The Vary field of a response (RFC 9110 §12.5.5).</summary>
internal static class VaryField
{
    // More would make a variant of each visitor.
    private const int MostNames = 16;

    // The longest registered name has 40 characters.
    private const int LongestName = 128;

    /// <summary>True when it says that something beyond the request decides: then no other request gets this response.</summary>
    public static bool IsStar(FieldSection fields)
    {
        var count = 0;
        for (var i = fields.Find(KnownField.Vary); i >= 0; i = fields.Find(KnownField.Vary, i + 1))
        {
            var rest = fields.Value(i);
            while (!rest.IsEmpty)
            {
                var name = FieldLists.Next(ref rest);
                if (name.SequenceEqual("*"u8) || (!name.IsEmpty && (++count > MostNames || name.Length > LongestName || name.ContainsAnyExcept(Grammar.Token))))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>The names it lists, in lower case and in order, each once.</summary>
    /// <param name="fields">Fields of the response.</param>
    /// <param name="ignored">True for a name that is known to make no difference; null = none is.</param>
    public static string[] Names(FieldSection fields, Func<string, bool>? ignored)
    {
        if (fields.Find(KnownField.Vary) < 0)
        {
            return [];
        }

        var names = new SortedSet<string>(StringComparer.Ordinal);
        for (var i = fields.Find(KnownField.Vary); i >= 0; i = fields.Find(KnownField.Vary, i + 1))
        {
            var rest = fields.Value(i);
            while (!rest.IsEmpty)
            {
                var name = Encoding.ASCII.GetString(FieldLists.Next(ref rest)).ToLowerInvariant();
                if (name.Length > 0 && ignored?.Invoke(name) != true)
                {
                    names.Add(name);
                }
            }
        }

        return [.. names];
    }
}
