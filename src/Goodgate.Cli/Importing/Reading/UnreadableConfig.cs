using Goodgate.Cli.Settings;

namespace Goodgate.Cli.Importing.Reading;

/// <summary>A foreign settings file that cannot be read as what it was said to be. Text is escaped for a terminal.</summary>
/// <param name="place">File, line and column; line 0 for the file as a whole.</param>
/// <param name="found">What is there.</param>
/// <param name="expected">What was expected instead.</param>
internal sealed class UnreadableConfig(SettingsPlace place, string found, string expected) : Exception($"{Shown.Whole(place.ToString())}: {found}; expected {expected}")
{
    public SettingsPlace Place { get; } = place;

    public string Found { get; } = found;

    public string Expected { get; } = expected;
}
