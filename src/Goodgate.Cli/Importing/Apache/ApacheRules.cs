using Goodgate.Cli.Importing.Apache.Rules;

namespace Goodgate.Cli.Importing.Apache;

/// <summary>All rules for Apache's settings.</summary>
internal static class ApacheRules
{
    public static readonly IReadOnlyList<ImportRule<ApacheConfig>> All = [.. WorkerRules.All, .. PathRules.All, .. ProcessRules.All];
}
