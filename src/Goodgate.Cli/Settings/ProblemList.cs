namespace Goodgate.Cli.Settings;

/// <summary>Collects problems up to a bound.</summary>
internal sealed class ProblemList
{
    /// <summary>More than a person fixes in one go; bounds what a broken generator can print.</summary>
    public const int Most = 100;

    private readonly List<SettingsProblem> problems = [];
    private int dropped;

    public bool Any => problems.Count > 0;

    public void Add(SettingsProblem problem)
    {
        if (problems.Count < Most)
        {
            problems.Add(problem);
        }
        else
        {
            dropped++;
        }
    }

    public void Add(SettingsPlace place, string message, string expected = "", string? didYouMean = null) =>
        Add(new SettingsProblem(place, message) { Expected = expected, DidYouMean = didYouMean });

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<SettingsProblem> ToList(string file)
    {
        var ordered = problems.OrderBy(p => p.Line).ThenBy(p => p.Column).ToList();
        if (dropped > 0)
        {
            ordered.Add(new SettingsProblem(new SettingsPlace(file, 0, 0), $"{dropped} more errors are not shown"));
        }

        return ordered;
    }
}
