using System.Buffers;
using System.Globalization;
using System.Text;

namespace Goodgate.Gateway.Answers;

/// <summary>Writes bare items of structured fields (RFC 9651 §4.1). What the grammar cannot hold is replaced, never passed on.</summary>
internal static class StructuredText
{
    // RFC 9651 §3.3.4: tchar of RFC 9110 §5.6.2, ":" and "/".
    private static readonly SearchValues<char> TokenChars =
        SearchValues.Create("!#$%&'*+-.^_`|~:/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>sf-token = ( ALPHA / "*" ) *( tchar / ":" / "/" ).</summary>
    public static bool IsToken(ReadOnlySpan<char> text) => text.Length > 0 && TokenLength(text) == text.Length;

    /// <summary>Length of the token a text begins with; 0 = none.</summary>
    public static int TokenLength(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || !(char.IsAsciiLetter(text[0]) || text[0] == '*'))
        {
            return 0;
        }

        var end = text.IndexOfAnyExcept(TokenChars);
        return end < 0 ? text.Length : end;
    }

    /// <summary>A Token where the grammar allows one, else a String: the forms RFC 9209 §2 gives a name.</summary>
    public static string TokenOrString(string text) => IsToken(text) ? text : String(text);

    /// <summary>sf-string: printable ASCII with <c>"</c> and <c>\</c> escaped; other characters become <c>?</c>, and the text is cut at <paramref name="max"/>.</summary>
    public static string String(string text, int max = 256)
    {
        var quoted = new StringBuilder(Math.Min(text.Length, max) + 8).Append('"');
        foreach (var c in Ascii(text, max))
        {
            if (c is '"' or '\\')
            {
                quoted.Append('\\');
            }

            quoted.Append(c is >= ' ' and <= '~' ? c : '?');
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>sf-integer; null outside the fifteen digits RFC 9651 §3.3.1 allows.</summary>
    public static string? Integer(long number) =>
        number is >= -999_999_999_999_999 and <= 999_999_999_999_999 ? number.ToString(CultureInfo.InvariantCulture) : null;

    /// <summary>The two signs our own summaries use get ASCII words instead of question marks.</summary>
    private static string Ascii(string text, int max)
    {
        var start = text.Length > max ? text[..max] : text;
        return start.Replace("§", "section ", StringComparison.Ordinal).Replace("…", "...", StringComparison.Ordinal);
    }
}
