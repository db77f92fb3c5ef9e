using Goodgate.Verdicts.Catalogue;
using Spectre.Console;

namespace Goodgate.Cli.Showing;

/// <summary>Colours by meaning. Only the eight of every terminal, so that the user's own theme decides how they look; meaning is never in the colour alone.</summary>
internal static class Palette
{
    public static readonly Style Plain = Style.Plain;
    public static readonly Style Strong = new(decoration: Decoration.Bold);
    public static readonly Style Quiet = new(decoration: Decoration.Dim);
    public static readonly Style Good = new(Color.Green);
    public static readonly Style Bad = new(Color.Maroon, decoration: Decoration.Bold);
    public static readonly Style Warn = new(Color.Olive);
    public static readonly Style Accent = new(Color.Teal);
    public static readonly Style AccentStrong = new(Color.Teal, decoration: Decoration.Bold);

    public static Style Of(Severity severity) => severity switch
    {
        Severity.Critical or Severity.Error => Bad,
        Severity.Warning => new Style(Color.Olive, decoration: Decoration.Bold),
        _ => Quiet,
    };
}
