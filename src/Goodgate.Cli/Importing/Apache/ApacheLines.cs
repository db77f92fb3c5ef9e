using System.Text;
using Goodgate.Cli.Importing.Reading;
using Goodgate.Cli.Settings;

namespace Goodgate.Cli.Importing.Apache;

/// <summary>Splits Apache's settings into lines of words, by the rules of <c>ap_getword_conf</c>.</summary>
internal sealed class ApacheLines(string text, string file)
{
    private readonly TextCursor _at = new(text, file);

    public SettingsPlace Place => _at.Place;

    /// <summary>The words of the next line that has any, continued lines as one; null at the end.</summary>
    public IReadOnlyList<Word>? Next()
    {
        while (!_at.AtEnd)
        {
            SkipBlanks();
            if (_at.Peek() == '#')
            {
                SkipComment();
                continue;
            }

            var words = Line();
            if (words.Count > 0)
            {
                return words;
            }
        }

        return null;
    }

    // A comment is continued by a backslash as any line.
    private void SkipComment()
    {
        while (!_at.AtEnd && _at.Peek() != '\n')
        {
            _at.Skip(_at.Peek() == '\\' && _at.Peek(1) == '\n' ? 2 : 1);
        }
    }

    private void SkipBlanks()
    {
        while (_at.Peek() is ' ' or '\t' or '\r' || (_at.Peek() == '\\' && Ends(1)))
        {
            _at.Skip(_at.Peek() == '\\' ? _at.Peek(1) == '\r' ? 3 : 2 : 1);
        }
    }

    private bool Ends(int ahead) => _at.Peek(ahead) == '\n' || (_at.Peek(ahead) == '\r' && _at.Peek(ahead + 1) == '\n');

    private List<Word> Line()
    {
        var words = new List<Word>();
        while (true)
        {
            SkipBlanks();
            if (_at.AtEnd || _at.Peek() == '\n')
            {
                _at.Skip(1);
                return EndSection(words);
            }

            if (words.Count >= Bounds.Words)
            {
                throw new UnreadableConfig(words[0].Place, $"a line of more than {Bounds.Words} words", "fewer");
            }

            words.Add(OneWord());
        }
    }

    private Word OneWord()
    {
        var place = _at.Place;
        var word = new StringBuilder();
        var quote = _at.Peek() is '"' or '\'' ? _at.Take() : '\0';
        while (!_at.AtEnd)
        {
            var c = _at.Peek();
            if (quote != '\0' && c == '\\' && _at.Peek(1) is var next && (next == quote || next == '\\'))
            {
                _at.Take();
                TextCursor.Add(word, _at.Take(), place);
                continue;
            }

            if (c == '\\' && Ends(1))
            {
                SkipBlanks();
                continue;
            }

            if (c == '\n' || (quote == '\0' ? c is ' ' or '\t' or '\r' : c == quote))
            {
                break;
            }

            TextCursor.Add(word, _at.Take(), place);
        }

        if (quote != '\0' && _at.Peek() == quote && !_at.AtEnd)
        {
            _at.Take();
        }

        return new Word(word.ToString(), place, quote != '\0');
    }

    // The bracket that closes a section's line belongs to no word.
    private static List<Word> EndSection(List<Word> words)
    {
        if (words.Count == 0 || !words[0].Text.StartsWith('<') || words[0].Text.StartsWith("</", StringComparison.Ordinal))
        {
            return words;
        }

        var last = words[^1];
        if (!last.Text.EndsWith('>') || (last.Quoted && words.Count == 1))
        {
            throw new UnreadableConfig(words[0].Place, $"{Shown.Quoted(words[0].Text)} without an end", "\">\" at the end of its line");
        }

        words[^1] = last with { Text = last.Text[..^1] };
        if (words[^1].Text.Length == 0 && words.Count > 1)
        {
            words.RemoveAt(words.Count - 1);
        }

        return words;
    }
}
