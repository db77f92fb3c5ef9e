using Goodgate.Cli.Settings.Yaml;

namespace Goodgate.Cli.Settings.Reading;

/// <summary>What one reading of a file gathers on its way.</summary>
internal sealed class ReadingContext(string file, ProblemList problems)
{
    private readonly List<EffectiveValue> effective = [];

    public ProblemList Problems => problems;

    public IReadOnlyList<EffectiveValue> Effective => effective;

    /// <summary>The file as a whole; also the place of defaults.</summary>
    public SettingsPlace Nowhere { get; } = new(file, 0, 0);

    /// <summary>Relative paths count from the settings file, not from wherever the program was started.</summary>
    public string Directory { get; } = DirectoryOf(file);

    public void Record(string path, string value, SettingsNode? node)
    {
        var origin = node switch
        {
            ScalarNode { Variables.Count: > 0 } scalar => "environment " + string.Join(", ", scalar.Variables.Distinct(StringComparer.Ordinal)),
            { Place.IsNowhere: false } => node.Place.FileAndLine,
            _ => EffectiveValue.Default,
        };
        effective.Add(new EffectiveValue(path, value, origin, node?.Place ?? Nowhere));
    }

    private static string DirectoryOf(string file)
    {
        try
        {
            return Path.GetDirectoryName(Path.GetFullPath(file)) ?? System.IO.Directory.GetCurrentDirectory();
        }
        catch (Exception e) when (e is ArgumentException or IOException or NotSupportedException)
        {
            return System.IO.Directory.GetCurrentDirectory();
        }
    }
}
