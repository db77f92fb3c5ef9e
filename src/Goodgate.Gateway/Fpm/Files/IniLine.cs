using System.Text;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Gateway.Fpm.Files;

/// <summary>
/// One line of a file in PHP's INI form, as <c>zend_ini_scanner</c> reads it in its normal mode: sections in brackets, <c>;</c> begins a comment,
/// values with or without quotes.
/// </summary>
internal readonly record struct IniLine
{
    // As much of a bad line as names it.
    private const int LongestShown = 60;

    /// <summary>Name of the section this line opens; null when it opens none.</summary>
    public string? Section { get; private init; }

    /// <summary>Left of the equals sign, without brackets; null when the line is no entry.</summary>
    public string? Name { get; private init; }

    /// <summary>Between the brackets behind the name.</summary>
    public string? Index { get; private init; }

    public string Value { get; private init; }

    /// <summary>False when the value holds <c>${NAME}</c>.</summary>
    public bool IsKnown { get; private init; }

    /// <summary>What is wrong; null when nothing is.</summary>
    public string? Problem { get; private init; }

    /// <summary>What was expected there.</summary>
    public string? Expected { get; private init; }

    /// <summary>Reads one line, without its end.</summary>
    public static IniLine Read(string line)
    {
        var text = line.Trim();
        if (text.Length == 0 || text[0] == ';')
        {
            return default;
        }

        // A hash was a comment until PHP 5; since 7.0 the scanner takes it for the beginning of a name, and FPM does not start.
        if (text[0] == '#')
        {
            return Wrong("# begins no comment since PHP 7.0: FPM takes the line for a directive and does not start", "; before a comment");
        }

        return text[0] == '[' ? SectionOf(text) : EntryOf(text);
    }

    private static IniLine SectionOf(string text)
    {
        var end = text.IndexOf(']');
        return end < 2 || !IsEnd(text.AsSpan(end + 1))
            ? Wrong($"{Quoted(text)} opens no section", "[global] or [NAME-OF-A-POOL] alone on its line")
            : new IniLine { Section = text[1..end].Trim() };
    }

    private static IniLine EntryOf(string text)
    {
        var equals = text.IndexOf('=');
        if (equals < 0)
        {
            return Wrong($"{Quoted(text)} has no =", "NAME = VALUE");
        }

        var name = text[..equals].Trim();
        string? index = null;
        var bracket = name.IndexOf('[');
        if (bracket >= 0)
        {
            if (!name.EndsWith(']'))
            {
                return Wrong($"{Quoted(name)} has a bracket that is not closed", "NAME[KEY] = VALUE");
            }

            index = name[(bracket + 1)..^1].Trim();
            name = name[..bracket].Trim();
        }

        return name.Length == 0 ? Wrong("no name stands before the =", "NAME = VALUE") : ValueOf(text.AsSpan(equals + 1).Trim(), new IniLine { Name = name, Index = index });
    }

    // Quoted and plain pieces may follow each other; they are one value.
    private static IniLine ValueOf(ReadOnlySpan<char> rest, IniLine line)
    {
        var value = new StringBuilder();
        var known = true;
        var quoted = false;
        while (!rest.IsEmpty && rest[0] != ';')
        {
            var quote = rest[0] is '"' or '\'' ? rest[0] : '\0';
            var length = quote == '\0' ? PlainLength(rest) : QuotedLength(rest, quote);
            if (length < 0)
            {
                return Wrong($"the quote {quote} is not closed on its line", $"{quote} at the end of the value") with { Name = line.Name };
            }

            if (quote == '\0' && rest[..length].Contains('='))
            {
                return Wrong($"an = in the value of {Quoted(line.Name!)} ends the file for PHP's scanner", "the value in quotes") with { Name = line.Name };
            }

            var piece = quote == '\0' ? rest[..length] : rest[1..(length - 1)];
            known &= quote == '\'' || !piece.Contains("${", StringComparison.Ordinal);
            rest = rest[length..];
            value.Append(quote == '"' ? Unescaped(piece) : quote == '\0' && rest is [] or [';', ..] ? piece.TrimEnd() : piece);
            quoted |= quote != '\0';
        }

        var text = quoted ? value.ToString() : Word(value.ToString());
        return line with { Value = text, IsKnown = known };
    }

    // Words the scanner replaces, when they are not quoted.
    private static string Word(string text) => text.ToLowerInvariant() switch
    {
        "yes" or "on" or "true" => "1",
        "no" or "off" or "false" or "none" or "null" => "",
        _ => text,
    };

    private static int PlainLength(ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOfAny(';', '"', '\'');
        return end < 0 ? rest.Length : end;
    }

    private static int QuotedLength(ReadOnlySpan<char> rest, char quote)
    {
        for (var i = 1; i < rest.Length; i++)
        {
            if (rest[i] == '\\' && quote == '"')
            {
                i++;
            }
            else if (rest[i] == quote)
            {
                return i + 1;
            }
        }

        return -1;
    }

    private static string Unescaped(ReadOnlySpan<char> piece)
    {
        var text = new StringBuilder(piece.Length);
        for (var i = 0; i < piece.Length; i++)
        {
            // Only quotes and backslashes are escaped; any other backslash stands for itself.
            if (piece[i] == '\\' && i + 1 < piece.Length && piece[i + 1] is '"' or '\\' or '\'')
            {
                i++;
            }

            text.Append(piece[i]);
        }

        return text.ToString();
    }

    private static bool IsEnd(ReadOnlySpan<char> rest) => rest.Trim() is [] or [';', ..];

    private static IniLine Wrong(string problem, string expected) => new() { Problem = problem, Expected = expected };

    private static string Quoted(string text) => $"\"{Evidence.Printable(text, LongestShown)}\"";
}
