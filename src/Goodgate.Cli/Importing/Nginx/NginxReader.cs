using Goodgate.Cli.Importing.Reading;
using Goodgate.Cli.Settings;

namespace Goodgate.Cli.Importing.Nginx;

/// <summary>Reads nginx's settings with all they include into one tree. A file that holds only a <c>server</c> or a <c>location</c> is read as well.</summary>
internal sealed class NginxReader(FileSet files)
{
    /// <exception cref="UnreadableConfig">It is not what nginx would take.</exception>
    public static NginxConfig Read(FileSet files)
    {
        var root = new Directive([], null, isBlock: true);
        new NginxReader(files).Read(files.ReadMain("nginx"), files.Main, root, depth: 0);
        return new NginxConfig(root) { HeadsTooLarge = files.HeadsTooLarge };
    }

    private void Read(string text, string file, Directive into, int depth)
    {
        var tokens = new NginxTokens(text, file);
        var at = into;
        var words = new List<Word>();
        while (tokens.Next() is { } token)
        {
            switch (token.Kind)
            {
                case 'w':
                    Add(words, token.Word);
                    break;
                case ';':
                    End(words, token.Word.Place, at, depth);
                    words = [];
                    break;
                case '{':
                    at = Open(words, token.Word.Place, at, tokens, ref depth);
                    words = [];
                    break;
                default:
                    NotOpen(words, token.Word.Place);
                    at = at == into ? throw new UnreadableConfig(token.Word.Place, "\"}\" that closes nothing", "a directive or the end of the file") : at.Parent!;
                    depth--;
                    break;
            }
        }

        NotOpen(words, tokens.Place);
        if (at != into)
        {
            throw new UnreadableConfig(tokens.Place, $"the end of the file within {Shown.Quoted(at.Name)}, opened on line {at.Place.Line}", "\"}\"");
        }
    }

    private static void Add(List<Word> words, Word word)
    {
        if (words.Count >= Bounds.Words)
        {
            throw new UnreadableConfig(words[0].Place, $"a directive of more than {Bounds.Words} words", "\";\"");
        }

        words.Add(word);
    }

    private static void NotOpen(List<Word> words, SettingsPlace place)
    {
        if (words.Count > 0)
        {
            throw new UnreadableConfig(place, $"{Shown.Quoted(words[0].Text)} (line {words[0].Place.Line}) is not ended", "\";\" or \"{\"");
        }
    }

    private void End(List<Word> words, SettingsPlace place, Directive at, int depth)
    {
        if (words.Count == 0)
        {
            throw new UnreadableConfig(place, "\";\" without a directive", "a directive, \"}\" or the end of the file");
        }

        files.Took(place);
        if (words[0].Text != "include" || words.Count != 2 || words[1].Text.Contains('$') || at.Name is "types")
        {
            at.Inner.Add(new Directive(words, at));
            return;
        }

        files.Include(words[1], words[0].Place, wanted: words[1].Text.AsSpan().IndexOfAny("*?[") < 0, Folders(), (text, file) => Read(text, file, at, depth));
    }

    private Directive Open(List<Word> words, SettingsPlace place, Directive at, NginxTokens tokens, ref int depth)
    {
        if (words.Count == 0)
        {
            throw new UnreadableConfig(place, "\"{\" without a directive", "the name of a block");
        }

        if (++depth > Bounds.Depth)
        {
            throw new UnreadableConfig(place, $"blocks more than {Bounds.Depth} deep", "fewer");
        }

        files.Took(place);
        var block = new Directive(words, at, isBlock: true);
        at.Inner.Add(block);
        if (!words[0].Text.EndsWith("_by_lua_block", StringComparison.Ordinal))
        {
            return block;
        }

        tokens.SkipLua(words[0].Place);
        depth--;
        return at;
    }

    // nginx counts from the folder of nginx.conf. A file of sites-enabled or conf.d alone has that folder above it.
    private string[] Folders()
    {
        var own = Path.GetDirectoryName(files.Main) ?? "";
        return [own, Path.Combine(own, ".."), Path.Combine(own, "..", "..")];
    }
}
