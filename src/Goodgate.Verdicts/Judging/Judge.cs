using Goodgate.Verdicts.Catalogue;
using Goodgate.Verdicts.Foreign;
using Goodgate.Verdicts.Observations;

namespace Goodgate.Verdicts.Judging;

/// <summary>
/// Chooses the cause of one observation. Pure: no clock, no I/O, never throws; the same observation always gets the same verdict.
/// Order: the <see cref="Rulebook"/>, then the table of foreign codes, then <c>undetermined</c> with what is missing.
/// </summary>
public static class Judge
{
    /// <summary>Characters of a summary: three lines of a terminal.</summary>
    public const int MaxSummary = 400;

    /// <summary>The verdict, with the catalogue's words.</summary>
    public static Verdict Decide(Observation seen)
    {
        var ruling = Rule(seen);
        var cause = Causes.Get(ruling.CauseId);
        return new Verdict(cause, ruling.PartyMovedTo ?? cause.Party, ruling.Confidence, ruling.Summary, Evidence.Of(seen), seen);
    }

    /// <summary>The decision alone.</summary>
    public static Ruling Rule(Observation seen)
    {
        var ruling = ByForeignStatus(seen) ?? ByRulebook(seen) ?? ByForeignCode(seen) ?? Open(seen);
        return ruling with { Summary = Evidence.Safe(ruling.Summary, MaxSummary) };
    }

    private static Ruling? ByRulebook(Observation seen) =>
        Rulebook.Find(seen) is { } rule ? new Ruling(rule.CauseId, rule.Party, rule.Confidence, rule.Says(seen)) : null;

    /// <summary>
    /// A status that only a CDN in front can have made (Cloudflare 52x, 530), seen from outside: the CDN is the gateway then, and its code names the cause.
    /// For our own gateway the same status is what its upstream sent.
    /// </summary>
    private static Ruling? ByForeignStatus(Observation seen) =>
        seen is { Source: Source.Probe, Happening: Happening.UpstreamError, UpstreamStatus: (>= 520 and <= 527) or 530 }
            && ForeignCodes.Find($"cloudflare:{seen.UpstreamStatus}") is { } code
            ? Of(code, Confidence.Likely)
            : null;

    private static Ruling? ByForeignCode(Observation seen) =>
        Signs.Fact(seen, FactNames.Code) is { } text && ForeignCodes.Find(text) is { } code
            ? Of(code, code.AlsoPossible is null ? Confidence.Certain : Confidence.Likely)
            : null;

    private static Ruling Of(ForeignCode code, Confidence confidence)
    {
        var rest = code.AlsoPossible is { } other ? $"; {other}" : "";
        return new Ruling(code.CauseId, PartyOf(code), confidence, $"{code.System}:{code.Code}: {code.Meaning}{rest}");
    }

    // "A defect of Goodgate" is the default party of an internal error; in another gateway it is that gateway's operator who acts.
    private static Party? PartyOf(ForeignCode code) => code.Party ?? (code.CauseId == CauseIds.GatewayInternalError ? Party.Operator : null);

    private static Ruling Open(Observation seen) =>
        new(CauseIds.Undetermined, null, Confidence.Undetermined, Undecided.Summary(seen));
}
