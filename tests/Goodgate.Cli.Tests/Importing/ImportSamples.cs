using Goodgate.Cli.Importing;
using Goodgate.Cli.Importing.Reading;

namespace Goodgate.Cli.Tests.Importing;

/// <summary>Settings of other gateways beside these tests: for each rule a file that breaks it, and one that does not.</summary>
internal static class ImportSamples
{
    public static string Folder { get; } = Path.Combine(Repository.Root, "tests", "Goodgate.Cli.Tests", "Importing", "samples");

    /// <summary>System and rule of every rule there is.</summary>
    public static TheoryData<string, string> Rules
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var system in ForeignSystem.All)
            {
                foreach (var rule in system.Rules)
                {
                    data.Add(system.Name, rule);
                }
            }

            return data;
        }
    }

    /// <summary>Every sample: system and name.</summary>
    public static IEnumerable<(string System, string Path)> All => ForeignSystem.All.SelectMany(system =>
        Directory.GetFiles(Path.Combine(Folder, system.Name)).Order(StringComparer.Ordinal).Select(path => (system.Name, path)));

    public static string Text(string system, string name) => File.ReadAllText(Path.Combine(Folder, system, name)).Replace("FOLDER", Folder, StringComparison.Ordinal);

    public static ForeignSystem System(string name) => ForeignSystem.All.Single(one => one.Name == name);

    /// <summary>Reads and judges a text as if it were a file.</summary>
    public static ImportResult Import(string system, string text)
    {
        var folder = Directory.CreateTempSubdirectory("goodgate-import-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "conf"), text);
            return System(system).Import(new FileSet("conf", folder.FullName));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Lines behind a comment <c># here</c>, counted from 1.</summary>
    public static IReadOnlyList<int> Marked(string text) => [.. text.Split('\n').Select((line, i) => (line, i)).Where(one => one.line.Trim() == "# here").Select(one => one.i + 2)];
}
