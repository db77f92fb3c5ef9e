using System.Buffers;
using Goodgate.Gateway.Answers;

namespace Goodgate.Gateway.Cache.Directives;

/// <summary>Reads a Dictionary of structured fields (RFC 9651 §4.2.2), keeping each bare item as received; of a key that comes twice the last holds.</summary>
internal static class StructuredDictionary
{
    private static readonly SearchValues<char> KeyChars = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_-.*");

    private static readonly SearchValues<char> NumberChars = SearchValues.Create("0123456789.");

    /// <summary>Members by key; parameters are read and left out, an inner list becomes <c>()</c>.</summary>
    /// <returns>Null when the text breaks the grammar.</returns>
    public static IReadOnlyDictionary<string, string>? Read(string text)
    {
        var members = new Dictionary<string, string>(StringComparer.Ordinal);
        var rest = text.AsSpan().Trim(' ');
        while (!rest.IsEmpty)
        {
            var length = KeyLength(rest);
            if (length == 0)
            {
                return null;
            }

            var key = rest[..length].ToString();
            rest = rest[length..];
            var value = "?1";
            if (rest is ['=', ..])
            {
                rest = rest[1..];
                var item = ItemLength(rest);
                if (item == 0)
                {
                    return null;
                }

                value = rest[0] == '(' ? "()" : rest[..item].ToString();
                rest = rest[item..];
            }

            members[key] = value;
            if (!SkipParameters(ref rest) || !SkipComma(ref rest))
            {
                return null;
            }
        }

        return members;
    }

    // A comma must be followed by a member: a trailing one is a breach (§4.2.2).
    private static bool SkipComma(ref ReadOnlySpan<char> rest)
    {
        rest = rest.TrimStart(" \t");
        if (rest.IsEmpty)
        {
            return true;
        }

        if (rest[0] != ',')
        {
            return false;
        }

        rest = rest[1..].TrimStart(" \t");
        return !rest.IsEmpty;
    }

    private static bool SkipParameters(ref ReadOnlySpan<char> rest)
    {
        while (rest is [';', ..])
        {
            rest = rest[1..].TrimStart(' ');
            var key = KeyLength(rest);
            rest = rest[key..];
            if (key == 0)
            {
                return false;
            }

            if (rest is ['=', ..])
            {
                rest = rest[1..];
                var item = BareLength(rest);
                rest = rest[item..];
                if (item == 0)
                {
                    return false;
                }
            }
        }

        return true;
    }

    // key = ( lcalpha / "*" ) *( lcalpha / DIGIT / "_" / "-" / "." / "*" )
    private static int KeyLength(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || !(char.IsAsciiLetterLower(text[0]) || text[0] == '*'))
        {
            return 0;
        }

        var end = text.IndexOfAnyExcept(KeyChars);
        return end < 0 ? text.Length : end;
    }

    private static int ItemLength(ReadOnlySpan<char> text)
    {
        if (text is not ['(', ..])
        {
            return BareLength(text);
        }

        var rest = text[1..];
        while (true)
        {
            rest = rest.TrimStart(' ');
            if (rest is [')', ..])
            {
                return text.Length - rest.Length + 1;
            }

            var item = BareLength(rest);
            rest = rest[item..];
            if (item == 0 || !SkipParameters(ref rest) || rest is not [' ' or ')', ..])
            {
                return 0;
            }
        }
    }

    private static int BareLength(ReadOnlySpan<char> text) => text.IsEmpty ? 0 : text[0] switch
    {
        '"' => StringLength(text),
        '?' => text.Length > 1 && text[1] is '0' or '1' ? 2 : 0,
        ':' => text[1..].IndexOf(':') is >= 0 and var end ? end + 2 : 0,
        '-' or (>= '0' and <= '9') => NumberLength(text),
        _ => StructuredText.TokenLength(text),
    };

    private static int StringLength(ReadOnlySpan<char> text)
    {
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] == '"')
            {
                return i + 1;
            }

            if (text[i] is < ' ' or > '~' || (text[i] == '\\' && !(++i < text.Length && text[i] is '"' or '\\')))
            {
                return 0;
            }
        }

        return 0;
    }

    // Integers to 15 digits, decimals to 12 + 3 (§4.2.4).
    private static int NumberLength(ReadOnlySpan<char> text)
    {
        var sign = text[0] == '-' ? 1 : 0;
        var end = text[sign..].IndexOfAnyExcept(NumberChars);
        end = end < 0 ? text.Length : end + sign;
        var digits = text[sign..end];
        var dot = digits.IndexOf('.');
        var valid = dot < 0
            ? digits.Length is > 0 and <= 15
            : dot is > 0 and <= 12 && digits.Length - dot - 1 is > 0 and <= 3 && digits[(dot + 1)..].IndexOf('.') < 0;
        return valid ? end : 0;
    }
}
