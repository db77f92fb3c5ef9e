using System.Text.RegularExpressions;

namespace Goodgate.House;

/// <summary>Names and words.</summary>
public sealed partial class NameRules
{
    private static readonly string[] Banned = ["Helper", "Util", "Utility", "Utilities", "Manager", "Common", "Misc", "Infrastructure", "Base", "Impl"];

    [Fact]
    public void No_type_has_a_name_that_says_nothing() => ProductTypes.All
        .Where(type => Banned.Any(word => Ends(type.Name, word)))
        .Select(type => type.FullName).ShouldBeEmpty();

    [Fact]
    public void No_folder_has_a_name_that_says_nothing() => Sources.All
        .SelectMany(file => file.Path.Split('/')[..^1].Where(folder => Banned.Any(word => Ends(folder, word))))
        .ShouldBeEmpty();

    [Fact]
    public void Namespaces_follow_folders() => Sources.Product
        .Where(file => file.Lines.FirstOrDefault(line => line.StartsWith("namespace ", StringComparison.Ordinal)) is { } line
            && line["namespace ".Length..].TrimEnd(';', ' ') != Path.GetDirectoryName(file.Path)!["src/".Length..].Replace('/', '.'))
        .Select(file => file.Path).ShouldBeEmpty();

    [Fact]
    public void Time_is_a_parameter()
    {
        var excused = Sources.Exceptions("clock");
        Sources.Product.Where(file => !excused.ContainsKey(file.Path)).SelectMany(file => file.Lines.Select((line, i) => (file.Path, Line: i + 1, Text: line)))
            .Where(one => Clock().IsMatch(one.Text) && !one.Text.TrimStart().StartsWith("//", StringComparison.Ordinal))
            .Select(one => $"{one.Path}:{one.Line}: {one.Text.Trim()}").ShouldBeEmpty();
    }

    [Fact]
    public void Public_types_say_what_they_are()
    {
        var silent = new List<string>();
        foreach (var file in Sources.Product)
        {
            for (var i = 1; i < file.Lines.Length; i++)
            {
                if (PublicType().IsMatch(file.Lines[i]) && !Documented(file.Lines, i))
                {
                    silent.Add($"{file.Path}:{i + 1}");
                }
            }
        }

        silent.ShouldBeEmpty();
    }

    [Fact]
    public void No_test_is_skipped_and_nothing_is_left_for_later() => Sources.All
        .Where(file => !file.Path.StartsWith("tests/Goodgate.House/", StringComparison.Ordinal))
        .SelectMany(file => file.Lines.Select((line, i) => (file.Path, Line: i + 1, Text: line)))
        .Where(one => Later().IsMatch(one.Text))
        .Select(one => $"{one.Path}:{one.Line}: {one.Text.Trim()}").ShouldBeEmpty();

    private static bool Documented(string[] lines, int at)
    {
        at--;
        while (at > 0 && lines[at].TrimStart().StartsWith('['))
        {
            at--;
        }

        return lines[at].TrimStart().StartsWith("///", StringComparison.Ordinal);
    }

    private static bool Ends(string name, string word) => name == word || name.EndsWith(word, StringComparison.Ordinal) || name.EndsWith(word + "s", StringComparison.Ordinal);

    [GeneratedRegex(@"DateTime(Offset)?\.(Utc)?Now|Thread\.Sleep|Stopwatch\.(StartNew|GetTimestamp)|Environment\.TickCount")]
    private static partial Regex Clock();

    [GeneratedRegex(@"^public (?:static |sealed |abstract |partial |readonly |ref )*(?:class|struct|record|interface|enum) ")]
    private static partial Regex PublicType();

    [GeneratedRegex("NotImplementedException|\\bTODO\\b|\\bFIXME\\b|\\bHACK\\b|Skip *= *\"|Assert\\.True\\(true\\)")]
    private static partial Regex Later();
}
