using Goodgate.EndToEnd.Stage;
using Goodgate.Lab.Catalogue;
using Goodgate.Verdicts.Catalogue;
using Goodgate.Verdicts.Judging;

namespace Goodgate.EndToEnd.Causes;

/// <summary>Every fault of the lab, behind a gateway: what the client gets, and what the gateway says of it.</summary>
[Collection(PlayedFaults.Name)]
public sealed class FaultTests(FaultOutcomes outcomes)
{
    public static TheoryData<string> Failures => [.. FaultOutcomes.Played.Where(fault => fault.CauseId is not null).Select(fault => fault.Name)];

    public static TheoryData<string> Oddities => [.. FaultOutcomes.Played.Where(fault => fault.CauseId is null).Select(fault => fault.Name)];

    [Theory]
    [MemberData(nameof(Failures))]
    public void A_fault_gets_its_cause(string name)
    {
        var outcome = outcomes.Of(name);
        var verdict = outcome.Verdicts.ShouldHaveSingleItem(outcome.ToString());
        verdict.Cause.Id.ShouldBe(outcome.Played.Fault.CauseId, outcome.ToString());
        verdict.Confidence.ShouldNotBe(Confidence.Undetermined, outcome.ToString());
        verdict.Evidence.ShouldNotBeEmpty(outcome.ToString());
        outcome.Played.Seen.Count("POST").ShouldBeLessThanOrEqualTo(1, outcome.ToString());
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public void A_fault_is_answered_honestly(string name)
    {
        var outcome = outcomes.Of(name);
        var fault = outcome.Played.Fault;
        if (fault.AfterHead && outcome.Last.Status is 200)
        {
            outcome.Last.LooksWhole.ShouldBeFalse(outcome.ToString());
            return;
        }

        outcome.Last.Status.ShouldBe(fault.ExpectedStatus, outcome.ToString());
        outcome.Last.LooksWhole.ShouldBeTrue(outcome.ToString());
        if (IsOurs(outcome))
        {
            CheckOurAnswer(outcome);
        }
    }

    [Theory]
    [MemberData(nameof(Oddities))]
    public void An_oddity_is_relayed(string name)
    {
        var outcome = outcomes.Of(name);
        // A retry that saved the exchange is told too; the client saw nothing of it.
        outcome.Verdicts.ShouldAllBe(verdict => verdict.Cause.Id == CauseIds.KeepaliveRace && verdict.Observation.ClientStatus == 200, outcome.ToString());
        outcome.Last.Status.ShouldBe(outcome.Played.Fault.ExpectedStatus, outcome.ToString());
        foreach (var answer in outcome.Answers)
        {
            answer.LooksWhole.ShouldBeTrue(outcome.ToString());
            answer.Fields("Proxy-Status").ShouldBeEmpty(outcome.ToString());
            answer.Text.ShouldBe(Content(outcome.Played.Fault, answer), outcome.ToString());
        }
    }

    private static bool IsOurs(FaultOutcome outcome) => outcome.Last.Status >= 500 && outcome.Verdicts[0].Cause.Status is not null && outcome.Verdicts[0].Observation.UpstreamStatus is not >= 500;

    // RFC 9209 §2.3: the error's type; §4: nothing of what stands behind us.
    private static void CheckOurAnswer(FaultOutcome outcome)
    {
        var answer = outcome.Last;
        var cause = outcome.Verdicts[0].Cause;
        var status = answer.Field("Proxy-Status").ShouldNotBeNull(outcome.ToString());
        status.ShouldStartWith($"goodgate; error={cause.ProxyError};", Case.Sensitive, outcome.ToString());
        answer.Fields("X-Request-ID").ShouldHaveSingleItem(outcome.ToString());
        answer.Field("Cache-Control").ShouldBe("no-store", outcome.ToString());
        (answer.Status == 503).ShouldBe(answer.Field("Retry-After") is not null, outcome.ToString());
        var shown = answer.Head + answer.Text;
        foreach (var hidden in Hidden(outcome))
        {
            shown.ShouldNotContain(hidden, Case.Insensitive, outcome.ToString());
        }
    }

    private static IEnumerable<string> Hidden(FaultOutcome outcome)
    {
        var url = outcome.Played.Urls[0];
        var seen = outcome.Verdicts[0].Observation;
        string?[] all = [url, url[(url.IndexOf(':', StringComparison.Ordinal) + 1)..].TrimStart('/'), seen.Peer, seen.Resolver, "127.0.0.1", "secret=x"];
        return all.OfType<string>();
    }

    private static string Content(Fault fault, Answer answer) => (fault.Name, answer.Status) switch
    {
        (_, 204 or 304) => "",
        (_, 413) => "too large\n",
        (_, 417) => "",
        ("body-on-head", _) => "",
        _ => "ok\n",
    };
}
