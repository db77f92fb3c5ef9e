namespace Goodgate.Gateway.Answers;

/// <summary>One member of a list: the item's text as received, and its parameters in order.</summary>
internal sealed record StructuredMember(string Item, IReadOnlyList<KeyValuePair<string, string>> Parameters);

/// <summary>
/// Reads a list of items with parameters (RFC 9651 §4.2.1), keeping each bare item as received. Inner lists are no item of
/// Proxy-Status (RFC 9209 §2), so they fail the field like any other breach: a field that does not parse is ignored whole (§4.2).
/// </summary>
internal ref struct StructuredListReader
{
    private ReadOnlySpan<char> rest;

    private StructuredListReader(ReadOnlySpan<char> field) => rest = field;

    /// <summary>The members; null when the text breaks the grammar.</summary>
    public static List<StructuredMember>? Read(string text)
    {
        var reader = new StructuredListReader(text.AsSpan().Trim(' '));
        var members = new List<StructuredMember>();
        while (reader.rest.Length > 0)
        {
            if (reader.Member() is not { } member)
            {
                return null;
            }

            members.Add(member);
            reader.rest = reader.rest.TrimStart(" \t");
            // A comma must be followed by a member (§4.2.1): a trailing one is a breach.
            if (reader.rest.Length > 0 && !(reader.Take(',') && reader.Skip(" \t")))
            {
                return null;
            }
        }

        return members;
    }

    private StructuredMember? Member()
    {
        if (Bare() is not { } item)
        {
            return null;
        }

        var parameters = new List<KeyValuePair<string, string>>();
        while (Take(';'))
        {
            rest = rest.TrimStart(' ');
            if (Key() is not { } key || (Take('=') ? Bare() : "?1") is not { } value)
            {
                return null;
            }

            // The last of the same name wins (§4.2.3.2).
            parameters.RemoveAll(other => other.Key == key);
            parameters.Add(new(key, value));
        }

        return new(item, parameters);
    }

    private bool Take(char expected)
    {
        var there = rest.Length > 0 && rest[0] == expected;
        rest = there ? rest[1..] : rest;
        return there;
    }

    /// <summary>Passes over blanks; false at the end of the text.</summary>
    private bool Skip(ReadOnlySpan<char> blanks)
    {
        rest = rest.TrimStart(blanks);
        return rest.Length > 0;
    }

    private string? Cut(int length)
    {
        var text = length > 0 ? rest[..length].ToString() : null;
        rest = rest[length..];
        return text;
    }

    private string? Key()
    {
        if (rest.Length == 0 || !(char.IsAsciiLetterLower(rest[0]) || rest[0] == '*'))
        {
            return null;
        }

        var end = 1;
        while (end < rest.Length && (char.IsAsciiLetterLower(rest[end]) || char.IsAsciiDigit(rest[end]) || "_-.*".Contains(rest[end], StringComparison.Ordinal)))
        {
            end++;
        }

        return Cut(end);
    }

    private string? Bare() => rest.IsEmpty ? null : rest[0] switch
    {
        '"' => Cut(QuotedLength()),
        '-' or (>= '0' and <= '9') => Cut(NumberLength()),
        '?' => Cut(rest.Length > 1 && rest[1] is '0' or '1' ? 2 : 0),
        ':' => Cut(rest[1..].IndexOf(':') + 1 is > 0 and var end ? end + 1 : 0),
        _ => Cut(StructuredText.TokenLength(rest)),
    };

    private readonly int QuotedLength()
    {
        for (var i = 1; i < rest.Length; i++)
        {
            if (rest[i] == '"')
            {
                return i + 1;
            }

            if (rest[i] is < ' ' or > '~' || (rest[i] == '\\' && !(++i < rest.Length && rest[i] is '"' or '\\')))
            {
                return 0;
            }
        }

        return 0;
    }

    /// <summary>Integers to 15 digits, decimals to 12 + 3 (§4.2.4).</summary>
    private readonly int NumberLength()
    {
        var sign = rest[0] == '-' ? 1 : 0;
        var end = sign;
        while (end < rest.Length && (char.IsAsciiDigit(rest[end]) || rest[end] == '.'))
        {
            end++;
        }

        var dot = rest[sign..end].IndexOf('.');
        var valid = dot < 0
            ? end - sign is > 0 and <= 15
            : dot is > 0 and <= 12 && (end - sign - dot - 1) is > 0 and <= 3 && rest[(sign + dot + 1)..end].IndexOf('.') < 0;
        return valid ? end : 0;
    }
}
