using Goodgate.Cli.Settings;

namespace Goodgate.Cli.Importing.Reading;

/// <summary>One word of a foreign settings file, quotes and escapes taken off.</summary>
/// <param name="Text">What it says. Hostile: shown through <see cref="Shown"/> only.</param>
/// <param name="Place">Where it begins.</param>
/// <param name="Quoted">Whether it stood in quotes.</param>
internal readonly record struct Word(string Text, SettingsPlace Place, bool Quoted = false)
{
    public override string ToString() => Text;
}
