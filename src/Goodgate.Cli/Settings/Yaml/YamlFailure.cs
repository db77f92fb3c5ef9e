using YamlDotNet.Core;

namespace Goodgate.Cli.Settings.Yaml;

/// <summary>Says in plain words why a text is not YAML: the usual slips first, the parser's own words last.</summary>
internal static class YamlFailure
{
    /// <param name="failure">What the parser threw.</param>
    /// <param name="text">The whole text.</param>
    /// <param name="last">End of the last thing that was read.</param>
    /// <param name="open">The innermost [ or { still open, if any.</param>
    /// <param name="problems">Where the explanation goes.</param>
    public static void Explain(Exception failure, string text, SettingsPlace last, SettingsPlace? open, ProblemList problems)
    {
        var place = Where(failure, last);
        var lines = text.Split('\n');
        if (Tabs(lines, last.File, place.Line, problems))
        {
            return;
        }

        var line = place.Line <= lines.Length ? lines[place.Line - 1] : "";
        var bare = place.Column >= 1 && place.Column <= line.Length && line[place.Column - 1] == '*';
        var words = bare ? "a * without quotes is an alias in YAML" : failure is YamlException ? failure.Message.TrimEnd('.') : "the text ends or changes shape in the middle of a value";
        if (open is { } bracket && !words.Contains("alias", StringComparison.Ordinal))
        {
            var variable = line.Contains("${", StringComparison.Ordinal);
            problems.Add(
                variable ? place : bracket,
                variable ? "not YAML: ${…} inside [ ] or { } must be quoted" : $"not YAML: the bracket opened here is not closed rightly ({Shown.Plain(words)})",
                variable ? "quotes around the value: \"http://127.0.0.1:${PORT}\"" : "a matching bracket, commas between the values");
            return;
        }

        problems.Add(place, "not YAML: " + Shown.Plain(words), Hint(line, words));
    }

    private static SettingsPlace Where(Exception failure, SettingsPlace last) =>
        failure is YamlException { Start.Line: > 0 } yaml && (yaml.Start.Line > 1 || yaml.Start.Column > 1)
            ? new SettingsPlace(last.File, (int)yaml.Start.Line, (int)yaml.Start.Column)
            : last;

    /// <summary>
    /// YAML 1.2.2 §6.1: indentation is spaces only. The parser's places for tabs are unreliable, so every such line up to the
    /// failure is named.
    /// </summary>
    private static bool Tabs(string[] lines, string file, int failedLine, ProblemList problems)
    {
        var found = false;
        for (var i = 0; i < Math.Min(lines.Length, failedLine + 1); i++)
        {
            var indent = lines[i].Length - lines[i].TrimStart(' ', '\t').Length;
            var tab = lines[i].IndexOf('\t', 0, indent);
            if (tab >= 0 && indent < lines[i].Length)
            {
                problems.Add(new SettingsPlace(file, i + 1, tab + 1), "a tab in the indentation; YAML takes spaces only", "spaces");
                found = true;
            }
        }

        return found;
    }

    private static string Hint(string line, string words)
    {
        if (words.Contains("invalid mapping", StringComparison.OrdinalIgnoreCase))
        {
            return "one \"key: value\" a line, children two spaces deeper; quote a value that holds \": \"";
        }

        if (words.Contains("quoted scalar", StringComparison.Ordinal))
        {
            return "a closing quote and only known escapes; 'single quotes' take backslashes as they are";
        }

        if (words.Contains("alias", StringComparison.Ordinal))
        {
            return "quotes around a value that begins with *: \"*\"";
        }

        return words.Contains("cannot start any token", StringComparison.Ordinal)
            ? "quotes around a value that begins with @, `, % or another sign of YAML"
            : line.TrimStart().StartsWith('-') ? "list items in one column, each \"- value\"" : "keys of one map in one column, each \"key: value\"";
    }
}
