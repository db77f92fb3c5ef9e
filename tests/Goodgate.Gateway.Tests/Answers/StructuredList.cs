using System.Globalization;
using System.Text;

namespace Goodgate.Gateway.Tests.Answers;

/// <summary>A token, told apart from a string of the same letters.</summary>
internal sealed record Token(string Value);

/// <summary>One member of a parsed list; values are <see cref="Token"/>, string, long or bool.</summary>
internal sealed record ListMember(object Item, IReadOnlyDictionary<string, object> Parameters);

/// <summary>
/// A second, independent reading of RFC 9651 §4.2 for what Proxy-Status uses: throws where the algorithm says "fail parsing".
/// </summary>
internal sealed class StructuredList
{
    private readonly string input;
    private int at;

    private StructuredList(string text) => input = text;

    public static IReadOnlyList<ListMember> Parse(string text)
    {
        var list = new StructuredList(text.Trim(' '));
        var members = new List<ListMember>();
        while (list.at < list.input.Length)
        {
            members.Add(list.Member());
            list.Blanks();
            if (list.at < list.input.Length)
            {
                list.Expect(',');
                list.Blanks();
                if (list.at == list.input.Length)
                {
                    throw new FormatException("trailing comma");
                }
            }
        }

        return members;
    }

    private char Peek => at < input.Length ? input[at] : '\0';

    private ListMember Member()
    {
        var item = Bare();
        var parameters = new Dictionary<string, object>(StringComparer.Ordinal);
        while (Peek == ';')
        {
            at++;
            while (Peek == ' ')
            {
                at++;
            }

            var key = While(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '_' or '-' or '.' or '*');
            if (key.Length == 0 || key[0] is not ((>= 'a' and <= 'z') or '*'))
            {
                throw new FormatException($"key expected at {at}");
            }

            object value = true;
            if (Peek == '=')
            {
                at++;
                value = Bare();
            }

            parameters[key] = value;
        }

        return new(item, parameters);
    }

    private object Bare()
    {
        if (Peek == '"')
        {
            return String();
        }

        if (Peek == '-' || char.IsAsciiDigit(Peek))
        {
            var digits = While(c => c == '-' || char.IsAsciiDigit(c));
            return digits.Length <= 16 ? long.Parse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : throw new FormatException("long integer");
        }

        if (!char.IsAsciiLetter(Peek) && Peek != '*')
        {
            throw new FormatException($"bare item expected at {at} of {input}");
        }

        return new Token(While(c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~:/".Contains(c, StringComparison.Ordinal)));
    }

    private string String()
    {
        var text = new StringBuilder();
        for (at++; Peek != '"'; at++)
        {
            if (Peek == '\\' && input[++at] is not ('"' or '\\'))
            {
                throw new FormatException($"bad escape at {at}");
            }

            text.Append(Peek is >= ' ' and <= '~' ? Peek : throw new FormatException($"bad character at {at}"));
        }

        at++;
        return text.ToString();
    }

    private void Blanks() => While(c => c is ' ' or '\t');

    private void Expect(char c) => at += Peek == c ? 1 : throw new FormatException($"{c} expected at {at} of {input}");

    private string While(Func<char, bool> fits)
    {
        var start = at;
        while (at < input.Length && fits(input[at]))
        {
            at++;
        }

        return input[start..at];
    }
}
