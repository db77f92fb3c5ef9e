using Goodgate.Cli.Settings.Checks;
using Goodgate.Cli.Settings.Reading;
using Goodgate.Cli.Settings.Table;
using Goodgate.Cli.Settings.Yaml;

namespace Goodgate.Cli.Settings;

/// <summary>Reads the settings file. Never throws for what a file holds or for a file that cannot be read: every trouble is a problem with its place.</summary>
public static class SettingsFile
{
    /// <summary>Largest file taken, bytes: some 20,000 routes.</summary>
    public const int Largest = 1024 * 1024;

    /// <summary>Reads a file.</summary>
    /// <param name="path">As given by the operator; problems and origins show it so.</param>
    /// <param name="env">Gives the value of an environment variable, null when it is not set.</param>
    public static SettingsResult Read(string path, Func<string, string?> env)
    {
        var problems = new ProblemList();
        return SettingsText.Load(path, Largest, new SettingsPlace(path, 0, 0), problems) is { } text
            ? Parse(text, path, env)
            : new SettingsResult(null, problems.ToList(path), []);
    }

    /// <summary>
    /// Reads settings from text. Files named in it (secrets) are read; relative ones count from the directory of
    /// <paramref name="fileName"/>.
    /// </summary>
    public static SettingsResult Parse(string text, string fileName, Func<string, string?> env)
    {
        var problems = new ProblemList();
        var context = new ReadingContext(fileName, problems);
        if (text.Length > Largest)
        {
            problems.Add(context.Nowhere, $"the text is larger than {Largest / 1024} KiB", $"at most {Largest / 1024} KiB");
        }
        else if (Root(YamlTree.Read(text, fileName, env, problems), context) is { } file)
        {
            return Read(file, context);
        }

        return new SettingsResult(null, problems.ToList(fileName), []);
    }

    /// <summary>The settings of <c>--to SERVER</c>: one upstream, one site for all hosts, everything else by default.</summary>
    /// <param name="server">The server's URL.</param>
    /// <param name="source">What problems and origins name, such as <c>--to</c>.</param>
    public static SettingsResult ForServer(string server, string source = "--to")
    {
        var place = new SettingsPlace(source, 0, 1);
        var value = new ScalarNode(place, server, Quoted: true, []);
        return Read(new MapNode(place, [new MapEntry("to", place, value)]), new ReadingContext(source, new ProblemList()));
    }

    /// <summary>Reads settings from nodes that somebody else made.</summary>
    /// <param name="file">The whole; each node's place is what a problem with it names.</param>
    /// <param name="fileName">As if it were a file of this name: relative paths count from its directory.</param>
    internal static SettingsResult Take(MapNode file, string fileName) => Read(file, new ReadingContext(fileName, new ProblemList()));

    private static SettingsResult Read(MapNode file, ReadingContext context)
    {
        var root = new TableReader(context).Group(SettingsTable.Root, file, new ReadGroup("", "", file.Place with { Column = 1 }));
        SettingsChecks.Run(root, context);
        var settings = context.Problems.Any ? null : SettingsBinding.Bind(root);
        return new SettingsResult(settings, context.Problems.ToList(file.Place.File), context.Effective);
    }

    private static MapNode? Root(SettingsNode? tree, ReadingContext context)
    {
        const string Smallest = "at least \"to: http://HOST:PORT\"";
        switch (tree)
        {
            case MapNode map:
                return map;
            case null or ScalarNode { IsNothing: true } when !context.Problems.Any:
                context.Problems.Add(context.Nowhere, "the file is empty", Smallest);
                break;
            case ListNode or ScalarNode:
                context.Problems.Add(tree.Place, $"the file is a {(tree is ListNode ? "list" : "single value")}", "a map of keys, " + Smallest);
                break;
        }

        return null;
    }
}
