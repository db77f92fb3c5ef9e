using Goodgate.Cli.Importing.Haproxy.Rules;

namespace Goodgate.Cli.Importing.Haproxy;

/// <summary>All rules for HAProxy's settings.</summary>
internal static class HaproxyRules
{
    public static readonly IReadOnlyList<ImportRule<HaproxyConfig>> All = [.. TimeRules.All, .. ServerRules.All, .. HealthRules.All, .. CapacityRules.All];
}
