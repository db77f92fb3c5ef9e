using System.Text;

namespace Goodgate.Gateway.Answers;

/// <summary>Escapes text for HTML, in content and in quoted attributes alike.</summary>
internal static class HtmlText
{
    /// <summary>The five special characters become references; controls and lone surrogates, which HTML forbids, become U+FFFD.</summary>
    public static string Escape(string text)
    {
        var safe = new StringBuilder(text.Length + 16);
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '&' => safe.Append("&amp;"),
                '<' => safe.Append("&lt;"),
                '>' => safe.Append("&gt;"),
                '"' => safe.Append("&quot;"),
                '\'' => safe.Append("&#39;"),
                _ when Forbidden(rune.Value) => safe.Append('\uFFFD'),
                _ => safe.Append(rune.ToString()),
            };
        }

        return safe.ToString();
    }

    private static bool Forbidden(int c) =>
        c is (< ' ' and not '\n' and not '\t') or (>= 0x7F and <= 0x9F) || (c & 0xFFFE) == 0xFFFE;
}
