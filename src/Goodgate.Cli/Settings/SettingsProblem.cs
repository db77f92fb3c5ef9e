using System.Text;

namespace Goodgate.Cli.Settings;

/// <summary>How much a problem weighs: an error keeps the settings from being used, a warning does not.</summary>
public enum ProblemSeverity
{
    Error,
    Warning,
}

/// <summary>One thing that is wrong with a settings file. Text is escaped for a terminal and never holds a secret.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Message">What is wrong, and for a warning why it matters.</param>
public sealed record SettingsProblem(SettingsPlace Place, string Message)
{
    /// <summary>What was expected; for a warning what to do.</summary>
    public string Expected { get; init; } = "";

    /// <summary>The value or key that was probably meant; null when nothing is near enough.</summary>
    public string? DidYouMean { get; init; }

    public ProblemSeverity Severity { get; init; } = ProblemSeverity.Error;

    /// <summary>Name of the lint rule that speaks; null for errors.</summary>
    public string? Rule { get; init; }

    public string File => Place.File;

    public int Line => Place.Line;

    public int Column => Place.Column;

    /// <summary><c>goodgate.yaml:12:5: unknown key "upstrem"; expected one of …; did you mean "upstream"?</c></summary>
    public override string ToString()
    {
        var text = new StringBuilder().Append(Place).Append(": ");
        if (Severity == ProblemSeverity.Warning)
        {
            text.Append("warning ").Append(Rule).Append(": ");
        }

        text.Append(Message);
        if (Expected.Length > 0)
        {
            text.Append("; ").Append(Severity == ProblemSeverity.Error ? "expected " : "better: ").Append(Expected);
        }

        return DidYouMean is null ? text.ToString() : text.Append("; did you mean ").Append(Shown.Quoted(DidYouMean)).Append('?').ToString();
    }
}
