namespace Goodgate.Logs.Lines;

/// <summary>Cheap looks at a line that tell which patterns cannot fit: most lines are spared most patterns.</summary>
internal static class LineShape
{
    /// <summary>True when a quoted text is followed by a status and a number (or <c>-</c>): <c>" 502 157</c>, <c>" "502" "157"</c>.</summary>
    public static bool HasAccessStatus(string text) => HasStatus(text, 3, static next => char.IsAsciiDigit(next) || next is '-' or '"');

    /// <summary>True when a quoted text is followed by a status and flags: <c>" 503 UF</c>, <c>" 0 DC</c>, <c>" 200 -</c>.</summary>
    public static bool HasFlaggedStatus(string text) => HasStatus(text, 1, static next => char.IsAsciiLetterUpper(next) || next == '-');

    /// <summary>True when at least three pairs of numbers are divided by slashes: HAProxy's timers and counters. A date has two.</summary>
    public static bool HasSlashedNumbers(string text)
    {
        var count = 0;
        for (var at = text.IndexOf('/', StringComparison.Ordinal); at >= 0 && at + 1 < text.Length; at = text.IndexOf('/', at + 1))
        {
            if (at > 0 && char.IsAsciiDigit(text[at - 1]) && (char.IsAsciiDigit(text[at + 1]) || text[at + 1] is '+' or '-') && ++count == 3)
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasStatus(string text, int fewestDigits, Func<char, bool> isNext)
    {
        var span = text.AsSpan();
        for (var at = span.IndexOf("\" "); at >= 0; at = span.IndexOf("\" "))
        {
            span = span[(at + 2)..];
            span = span.Length > 4 && span[0] == '"' && span[4] == '"' ? span[1..] : span;
            var digits = 0;
            while (digits < 3 && digits < span.Length && char.IsAsciiDigit(span[digits]))
            {
                digits++;
            }

            var next = digits == 3 && digits < span.Length && span[digits] == '"' ? digits + 1 : digits;
            if (digits >= fewestDigits && next + 1 < span.Length && span[next] == ' ' && isNext(span[next + 1]))
            {
                return true;
            }
        }

        return false;
    }
}
