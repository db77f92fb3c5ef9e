using System.Globalization;
using System.Text;

namespace Goodgate.Cli.Settings;

/// <summary>Puts text from a settings file into a message: escaped for a terminal, cut, without passwords in URLs.</summary>
internal static class Shown
{
    /// <summary>Longest piece of a value shown; a line of a terminal is 80 to 200 characters.</summary>
    private const int Longest = 120;

    public static string Quoted(string text) => $"\"{Plain(text)}\"";

    public static string Plain(string text)
    {
        text = WithoutPassword(text);
        return text.Length > Longest ? Escaped(text[..Longest]) + "…" : Escaped(text);
    }

    /// <summary>The whole value, for lists of values in force.</summary>
    public static string Whole(string text) => Escaped(WithoutPassword(text));

    private static string Escaped(string text)
    {
        var shown = new StringBuilder(text.Length + 2);
        foreach (var c in text)
        {
            Append(shown, c);
        }

        return shown.ToString();
    }

    /// <summary>Controls, bidirectional overrides and lone surrogates would let a value rewrite the terminal's line.</summary>
    private static void Append(StringBuilder shown, char c)
    {
        var category = char.GetUnicodeCategory(c);
        if (category is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
        {
            shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
        }
        else
        {
            shown.Append(c);
        }
    }

    private static string WithoutPassword(string text)
    {
        var authority = text.IndexOf("://", StringComparison.Ordinal);
        if (authority < 0)
        {
            return text;
        }

        var at = text.LastIndexOf('@');
        return at < authority ? text : string.Concat(text.AsSpan(0, authority + 3), EffectiveValue.Hidden, text.AsSpan(at));
    }
}
