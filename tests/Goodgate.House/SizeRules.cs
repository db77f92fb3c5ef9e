using System.Text.RegularExpressions;

namespace Goodgate.House;

/// <summary>Sizes: files, methods, constructors. The numbers are the house's.</summary>
public sealed partial class SizeRules
{
    private const int FileLimit = 300;
    private const int MethodLimit = 50;
    private const int ConstructorLimit = 6;
    private const int CompanionLimit = 60;

    [Fact]
    public void Files_have_at_most_300_lines()
    {
        var excused = Sources.Exceptions("file");
        Sources.All.Where(file => file.Lines.Length > FileLimit && !excused.ContainsKey(file.Path))
            .Select(file => $"{file.Path}: {file.Lines.Length} lines").ShouldBeEmpty();
    }

    [Fact]
    public void Methods_have_at_most_50_lines()
    {
        var excused = Sources.Exceptions("method");
        Sources.All.SelectMany(Members).Where(member => member.Length > MethodLimit && !excused.ContainsKey(member.File))
            .Select(member => $"{member.File}:{member.Line}: {member.Length} lines").ShouldBeEmpty();
    }

    [Fact]
    public void The_scanner_finds_methods() => Sources.Product.SelectMany(Members).Count().ShouldBeGreaterThan(500);

    [Fact]
    public void Constructors_have_at_most_6_parameters()
    {
        var excused = Sources.Exceptions("constructor");
        ProductTypes.All
            .SelectMany(type => type.GetConstructors(System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance))
            .Where(constructor => constructor.GetParameters().Length > ConstructorLimit && !excused.ContainsKey(constructor.DeclaringType!.FullName!))
            .Select(constructor => $"{constructor.DeclaringType}: {constructor.GetParameters().Length} parameters").ShouldBeEmpty();
    }

    [Fact]
    public void Files_hold_one_type_and_small_companions()
    {
        var excused = Sources.Exceptions("types");
        var crowded = new List<string>();
        foreach (var file in Sources.Product.Where(file => !excused.ContainsKey(file.Path)))
        {
            var types = TopLevelTypes(file);
            if (types.Count > 1 && types.OrderByDescending(type => type.Length).Skip(1).Any(type => type.Length > CompanionLimit))
            {
                crowded.Add($"{file.Path}: {string.Join(", ", types.Select(type => $"{type.Name} ({type.Length})"))}");
            }
        }

        crowded.ShouldBeEmpty();
    }

    // The code is formatted by one rule set: a member's body stands between "{" and "}" at the member's own indentation.
    private static IEnumerable<(string File, int Line, int Length)> Members(SourceFile file)
    {
        var typeIndents = new HashSet<int> { 0 };
        for (var i = 1; i < file.Lines.Length; i++)
        {
            var line = file.Lines[i];
            if (line.Trim() != "{")
            {
                continue;
            }

            var indent = line.Length - 1;
            if (TypeDeclaration().IsMatch(Declaration(file, i)))
            {
                typeIndents.Add(indent);
            }
            else if (typeIndents.Contains(indent - 4) && !Declaration(file, i).Contains(" = ", StringComparison.Ordinal))
            {
                var end = Array.FindIndex(file.Lines, i, text => text.StartsWith(new string(' ', indent) + "}", StringComparison.Ordinal));
                yield return (file.Path, i, end - i - 1);
            }
        }
    }

    private static List<(string Name, int Length)> TopLevelTypes(SourceFile file)
    {
        var starts = Enumerable.Range(0, file.Lines.Length)
            .Where(i => file.Lines[i].Length > 0 && file.Lines[i][0] is not (' ' or '/' or '{' or '}' or '[') && TypeDeclaration().IsMatch(file.Lines[i])).ToList();
        return [.. starts.Select((start, i) => (
            TypeDeclaration().Match(file.Lines[start]).Groups["name"].Value,
            (i + 1 < starts.Count ? starts[i + 1] : file.Lines.Length) - start))];
    }

    // The line that opens what the brace belongs to: up to the last line that ended something.
    private static string Declaration(SourceFile file, int brace)
    {
        var start = brace - 1;
        while (start > 0 && !string.IsNullOrWhiteSpace(file.Lines[start - 1]) && !file.Lines[start - 1].TrimEnd().EndsWith(';')
            && !file.Lines[start - 1].Contains("///", StringComparison.Ordinal) && file.Lines[start - 1].Trim() is not ("{" or "}"))
        {
            start--;
        }

        return string.Join(' ', file.Lines[start..brace]);
    }

    [GeneratedRegex(@"^\s*(?:\[.*\]\s*)?(?:(?:public|internal|private|protected|file|static|sealed|abstract|partial|readonly|ref|unsafe)\s+)*(?:class|struct|record(?:\s+(?:class|struct))?|interface|enum)\s+(?<name>\w+)")]
    private static partial Regex TypeDeclaration();
}
