using Goodgate.Cli.Settings;

namespace Goodgate.Cli.Tests.Settings;

/// <summary>The sample files beside these tests, and the environment they are read in.</summary>
internal static class Samples
{
    public static string Root { get; } = FindRoot();

    public static string Directory(string kind) => Path.Combine(Root, "tests", "Goodgate.Cli.Tests", "Settings", kind);

    public static TheoryData<string> Names(string kind) => [.. System.IO.Directory.GetFiles(Directory(kind), "*.yaml").Select(f =>
        Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    public static string PathOf(string kind, string name) => Path.Combine(Directory(kind), name + ".yaml");

    /// <summary>The <c># expect:</c> lines at the top of a sample.</summary>
    public static IReadOnlyList<string> Expected(string path) =>
        [.. File.ReadLines(path).TakeWhile(l => l.StartsWith("# expect: ", StringComparison.Ordinal)).Select(l => l["# expect: ".Length..])];

    public static string? Environment(string name) => name == "APP_PORT" ? "3000" : null;

    /// <summary>A problem without the directory of this checkout, which no sample can know.</summary>
    public static string Text(SettingsProblem problem, string path)
    {
        var directory = Path.GetDirectoryName(path)!;
        return problem.ToString()
            .Replace(path + ": ", "", StringComparison.Ordinal)
            .Replace(path + ":", "", StringComparison.Ordinal)
            .Replace(directory + "/", "", StringComparison.Ordinal)
            .Replace(directory, ".", StringComparison.Ordinal);
    }

    private static string FindRoot()
    {
        for (var here = new DirectoryInfo(AppContext.BaseDirectory); here is not null; here = here.Parent)
        {
            if (File.Exists(Path.Combine(here.FullName, "Goodgate.slnx")))
            {
                return here.FullName;
            }
        }

        throw new InvalidOperationException("Goodgate.slnx is in no directory above the tests");
    }
}
