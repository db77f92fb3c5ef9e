using Goodgate.Cli.Settings;
using Goodgate.Cli.Showing;

namespace Goodgate.Cli.Importing;

/// <summary>What was found, for programs.</summary>
internal static class ImportJson
{
    public static string Of(ImportOptions options, ImportResult result, Conversion? converted) => JsonText.Of(new
    {
        System = options.System.Name,
        options.File,
        FilesRead = result.Files,
        Findings = result.Findings.Select(one => new { one.Place.File, Line = Line(one.Place), Column = Column(one.Place), one.Rule, one.What, one.Why, one.Better, one.Causes }),
        NotRead = result.Left.Select(one => new { one.Place.File, Line = Line(one.Place), one.Why }),
        Settings = options.Out is null ? converted?.Text : null,
        SettingsFile = converted?.Text is null ? null : options.Out,
        NoEquivalent = converted?.Plan.Gaps.Select(gap => new { gap.Place.File, Line = Line(gap.Place), Column = Column(gap.Place), gap.What, gap.Instead }),
    });

    private static int? Line(SettingsPlace place) => place.Line > 0 ? place.Line : null;

    private static int? Column(SettingsPlace place) => place.Line > 0 ? place.Column : null;
}
