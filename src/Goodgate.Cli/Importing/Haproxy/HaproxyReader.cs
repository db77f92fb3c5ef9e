using System.Text;
using Goodgate.Cli.Importing.Reading;
using Goodgate.Cli.Settings;

namespace Goodgate.Cli.Importing.Haproxy;

/// <summary>Reads HAProxy's settings: a line is an instruction, a section begins with its name, quotes and backslashes as in a shell.</summary>
internal sealed class HaproxyReader(string text, FileSet files)
{
    private static readonly HashSet<string> Sections = new(StringComparer.Ordinal)
    {
        "global", "defaults", "frontend", "backend", "listen", "resolvers", "peers", "mailers", "program", "userlist", "cache", "ring", "http-errors",
        "log-forward", "log-profile", "fcgi-app", "crt-store", "traces", "acme", "namespace_list", "haterm", "dynamic-update",
    };

    private readonly TextCursor _at = new(text, files.Main);

    /// <exception cref="UnreadableConfig">It is not what HAProxy would take.</exception>
    public static HaproxyConfig Read(FileSet files)
    {
        var root = new Directive([], null, isBlock: true);
        new HaproxyReader(files.ReadMain("haproxy"), files).Read(root);
        return new HaproxyConfig(root);
    }

    private void Read(Directive root)
    {
        Directive? section = null;
        while (!_at.AtEnd)
        {
            var words = Line();
            if (words.Count == 0 || words[0].Text.StartsWith('.'))
            {
                continue;
            }

            files.Took(words[0].Place);
            if (Sections.Contains(words[0].Text))
            {
                section = new Directive(words, root, isBlock: true);
                root.Inner.Add(section);
                continue;
            }

            if (section is null)
            {
                throw new UnreadableConfig(words[0].Place, $"{Shown.Quoted(words[0].Text)} before any section", "a section such as \"global\", \"defaults\", \"frontend\", \"backend\" or \"listen\"");
            }

            section.Inner.Add(new Directive(words, section));
        }
    }

    private List<Word> Line()
    {
        var words = new List<Word>();
        while (true)
        {
            while (_at.Peek() is ' ' or '\t' or '\r')
            {
                _at.Take();
            }

            if (_at.AtEnd || _at.Peek() is '\n' or '#')
            {
                _at.SkipLine();
                _at.Skip(1);
                return words;
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
        var quoted = false;
        while (!_at.AtEnd && _at.Peek() is not (' ' or '\t' or '\r' or '\n' or '#'))
        {
            var c = _at.Take();
            if (c is '\'' or '"')
            {
                quoted = true;
                Inside(c, word, place);
            }
            else if (c == '\\' && !_at.AtEnd && _at.Peek() != '\n')
            {
                TextCursor.Add(word, _at.Take(), place);
            }
            else
            {
                TextCursor.Add(word, c, place);
            }
        }

        return new Word(word.ToString(), place, quoted);
    }

    private void Inside(char quote, StringBuilder word, SettingsPlace place)
    {
        while (!_at.AtEnd && _at.Peek() != '\n')
        {
            var c = _at.Take();
            if (c == quote)
            {
                return;
            }

            TextCursor.Add(word, c == '\\' && quote == '"' && !_at.AtEnd && _at.Peek() != '\n' ? _at.Take() : c, place);
        }

        throw new UnreadableConfig(place, "a quote that does not end on its line", $"a closing {quote}");
    }
}
