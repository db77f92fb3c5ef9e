using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Goodgate.Cli.Settings.Yaml;

/// <summary>
/// Turns YAML text into nodes with places, in one pass over the parser's events. Refused: anchors and aliases (a few lines of them
/// can stand for gigabytes), tags, several documents, keys that are not plain text, more than <see cref="Deepest"/> levels.
/// </summary>
internal sealed class YamlTree
{
    /// <summary>The table is 6 levels deep; five times that is not a settings file any more.</summary>
    public const int Deepest = 32;

    private readonly string file;
    private readonly ProblemList problems;
    private readonly EnvironmentText environment;
    private readonly Stack<SettingsPlace> openFlows = new();
    private readonly Parser parser;

    private YamlTree(string text, string file, Func<string, string?> env, ProblemList problems)
    {
        this.file = file;
        this.problems = problems;
        environment = new EnvironmentText(env, problems);
        parser = new Parser(new Scanner(new StringReader(text), skipComments: true));
    }

    /// <summary>The tree; null when the text is not YAML (then a problem says why) or holds no document at all.</summary>
    public static SettingsNode? Read(string text, string file, Func<string, string?> env, ProblemList problems)
    {
        var tree = new YamlTree(text, file, env, problems);
        try
        {
            return tree.Document();
        }
        catch (TooDeep deep)
        {
            problems.Add(deep.Place, $"nested more than {Deepest} levels deep", "the keys of docs/settings.md, at most 6 levels deep");
            return null;
        }
        catch (Exception failure)
        {
            // YamlDotNet 16 throws InvalidOperationException for some inputs, such as an unclosed [ before a "key:".
            YamlFailure.Explain(failure, text, tree.Here(), tree.openFlows.TryPeek(out var open) ? open : null, problems);
            return null;
        }
    }

    private SettingsNode? Document()
    {
        if (Next() is not StreamStart || Next() is not DocumentStart)
        {
            return null;
        }

        var root = Node(Next(), 1);
        Next();
        if (Next() is DocumentStart second)
        {
            problems.Add(At(second), "a second YAML document (\"---\") begins here", "one document in the file");
        }

        return root;
    }

    private SettingsNode Node(ParsingEvent seen, int depth)
    {
        if (depth > Deepest)
        {
            throw new TooDeep(At(seen));
        }

        switch (seen)
        {
            case AnchorAlias alias:
                Refuse(alias);
                return new BrokenNode(At(seen));
            case MappingStart map:
                return Unless(Refused(map), Map(map, depth));
            case SequenceStart list:
                return Unless(Refused(list), List(list, depth));
            case Scalar scalar:
                return Unless(Refused(scalar), Value(scalar));
            default:
                throw new InvalidOperationException("unexpected end of the YAML text");
        }
    }

    private MapNode Map(MappingStart start, int depth)
    {
        Open(start.Style == MappingStyle.Flow, start);
        var entries = new List<MapEntry>();
        var seen = new Dictionary<string, SettingsPlace>(StringComparer.Ordinal);
        for (var next = Next(); next is not MappingEnd; next = Next())
        {
            var key = Node(next, depth + 1);
            var value = Node(Next(), depth + 1);
            if (key is not ScalarNode { Text: var name })
            {
                problems.Add(key.Place, "a key must be plain text", "a key such as \"upstreams\"");
            }
            else if (!seen.TryAdd(name, key.Place))
            {
                problems.Add(key.Place, $"key {Shown.Quoted(name)} is given twice; first on line {seen[name].Line}", "each key once");
            }
            else
            {
                entries.Add(new MapEntry(name, key.Place, value));
            }
        }

        Close(start.Style == MappingStyle.Flow);
        return new MapNode(At(start), entries);
    }

    private ListNode List(SequenceStart start, int depth)
    {
        Open(start.Style == SequenceStyle.Flow, start);
        var items = new List<SettingsNode>();
        for (var next = Next(); next is not SequenceEnd; next = Next())
        {
            items.Add(Node(next, depth + 1));
        }

        Close(start.Style == SequenceStyle.Flow);
        return new ListNode(At(start), items);
    }

    private SettingsNode Value(Scalar scalar) =>
        environment.Expand(scalar.Value, scalar.Style is not ScalarStyle.Plain, At(scalar));

    private bool Refused(NodeEvent node)
    {
        if (!node.Anchor.IsEmpty)
        {
            problems.Add(At(node), $"anchor {Shown.Quoted("&" + node.Anchor.Value)}: anchors and aliases are not read", "the value itself, or ${VARIABLE}");
            return true;
        }

        if (node.Tag.IsEmpty || node.Tag.IsNonSpecific)
        {
            return false;
        }

        problems.Add(At(node), $"tag {Shown.Quoted(node.Tag.Value)}: tags are not read", "the value alone; its type is known from the key");
        return true;
    }

    /// <summary><c>*.example.com</c> without quotes is an alias to YAML: the most likely reason for one to be here.</summary>
    private void Refuse(AnchorAlias alias)
    {
        var written = "*" + alias.Value.Value;
        var wildcard = written.StartsWith("*.", StringComparison.Ordinal);
        problems.Add(
            At(alias),
            wildcard ? $"{Shown.Plain(written)} without quotes is an alias in YAML" : $"alias {Shown.Quoted(written)}: anchors and aliases are not read",
            wildcard ? $"quotes around it: {Shown.Quoted(written)}" : "the value itself, or ${VARIABLE}");
    }

    /// <summary>A refused node is still read to its end, so that the errors inside it are told too.</summary>
    private SettingsNode Unless(bool refused, SettingsNode read) => refused ? new BrokenNode(read.Place) : read;

    private void Open(bool flow, ParsingEvent start)
    {
        if (flow)
        {
            openFlows.Push(At(start));
        }
    }

    private void Close(bool flow)
    {
        if (flow)
        {
            openFlows.Pop();
        }
    }

    private ParsingEvent Next() => parser.MoveNext() ? parser.Current! : throw new InvalidOperationException("unexpected end of the YAML text");

    private SettingsPlace At(ParsingEvent seen) => new(file, (int)seen.Start.Line, (int)seen.Start.Column);

    private SettingsPlace Here() => parser.Current is { } last ? new(file, (int)last.End.Line, (int)last.End.Column) : new(file, 1, 1);

    private sealed class TooDeep(SettingsPlace place) : Exception
    {
        public SettingsPlace Place { get; } = place;
    }
}
