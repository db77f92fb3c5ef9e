using Goodgate.Verdicts.Catalogue;
using Goodgate.Verdicts.Judging;
using Goodgate.Verdicts.Observations;
using static Goodgate.Verdicts.Tests.Judging.Seen;

namespace Goodgate.Verdicts.Tests.Judging;

public sealed class JudgeTests
{
    private static readonly string Hostile = "\0\x1b[31m\r\n\u202e<script>\ud800" + new string('A', 100_000);

    [Fact]
    public void Nothing_known_lists_what_is_missing()
    {
        var verdict = Judge.Decide(new Observation { Source = Source.Log, ClientStatus = 502 });

        verdict.Cause.Id.ShouldBe(CauseIds.Undetermined);
        verdict.Confidence.ShouldBe(Confidence.Undetermined);
        verdict.Summary.ShouldBe("The evidence does not name a cause: seen status 502; missing: what happened (error log line, termination state or error code), "
            + "the phase (name, connect, TLS, send, first byte, head, body), the upstream's own status");
    }

    [Fact]
    public void A_timeout_without_phase_and_limit_asks_for_both() =>
        Judge.Rule(By(Happening.TimedOut)).Summary.ShouldBe(
            "The evidence does not name a cause: seen timed-out; missing: the phase (name, connect, TLS, send, first byte, head, body), the limit that fired");

    [Fact]
    public void A_pair_without_rule_says_so_and_quotes_the_source()
    {
        var ruling = Judge.Rule(By(Happening.QueueFull, Phase.Body) with { Happening = Happening.NotFound, Detail = "odd" });

        ruling.CauseId.ShouldBe(CauseIds.Undetermined);
        ruling.Summary.ShouldBe("The evidence does not name a cause: seen not-found in phase body; missing: a rule for this pair; please report it; the source says: odd");
    }

    [Fact]
    public void A_foreign_code_decides_when_nothing_else_does()
    {
        var ruling = Judge.Rule(new Observation { Source = Source.Log }.With((FactNames.Code, "haproxy:sQ--")));

        ruling.CauseId.ShouldBe(CauseIds.UpstreamConnectionLimit);
        ruling.Confidence.ShouldBe(Confidence.Certain);
        ruling.Summary.ShouldBe("haproxy:sQ: 'timeout queue' ran out: every connection slot (maxconn) was busy (503)");
    }

    [Fact]
    public void A_foreign_code_that_leaves_something_open_is_only_likely_and_says_what_decides()
    {
        var ruling = Judge.Rule(new Observation { Source = Source.Log }.With((FactNames.Code, "haproxy:SC")));

        ruling.Confidence.ShouldBe(Confidence.Likely);
        ruling.Summary.ShouldContain("%[bc_err_str]");
    }

    [Fact]
    public void The_rulebook_goes_before_the_foreign_code() =>
        Judge.Rule(By(Happening.Unreachable, Phase.Connect).With((FactNames.Code, "haproxy:SC"))).CauseId.ShouldBe(CauseIds.RouteUnreachable);

    [Theory]
    [InlineData(Source.Probe, CauseIds.ConnectTimeout)]
    [InlineData(Source.Gateway, CauseIds.UpstreamSentError)]
    public void A_status_only_Cloudflare_makes_is_its_own_verdict_from_outside_and_relayed_by_us(Source source, string cause) =>
        Judge.Rule(By(Happening.UpstreamError, Phase.Head) with { Source = source, UpstreamStatus = 522 }).CauseId.ShouldBe(cause);

    [Fact]
    public void Every_pair_with_nothing_else_known_gets_a_clean_verdict() =>
        EachPair(_ => { }, (happening, phase) => new Observation { Source = Source.Log, Happening = happening, Phase = phase });

    [Fact]
    public void Every_pair_with_hostile_text_gets_a_clean_verdict() => EachPair(verdict => verdict.Evidence.ShouldNotBeEmpty(), Poisoned);

    [Fact]
    public void Numbers_beyond_any_sense_do_no_harm() => EachPair(_ => { }, (happening, phase) => new Observation
    {
        Source = (Source)99,
        Happening = happening,
        Phase = phase,
        Errno = int.MinValue,
        Rcode = -1,
        TlsAlert = int.MaxValue,
        UpstreamStatus = -5,
        ClientStatus = int.MaxValue,
        Elapsed = TimeSpan.MinValue,
        Idle = TimeSpan.MaxValue,
        BytesSent = long.MinValue,
        BytesReceived = long.MaxValue,
        BytesExpected = -1,
        Attempts = int.MinValue,
        Reused = true,
    });

    [Fact]
    public void Values_outside_the_enums_are_undetermined()
    {
        var ruling = Judge.Rule(new Observation { Source = Source.Log, Happening = (Happening)9_999, Phase = (Phase)77 });

        ruling.CauseId.ShouldBe(CauseIds.Undetermined);
    }

    private static Observation Poisoned(Happening? happening, Phase? phase) => new()
    {
        Source = Source.Gateway,
        Happening = happening,
        Phase = phase,
        Method = Hostile,
        Host = Hostile,
        Target = Hostile,
        Upstream = Hostile,
        Server = Hostile,
        Peer = Hostile,
        Resolver = Hostile,
        Protocol = Hostile,
        Detail = Hostile,
        NotRetried = Hostile,
        Limit = new(Hostile, Hostile),
        Violation = new(Hostile, Hostile, -7, Hostile, Hostile),
        Facts = [.. typeof(FactNames).GetFields().Select(field => new Fact((string)field.GetRawConstantValue()!, Hostile)), new Fact(Hostile, Hostile)],
    };

    private static void EachPair(Action<Verdict> also, Func<Happening?, Phase?, Observation> make)
    {
        foreach (var happening in Enum.GetValues<Happening>().Cast<Happening?>().Append(null))
        {
            foreach (var phase in Enum.GetValues<Phase>().Cast<Phase?>().Append(null))
            {
                var verdict = Judge.Decide(make(happening, phase));
                var pair = $"{happening} in {phase}";
                verdict.Summary.Length.ShouldBeInRange(1, Judge.MaxSummary, pair);
                verdict.Summary.ShouldAllBe(c => IsPrintable(c), pair);
                verdict.Evidence.Count.ShouldBeLessThanOrEqualTo(Evidence.MaxItems, pair);
                verdict.Evidence.ShouldAllBe(fact => fact.Value.Length <= Evidence.MaxValue && fact.Value.All(IsPrintable), pair);
                verdict.Evidence.ShouldAllBe(fact => fact.Name.Length <= Evidence.MaxName && fact.Name.All(IsPrintable), pair);
                also(verdict);
            }
        }
    }

    private static bool IsPrintable(char c) => c is (>= ' ' and <= '~') or '§' or '…';
}
