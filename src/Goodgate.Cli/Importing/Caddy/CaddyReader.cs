using Goodgate.Cli.Importing.Reading;
using Goodgate.Cli.Settings;

namespace Goodgate.Cli.Importing.Caddy;

/// <summary>
/// Reads a Caddyfile with its snippets and imported files, or Caddy's JSON. The tree has a block for each site, whose words are its addresses; global
/// options are a block without words.
/// </summary>
internal sealed class CaddyReader(FileSet files, Func<string, string?> env)
{
    private readonly Dictionary<string, Directive> _snippets = new(StringComparer.Ordinal);
    private int _imports;

    /// <exception cref="UnreadableConfig">It is not what Caddy would take.</exception>
    public static CaddyConfig Read(FileSet files)
    {
        var text = files.ReadMain("caddy");
        var root = new Directive([], null, isBlock: true);
        if (text.AsSpan().TrimStart() is ['{', .. var rest] && rest.TrimStart() is ['"', ..] or ['}'])
        {
            CaddyJson.Read(text, files, root);
        }
        else
        {
            new CaddyReader(files, _ => null).Read(text, files.Main, root, depth: 0);
        }

        return new CaddyConfig(root);
    }

    private void Read(string text, string file, Directive into, int depth)
    {
        var tokens = new CaddyTokens(text, file);
        var at = into;
        var level = depth;
        while (tokens.NextLine() is { } words)
        {
            if (words is [{ Text: "}", Quoted: false }])
            {
                at = at == into ? throw new UnreadableConfig(words[0].Place, "\"}\" that closes nothing", "a site, a directive or the end of the file") : at.Parent!;
                level--;
                continue;
            }

            // Addresses of a site may go on on the next line behind a comma.
            while (at.Parent is null && words[^1].Text.EndsWith(',') && tokens.NextLine() is { } more)
            {
                words.AddRange(more);
            }

            files.Took(words[0].Place);
            if (words[^1] is { Text: "{", Quoted: false })
            {
                if (++level > Bounds.Depth)
                {
                    throw new UnreadableConfig(words[^1].Place, $"blocks more than {Bounds.Depth} deep", "fewer");
                }

                at = Open(words, at);
            }
            else if (at.Parent is null && depth == 0 && words[0].Text != "import")
            {
                // A site without braces takes the rest of the file.
                at = into = Open([.. words, new Word("{", words[^1].Place)], at);
            }
            else
            {
                Plain(words, at, level);
            }
        }

        if (at != into)
        {
            throw new UnreadableConfig(tokens.Place, $"the end of the file within {Shown.Quoted(at.ToString())}, opened on line {(at.Words.Count > 0 ? at.Place.Line : 1)}", "\"}\"");
        }
    }

    private Directive Open(List<Word> words, Directive at)
    {
        var named = words[..^1].Select(Resolved).ToList();
        if (at.Parent is null && named is [{ Text: ['(', .., ')'] name }])
        {
            return _snippets[name[1..^1]] = new Directive(named, at, isBlock: true);
        }

        var block = new Directive(named, at, isBlock: true);
        at.Inner.Add(block);
        return block;
    }

    private void Plain(List<Word> words, Directive at, int depth)
    {
        var named = words.ConvertAll(Resolved);
        if (named[0].Text != "import" || named.Count < 2)
        {
            at.Inner.Add(new Directive(named, at));
            return;
        }

        if (depth >= Bounds.Includes || ++_imports > Bounds.Files)
        {
            throw new UnreadableConfig(named[0].Place, $"{Shown.Quoted(named[1].Text)} is imported within itself, or more than {Bounds.Files} times", "an end to it");
        }

        if (_snippets.TryGetValue(named[1].Text, out var snippet))
        {
            foreach (var inner in snippet.Inner.ToArray())
            {
                Copy(inner, at, [.. named.Skip(2).Select(word => word.Text)], depth + 1);
            }

            return;
        }

        string[] folders = [Path.GetDirectoryName(files.Main) ?? "", Path.GetDirectoryName(named[1].Place.File) ?? ""];
        files.Include(named[1], named[0].Place, wanted: named[1].Text.AsSpan().IndexOfAny("*?[") < 0, folders, (text, file) => Read(text, file, at, depth + 1));
    }

    // A snippet's lines keep their own places; {args[0]} is put in.
    private void Copy(Directive from, Directive to, string[] arguments, int depth)
    {
        files.Took(from.Words.Count > 0 ? from.Place : to.Place);
        if (depth > Bounds.Depth)
        {
            throw new UnreadableConfig(from.Place, $"snippets more than {Bounds.Depth} deep", "fewer");
        }

        var words = from.Words.Select(word => word with { Text = Filled(word.Text, arguments) }).ToList();
        if (words.Count > 1 && words[0].Text == "import" && !from.IsBlock)
        {
            Plain(words, to, depth);
            return;
        }

        var copy = new Directive(words, to, from.IsBlock);
        to.Inner.Add(copy);
        foreach (var inner in from.Inner.ToArray())
        {
            Copy(inner, copy, arguments, depth + 1);
        }
    }

    private static string Filled(string text, string[] arguments)
    {
        for (var i = 0; i < Math.Min(arguments.Length, 16) && text.Contains("{args", StringComparison.Ordinal); i++)
        {
            text = text.Replace($"{{args[{i}]}}", arguments[i], StringComparison.Ordinal).Replace($"{{args.{i}}}", arguments[i], StringComparison.Ordinal);
        }

        return text.Length <= Bounds.Word ? text : text[..Bounds.Word];
    }

    // {$NAME:default}: what the environment of the server has is not known here, so the default, else the name stays.
    private Word Resolved(Word word)
    {
        var start = word.Text.IndexOf("{$", StringComparison.Ordinal);
        var end = start < 0 ? -1 : word.Text.IndexOf('}', start);
        if (end < 0)
        {
            return word;
        }

        var parts = word.Text[(start + 2)..end].Split(':', 2);
        var value = env(parts[0]) ?? (parts.Length > 1 ? parts[1] : null);
        return value is null ? word : word with { Text = string.Concat(word.Text.AsSpan(0, start), value, word.Text.AsSpan(end + 1)) };
    }
}
