using Goodgate.Verdicts.Catalogue;
using Goodgate.Verdicts.Judging;
using Goodgate.Verdicts.Observations;

namespace Goodgate.Verdicts.Tests.Judging;

/// <summary>One line of the rule tables: this observation is decided by this rule, with this cause and these words.</summary>
public sealed record Row(
    string Rule,
    Observation Seen,
    string Cause,
    string Summary,
    Confidence Confidence = Confidence.Certain,
    Party? Party = null)
{
    public override string ToString() => $"{Rule}: {Summary}";
}
