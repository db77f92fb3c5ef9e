using Goodgate.Verdicts.Catalogue;
using Goodgate.Verdicts.Judging;
using Goodgate.Verdicts.Observations;

namespace Goodgate.Verdicts.Tests.Judging;

public sealed class RulebookTests
{
    private static readonly Row[] Rows = [.. TransferRows.All, .. ReachRows.All, .. MessageRows.All, .. SurroundingsRows.All];

    public static TheoryData<int, string> Cases()
    {
        var data = new TheoryData<int, string>();
        for (var i = 0; i < Rows.Length; i++)
        {
            data.Add(i, Rows[i].ToString());
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_named_rule_decides(int index, string shown)
    {
        var row = Rows[index];

        var verdict = Judge.Decide(row.Seen);

        Rulebook.Find(row.Seen)?.Name.ShouldBe(row.Rule, shown);
        verdict.Cause.Id.ShouldBe(row.Cause);
        verdict.Confidence.ShouldBe(row.Confidence);
        verdict.Party.ShouldBe(row.Party ?? verdict.Cause.Party);
        verdict.Summary.ShouldContain(row.Summary, Case.Sensitive);
    }

    [Fact]
    public void Each_rule_has_a_row() =>
        Rulebook.All.Select(rule => rule.Name).Except(Rows.Select(row => row.Rule)).ShouldBeEmpty();

    [Fact]
    public void Names_of_rules_are_unique_and_kebab_case()
    {
        Rulebook.All.Select(rule => rule.Name).ShouldBeUnique();
        Rulebook.All.ShouldAllBe(rule => rule.Name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'));
    }

    [Fact]
    public void Each_cause_has_a_rule()
    {
        // undetermined is what is left when no rule speaks.
        var without = Causes.All.Select(cause => cause.Id).Except(Rulebook.All.Select(rule => rule.CauseId));

        without.ShouldBe([CauseIds.Undetermined]);
    }

    [Fact]
    public void Each_cause_is_reached_by_an_observation()
    {
        var reached = Rows.Select(row => Judge.Decide(row.Seen).Cause.Id).Append(Judge.Decide(new Observation { Source = Source.Log }).Cause.Id);

        Causes.All.Select(cause => cause.Id).Except(reached).ShouldBeEmpty();
    }

    [Fact]
    public void A_party_is_only_named_when_it_differs_from_the_default() =>
        Rulebook.All.Where(rule => rule.Party is { } party && party == Causes.Get(rule.CauseId).Party).Select(rule => rule.Name).ShouldBeEmpty();

    /// <summary>What the gateway's own code can meet at each phase; in our own traffic undetermined is a defect.</summary>
    [Theory]
    [InlineData(Phase.Request, Happening.Closed, Happening.Reset, Happening.TimedOut, Happening.Violation, Happening.OtherProtocol, Happening.ConnectionLimit)]
    [InlineData(Phase.Routing, Happening.TimedOut, Happening.ConnectionLimit, Happening.NoServer, Happening.NothingConfigured, Happening.NotFound,
        Happening.FileUnreadable, Happening.RateLimit)]
    [InlineData(Phase.Resolve, Happening.NameNotFound, Happening.NameServerFailed, Happening.TimedOut, Happening.Refused, Happening.Unreachable,
        Happening.PermissionDenied,
        Happening.Closed, Happening.Reset, Happening.Violation, Happening.OtherProtocol, Happening.NotFound, Happening.Prohibited)]
    [InlineData(Phase.Connect, Happening.Refused, Happening.TimedOut, Happening.Unreachable, Happening.Prohibited, Happening.NotFound,
        Happening.PermissionDenied,
        Happening.QueueFull, Happening.Closed, Happening.Reset, Happening.OutOfResources, Happening.OtherProtocol)]
    [InlineData(Phase.Tls, Happening.TimedOut, Happening.Closed, Happening.Reset, Happening.TlsProtocol, Happening.TlsAlert, Happening.CertificateUntrusted,
        Happening.CertificateNameMismatch, Happening.OtherProtocol, Happening.Violation, Happening.Unreachable, Happening.Refused)]
    [InlineData(Phase.Send, Happening.TimedOut, Happening.Closed, Happening.Reset, Happening.Unreachable, Happening.Refused, Happening.TlsAlert,
        Happening.Http2Error)]
    [InlineData(Phase.FirstByte, Happening.TimedOut, Happening.Closed, Happening.Reset, Happening.Unreachable, Happening.Violation, Happening.OtherProtocol,
        Happening.Http2Error, Happening.TlsAlert, Happening.ScriptFailed)]
    [InlineData(Phase.Head, Happening.TimedOut, Happening.Closed, Happening.Reset, Happening.Unreachable, Happening.Violation, Happening.OtherProtocol,
        Happening.Http2Error, Happening.UpgradeRefused, Happening.UpstreamError, Happening.ScriptFailed)]
    [InlineData(Phase.Body, Happening.TimedOut, Happening.Closed, Happening.Reset, Happening.Unreachable, Happening.Violation, Happening.Http2Error)]
    [InlineData(Phase.Tunnel, Happening.TimedOut, Happening.Closed, Happening.Reset, Happening.Unreachable)]
    [InlineData(Phase.Deliver, Happening.TimedOut, Happening.Closed, Happening.Reset, Happening.ClientLeft, Happening.InternalError, Happening.FileUnreadable,
        Happening.StoredPageUnreadable)]
    public void What_the_gateway_meets_is_never_undetermined(Phase phase, params Happening[] happenings)
    {
        foreach (var happening in happenings)
        {
            Judge.Rule(new Observation { Source = Source.Gateway, Phase = phase, Happening = happening })
                .CauseId.ShouldNotBe(CauseIds.Undetermined, $"{happening} in {phase}");
        }
    }
}
