using System.Text;
using Goodgate.Cli.Importing.Reading;
using Goodgate.Cli.Settings;

namespace Goodgate.Cli.Importing.Apache;

/// <summary>Reads Apache's settings with all they include: a line is a directive, a backslash at its end continues it, sections stand in angle brackets.</summary>
internal sealed class ApacheReader(FileSet files)
{
    // Conditions of the build and the start: what they hold counts as if it stood there, but for those that say "not".
    private static readonly string[] Conditions = ["<ifmodule", "<ifdefine", "<ifversion", "<iffile", "<ifdirective", "<ifsection"];

    private readonly Dictionary<string, string> _defined = new(StringComparer.Ordinal);
    private string? _serverRoot;

    /// <exception cref="UnreadableConfig">It is not what Apache would take.</exception>
    public static ApacheConfig Read(FileSet files)
    {
        var root = new Directive([], null, isBlock: true);
        new ApacheReader(files).Read(files.ReadMain("apache"), files.Main, root, depth: 0);
        return new ApacheConfig(root);
    }

    private void Read(string text, string file, Directive into, int depth)
    {
        var lines = new ApacheLines(text, file);
        var at = into;

        // Whether each open section is a condition, which leaves no trace in the tree.
        var open = new Stack<(Directive Before, Word Name)>();
        while (lines.Next() is { } words)
        {
            files.Took(words[0].Place);
            var name = words[0].Text.ToLowerInvariant();
            if (name.StartsWith("</", StringComparison.Ordinal))
            {
                at = Close(name, words[0], open);
            }
            else if (name.StartsWith('<'))
            {
                if (open.Count + depth >= Bounds.Depth)
                {
                    throw new UnreadableConfig(words[0].Place, $"sections more than {Bounds.Depth} deep", "fewer");
                }

                open.Push((at, words[0]));
                at = Open(name, Resolved(words), at);
            }
            else
            {
                Plain(name, Resolved(words), at, depth + open.Count);
            }
        }

        if (open.TryPeek(out var left))
        {
            throw new UnreadableConfig(lines.Place, $"the end of the file within {Shown.Quoted(left.Name.Text + ">")}, opened on line {left.Name.Place.Line}", Shown.Quoted($"</{left.Name.Text[1..]}>"));
        }
    }

    private static Directive Close(string name, Word word, Stack<(Directive Before, Word Name)> open)
    {
        var wanted = open.TryPeek(out var top) ? "</" + top.Name.Text[1..].ToLowerInvariant() : null;
        if (wanted is null || name.TrimEnd('>') != wanted)
        {
            throw new UnreadableConfig(word.Place, $"{Shown.Quoted(word.Text)} that closes {(wanted is null ? "nothing" : "another section")}", wanted is null ? "a directive or the end of the file" : $"\"{Shown.Plain(wanted)}>\" for line {top.Name.Place.Line}");
        }

        return open.Pop().Before;
    }

    private static Directive Open(string name, IReadOnlyList<Word> words, Directive at)
    {
        if (Conditions.Contains(name))
        {
            // "<IfModule !x>" is for a server without it: read, and thrown away.
            return words.Count > 1 && words[1].Text.StartsWith('!') ? new Directive(words, at, isBlock: true) : at;
        }

        var section = new Directive(words, at, isBlock: true) { Name = name[1..] };
        at.Inner.Add(section);
        return section;
    }

    private void Plain(string name, IReadOnlyList<Word> words, Directive at, int depth)
    {
        switch (name)
        {
            case "include" or "includeoptional" when words.Count == 2:
                files.Include(words[1], words[0].Place, wanted: name == "include" && words[1].Text.AsSpan().IndexOfAny("*?[") < 0, Folders(), (text, file) => Read(text, file, at, depth));
                return;
            case "define" when words.Count == 3:
                _defined[words[1].Text] = words[2].Text;
                return;
            case "serverroot" when words.Count == 2:
                _serverRoot = words[1].Text;
                break;
        }

        at.Inner.Add(new Directive(words, at) { Name = name });
    }

    // ${NAME} of Define. Those of the environment (/etc/apache2/envvars) stay as they are.
    private IReadOnlyList<Word> Resolved(IReadOnlyList<Word> words) =>
        _defined.Count == 0 || !words.Any(word => word.Text.Contains("${", StringComparison.Ordinal)) ? words : [.. words.Select(word => word with { Text = Resolved(word) })];

    private string Resolved(Word word)
    {
        var text = word.Text;
        var whole = new StringBuilder();
        for (var at = 0; at < text.Length;)
        {
            var end = text.AsSpan(at).StartsWith("${") ? text.IndexOf('}', at) : -1;
            if (end > 0 && _defined.TryGetValue(text[(at + 2)..end], out var value))
            {
                if (whole.Length + value.Length > Bounds.Word)
                {
                    throw new UnreadableConfig(word.Place, $"a word longer than {Bounds.Word} characters when its variables are put in", "shorter values of Define");
                }

                whole.Append(value);
                at = end + 1;
            }
            else
            {
                whole.Append(text[at++]);
            }
        }

        return whole.ToString();
    }

    // Relative to ServerRoot. Debian builds it in: the folder of apache2.conf, which is above sites-enabled.
    private string[] Folders()
    {
        var own = Path.GetDirectoryName(files.Main) ?? "";
        return [.. _serverRoot is { } root ? [root] : (string[])[], own, Path.Combine(own, ".."), Path.Combine(own, "..", "..")];
    }
}
