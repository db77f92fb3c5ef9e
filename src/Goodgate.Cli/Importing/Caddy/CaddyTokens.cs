using System.Text;
using Goodgate.Cli.Importing.Reading;
using Goodgate.Cli.Settings;

namespace Goodgate.Cli.Importing.Caddy;

/// <summary>Splits a Caddyfile into lines of words: quotes, backquotes, here-documents, comments, a backslash that joins lines.</summary>
internal sealed class CaddyTokens(string text, string file)
{
    private readonly TextCursor _at = new(text, file);

    public SettingsPlace Place => _at.Place;

    /// <summary>The words of the next line that has any; null at the end.</summary>
    public List<Word>? NextLine()
    {
        var words = new List<Word>();
        while (!_at.AtEnd)
        {
            var c = _at.Peek();
            if (c == '\n')
            {
                _at.Take();
                if (words.Count > 0)
                {
                    return words;
                }
            }
            else if (c is ' ' or '\t' or '\r' or '\uFEFF')
            {
                _at.Take();
            }
            else if (c == '\\' && (_at.Peek(1) == '\n' || (_at.Peek(1) == '\r' && _at.Peek(2) == '\n')))
            {
                _at.Skip(_at.Peek(1) == '\r' ? 3 : 2);
            }
            else if (c == '#')
            {
                _at.SkipLine();
            }
            else
            {
                if (words.Count >= Bounds.Words)
                {
                    throw new UnreadableConfig(words[0].Place, $"a line of more than {Bounds.Words} words", "fewer");
                }

                words.Add(OneWord());
            }
        }

        return words.Count > 0 ? words : null;
    }

    private Word OneWord()
    {
        var place = _at.Place;
        return _at.Peek() switch
        {
            '"' => Quoted('"', place),
            '`' => Quoted('`', place),
            '<' when _at.Follows("<<") && char.IsAsciiLetterOrDigit(_at.Peek(2)) => Document(place),
            _ => Plain(place),
        };
    }

    private Word Plain(SettingsPlace place)
    {
        var word = new StringBuilder();
        while (!_at.AtEnd && _at.Peek() is not (' ' or '\t' or '\r' or '\n'))
        {
            TextCursor.Add(word, _at.Take(), place);
        }

        return new Word(word.ToString(), place);
    }

    private Word Quoted(char quote, SettingsPlace place)
    {
        _at.Take();
        var word = new StringBuilder();
        while (!_at.AtEnd)
        {
            var c = _at.Take();
            if (c == quote)
            {
                return new Word(word.ToString(), place, Quoted: true);
            }

            if (c == '\\' && quote == '"' && _at.Peek() == '"')
            {
                c = _at.Take();
            }

            TextCursor.Add(word, c, place);
        }

        throw new UnreadableConfig(place, "a quote that does not end", $"a closing {quote}");
    }

    // <<MARK … MARK
    private Word Document(SettingsPlace place)
    {
        _at.Skip(2);
        var start = _at.Position;
        _at.SkipLine();
        var mark = _at.Since(start).Trim();
        _at.Skip(1);
        var word = new StringBuilder();
        while (!_at.AtEnd)
        {
            start = _at.Position;
            while (!_at.AtEnd && _at.Peek() is ' ' or '\t')
            {
                _at.Take();
            }

            if (_at.Follows(mark) && _at.Peek(mark.Length) is ' ' or '\n' or '\r' or '\0')
            {
                _at.Skip(mark.Length);
                return new Word(word.ToString(), place, Quoted: true);
            }

            _at.SkipLine();
            foreach (var c in _at.Since(start))
            {
                TextCursor.Add(word, c, place);
            }

            _at.Skip(1);
            word.Append('\n');
        }

        throw new UnreadableConfig(place, $"a text that does not end: {Shown.Quoted("<<" + mark)}", $"{Shown.Quoted(mark)} on a line of its own");
    }
}
