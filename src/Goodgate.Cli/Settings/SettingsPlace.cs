namespace Goodgate.Cli.Settings;

/// <summary>
/// A spot in the settings file. Lines and columns count from 1; line 0 means the source as a whole: a file that cannot be read,
/// an option of the command line, or, with column 0, nowhere: a default.
/// </summary>
public readonly record struct SettingsPlace(string File, int Line, int Column)
{
    /// <summary><c>goodgate.yaml:12</c>, the form used as an origin; the file alone when no line is known.</summary>
    public string FileAndLine => Line == 0 ? File : $"{File}:{Line}";

    /// <summary>Nobody wrote it.</summary>
    public bool IsNowhere => Column == 0;

    public override string ToString() => Line == 0 ? File : $"{File}:{Line}:{Column}";
}
