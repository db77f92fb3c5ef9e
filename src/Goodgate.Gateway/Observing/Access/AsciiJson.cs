using System.Globalization;
using System.Text;

namespace Goodgate.Gateway.Observing.Access;

/// <summary>
/// JSON strings (RFC 8259 §7) of printable ASCII only. Header bytes arrive as ISO 8859-1 characters; a terminal, a pager or a log shipper
/// that reads them as something else must not see more than letters.
/// </summary>
internal static class AsciiJson
{
    /// <summary>True when there is nothing outside printable ASCII: the usual case, written without a copy.</summary>
    public static bool IsPlain(string text) => !text.AsSpan().ContainsAnyExceptInRange(' ', '~');

    /// <summary>The text in quotes, escaped.</summary>
    public static string Quoted(string text)
    {
        var quoted = new StringBuilder(text.Length * 2).Append('"');
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is '"' or '\\')
            {
                quoted.Append('\\').Append(c);
            }
            else if (c is >= ' ' and <= '~')
            {
                quoted.Append(c);
            }
            else if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                Escape(quoted, c);
                Escape(quoted, text[++i]);
            }
            else
            {
                // A surrogate alone is no character; readers differ on what to do with it.
                Escape(quoted, char.IsSurrogate(c) ? '\uFFFD' : c);
            }
        }

        return quoted.Append('"').ToString();
    }

    private static void Escape(StringBuilder to, char c) => to.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
}
