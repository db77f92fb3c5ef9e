using System.Text;
using Goodgate.Cli.Settings.Shapes;
using Goodgate.Cli.Settings.Table;

namespace Goodgate.Cli.Settings.Docs;

/// <summary>The manual page of the settings file; made from the table, the lint rules and the samples, so that it cannot fall behind.</summary>
public static class SettingsReference
{
    /// <summary>The page in Markdown, with a newline at the end.</summary>
    public static string Markdown()
    {
        var page = new StringBuilder();
        page.Append(SettingsSamples.Introduction).Append("## A full file\n\n```yaml\n").Append(SettingsSamples.Full).Append("```\n\n");
        page.Append("## Every key\n\n`NAME` is a name of your choice, `[]` an item of a list. A key without a default is not set.\n\n");
        page.Append("| key | takes | default | where the default comes from | meaning |\n|---|---|---|---|---|\n");
        Keys(page, SettingsTable.Root, "");
        page.Append("\n## What a check finds\n\n`goodgate check` reads the file, then the files it names, with the parts of the gateway that would read them at its start: ")
            .Append("a certificate and its key, `tls.ca`, a root, the folders of the access log and of a Unix socket. What `goodgate run` would refuse is an error in the same words, ")
            .Append("at the line and column of the value to blame. Nothing is made. A file that the user who checks ")
            .Append("may not read is a warning (`file-unreadable`), because the gateway's own user may.\n\n")
            .Append("Each address (`listen`, `admin.listen`) is taken for a moment and given back, without listening on it. One that cannot be had now is a warning (`cannot-listen-now`), in the words of ")
            .Append("`goodgate run` and with the program that has the port: it may be free when the gateway starts. Where that is a goodgate that runs with this very file, the check is one before a ")
            .Append("reload, and nothing is said.\n");
        page.Append("\n## Warnings\n\nAllowed, and yet likely to hurt. They never keep the gateway from starting.\n\n");
        page.Append("| rule | why | what to do |\n|---|---|---|\n");
        foreach (var rule in SettingsLint.Rules)
        {
            Row(page, $"`{rule.Name}`", rule.Why, rule.Do);
        }

        return page.ToString();
    }

    private static void Keys(StringBuilder page, GroupShape group, string prefix)
    {
        foreach (var key in group.Keys)
        {
            var path = prefix + key.Name;
            var takes = Takes(key.Shape) + (key.Required ? " (required)" : "");
            Row(page, $"`{path}`", takes, key.Default is { Length: > 0 } text ? $"`{text}`" : "", key.Origin ?? "", key.Doc);
            switch (key.Shape)
            {
                case GroupShape inner when inner != ListenKeys.Certificate:
                    Keys(page, inner, path + ".");
                    break;
                case NamedShape named:
                    Rules(page, named.Each, path + ".NAME");
                    Keys(page, named.Each, path + ".NAME.");
                    break;
                case ListShape { Item: GroupShape item }:
                    Rules(page, item, path + "[]");
                    Keys(page, item, path + "[].");
                    break;
            }
        }
    }

    private static void Rules(StringBuilder page, GroupShape group, string path)
    {
        if (group.Rules.Count > 0)
        {
            Row(page, $"`{path}`", string.Join("; ", group.Rules.Select(r => r.Words)), "", "", "");
        }
    }

    private static string Takes(Shape shape) => shape switch
    {
        DurationShape duration => $"{duration.Least} to {duration.Most}{(duration.ZeroMeans is null ? "" : $", 0s = {duration.ZeroMeans}")}",
        SizeShape size => $"{size.Least} to {size.Most}{(size.ZeroMeans is null ? "" : $", 0 = {size.ZeroMeans}")}",
        NumberShape { Only.Count: 0 } number => $"{number.Least} to {number.Most}",
        ScalarShape scalar => scalar.Expected,
        GroupShape group when group == ListenKeys.Certificate => "a map as in `listen[].certificates[]`",
        GroupShape { ShortKey: { } shortKey } => $"a map, or its `{shortKey}` alone",
        NamedShape named => $"a map of {named.Thing}s by name",
        ListShape { Item: ScalarShape item } => "a list, each " + item.Expected,
        ListShape { Item: GroupShape { ShortKey: { } shortKey } } => $"a list of maps, or of the `{shortKey}` alone",
        ListShape => "a list of maps",
        _ => "a map",
    };

    private static void Row(StringBuilder page, params IEnumerable<string> cells) =>
        page.Append("| ").AppendJoin(" | ", cells.Select(c => c.Replace("|", "\\|", StringComparison.Ordinal))).Append(" |\n");
}
