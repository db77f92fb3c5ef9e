using Goodgate.Cli.Settings.Lint;
using Goodgate.Gateway.Settings;

namespace Goodgate.Cli.Settings;

/// <summary>Warns of settings that are allowed and yet likely to hurt. Looks at the files the settings name, never at the network.</summary>
public static class SettingsLint
{
    internal static readonly IReadOnlyList<LintRule> Rules =
        [.. TimeoutRules.All, .. UpstreamRules.All, .. ListenRules.All, .. SiteRules.All, .. RedirectRules.All, .. FileRules.All, .. SiteFilesRules.All];

    /// <summary>Warnings in the order of the file, at most 100.</summary>
    /// <param name="settings">Settings without errors.</param>
    /// <param name="effective">Their values with places, of the same <see cref="SettingsResult"/>.</param>
    public static IReadOnlyList<SettingsProblem> Check(GatewaySettings settings, IReadOnlyList<EffectiveValue> effective) =>
        Check(new LintSubject(settings, effective, PortRights.LowestFreePort()));

    internal static IReadOnlyList<SettingsProblem> Check(LintSubject subject) =>
    [
        .. Rules
            .SelectMany(rule => rule.Find(subject).Select(found => Problem(rule, found)))
            .OrderBy(p => p.Line)
            .ThenBy(p => p.Column)
            .Take(ProblemList.Most),
    ];

    private static SettingsProblem Problem(LintRule rule, LintFinding found) => new(found.Place, $"{found.What}: {rule.Why}")
    {
        Expected = rule.Do,
        Severity = ProblemSeverity.Warning,
        Rule = rule.Name,
    };
}
