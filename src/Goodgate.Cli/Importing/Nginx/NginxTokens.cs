using System.Text;
using Goodgate.Cli.Importing.Reading;
using Goodgate.Cli.Settings;

namespace Goodgate.Cli.Importing.Nginx;

/// <summary>
/// Splits nginx's settings into words and marks, by the rules of <c>ngx_conf_read_token</c>: quotes begin a word or are part of it, <c>${</c> opens no
/// block, a number sign begins a comment only where a word could begin.
/// </summary>
internal sealed class NginxTokens(string text, string file)
{
    private readonly TextCursor _at = new(text, file);

    /// <summary>The next word or mark (<c>;</c>, <c>{</c>, <c>}</c>); null at the end.</summary>
    public NginxToken? Next()
    {
        SkipBlanks();
        if (_at.AtEnd)
        {
            return null;
        }

        var place = _at.Place;
        return _at.Peek() switch
        {
            ';' or '{' or '}' => new NginxToken(_at.Take(), new Word("", place)),
            '"' or '\'' => new NginxToken('w', Quoted(place)),
            _ => new NginxToken('w', Plain(place)),
        };
    }

    /// <summary>Where the text ends.</summary>
    public SettingsPlace Place => _at.Place;

    /// <summary>Passes over a block of Lua: to the brace that closes it, however many stand in its strings and comments.</summary>
    public void SkipLua(SettingsPlace begun)
    {
        for (var depth = 1; depth > 0;)
        {
            if (_at.AtEnd)
            {
                throw new UnreadableConfig(begun, "a block of Lua that does not end", "its closing \"}\"");
            }

            depth += _at.Peek() switch
            {
                '{' => 1,
                '}' => -1,
                _ => 0,
            };
            SkipLuaPiece();
        }
    }

    private void SkipLuaPiece()
    {
        var c = _at.Peek();
        if (c is '"' or '\'')
        {
            _at.Take();
            while (!_at.AtEnd && _at.Peek() != c && _at.Peek() != '\n')
            {
                _at.Skip(_at.Peek() == '\\' ? 2 : 1);
            }

            _at.Skip(1);
        }
        else if (_at.Follows("--[[") || _at.Follows("[["))
        {
            while (!_at.AtEnd && !_at.Follows("]]"))
            {
                _at.Take();
            }
        }
        else if (_at.Follows("--"))
        {
            _at.SkipLine();
        }
        else
        {
            _at.Take();
        }
    }

    private void SkipBlanks()
    {
        while (!_at.AtEnd)
        {
            if (_at.Peek() == '#')
            {
                _at.SkipLine();
            }
            else if (_at.Peek() is ' ' or '\t' or '\r' or '\n' or '\u00A0' or '\uFEFF')
            {
                _at.Take();
            }
            else
            {
                return;
            }
        }
    }

    private Word Quoted(SettingsPlace place)
    {
        var quote = _at.Take();
        var word = new StringBuilder();
        while (true)
        {
            if (_at.AtEnd)
            {
                throw new UnreadableConfig(place, "a quote that does not end", $"a closing {quote}");
            }

            var c = _at.Take();
            if (c == quote)
            {
                break;
            }

            TextCursor.Add(word, c == '\\' && !_at.AtEnd ? Escaped(word, place) : c, place);
        }

        if (!_at.AtEnd && _at.Peek() is not (' ' or '\t' or '\r' or '\n' or ';' or '{' or ')'))
        {
            throw new UnreadableConfig(_at.Place, $"{Shown.Quoted(_at.Peek().ToString())} right behind a quoted word", "a blank, \";\" or \"{\"");
        }

        return new Word(word.ToString(), place, Quoted: true);
    }

    private Word Plain(SettingsPlace place)
    {
        var word = new StringBuilder();
        while (!_at.AtEnd && _at.Peek() is not (' ' or '\t' or '\r' or '\n' or ';'))
        {
            if (_at.Peek() == '{')
            {
                if (word.Length == 0 || word[^1] != '$')
                {
                    break;
                }
            }

            var c = _at.Take();
            TextCursor.Add(word, c == '\\' && !_at.AtEnd ? Escaped(word, place) : c, place);
        }

        return new Word(word.ToString(), place);
    }

    // \" \' \\ and \t \r \n are turned; before any other character the backslash stays, as regular expressions need it.
    private char Escaped(StringBuilder word, SettingsPlace place)
    {
        var next = _at.Take();
        switch (next)
        {
            case '"' or '\'' or '\\':
                return next;
            case 't':
                return '\t';
            case 'r':
                return '\r';
            case 'n':
                return '\n';
            default:
                TextCursor.Add(word, '\\', place);
                return next;
        }
    }
}

/// <summary>A word (<c>w</c>) or a mark.</summary>
internal readonly record struct NginxToken(char Kind, Word Word);
