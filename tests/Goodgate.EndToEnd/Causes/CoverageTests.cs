using System.Reflection;
using Goodgate.Verdicts.Judging;
using Goodgate.Wire.Http1;

namespace Goodgate.EndToEnd.Causes;

/// <summary>Nothing of the catalogue is left out unnoticed.</summary>
public sealed class CoverageTests
{
    [Fact]
    public void Every_cause_is_proven_or_says_why_not()
    {
        var proven = typeof(CoverageTests).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods())
            .SelectMany(method => method.GetCustomAttribute<ProvesAttribute>()?.Causes ?? [])
            .Concat(FaultOutcomes.Played.Select(fault => fault.CauseId).OfType<string>())
            .Distinct(StringComparer.Ordinal).ToList();
        proven.Intersect(NotReached.Reasons.Keys).ShouldBeEmpty("proven, and listed as not reached");
        proven.Concat(NotReached.Reasons.Keys).Order(StringComparer.Ordinal)
            .ShouldBe(Goodgate.Verdicts.Catalogue.Causes.All.Select(cause => cause.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_violation_a_server_can_commit_has_a_rule_and_a_cause()
    {
        var known = BrokenRules.All.Select(rule => rule.Kind).ToHashSet(StringComparer.Ordinal);

        // Inbound/RequestFaultTests looks at those that only a request can commit; for records of FastCGI there is one rule for all.
        Enum.GetValues<ViolationKind>().Where(kind => !kind.IsOfRequests()).Select(kind => kind.Id())
            .Where(id => !known.Contains(id) && !id.StartsWith("fastcgi-", StringComparison.Ordinal)).ShouldBeEmpty();
        BrokenRules.All.ShouldAllBe(rule => Goodgate.Verdicts.Catalogue.Causes.Find(rule.CauseId) != null);
    }
}
