using Goodgate.Cli.Importing.Caddy.Rules;

namespace Goodgate.Cli.Importing.Caddy;

/// <summary>All rules for Caddy's settings.</summary>
internal static class CaddyRules
{
    public static readonly IReadOnlyList<ImportRule<CaddyConfig>> All = ProxyRules.All;
}
