using System.Collections.Frozen;
using Goodgate.Verdicts.Judging.Rules;
using Goodgate.Verdicts.Observations;

namespace Goodgate.Verdicts.Judging;

/// <summary>
/// All rules, in the order of an exchange's life. Of the rules about one happening the first that fits speaks, so the narrower one
/// stands above the wider one.
/// </summary>
public static class Rulebook
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        .. ClientRules.All,
        .. RoutingRules.All,
        .. GatewayRules.All,
        .. ResolveRules.All,
        .. ConnectRules.All,
        .. TlsRules.All,
        .. TransferRules.All,
        .. MessageRules.All,
        .. WorkerRules.All,
        .. RelayedRules.All,
        .. SurroundingsRules.All,
    ];

    private static readonly FrozenDictionary<Happening, Rule[]> ByHappening =
        All.GroupBy(rule => rule.When.Happening).ToFrozenDictionary(group => group.Key, group => group.ToArray());

    /// <summary>The rule that speaks; null when none does.</summary>
    public static Rule? Find(Observation seen)
    {
        if (seen.Happening is not { } happening || !ByHappening.TryGetValue(happening, out var rules))
        {
            return null;
        }

        foreach (var rule in rules)
        {
            if (rule.When.Fits(seen))
            {
                return rule;
            }
        }

        return null;
    }
}
