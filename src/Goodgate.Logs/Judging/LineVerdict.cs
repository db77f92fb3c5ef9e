using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Goodgate.Logs.Lines;
using Goodgate.Verdicts.Catalogue;
using Goodgate.Verdicts.Foreign;
using Goodgate.Verdicts.Judging;
using Goodgate.Verdicts.Observations;

namespace Goodgate.Logs.Judging;

/// <summary>From what a line says to a verdict: the waist of the house, as for live traffic.</summary>
public static partial class LineVerdict
{
    /// <summary>Codes are a few hundred; Envoy's may carry a text of the server, so that there is no end of them.</summary>
    private const int MostKnown = 4096;

    private static readonly ConcurrentDictionary<string, LineJudgement> Known = new(StringComparer.Ordinal);

    private static readonly LineJudgement Undetermined = new(Causes.Get(CauseIds.Undetermined), Causes.Get(CauseIds.Undetermined).Party, Confidence.Undetermined);

    /// <summary>The verdict of a line that states a failure. A code settles it whatever else the line says, so each code is judged once.</summary>
    public static LineJudgement Of(Sighting seen)
    {
        if (seen.Code is not { } code)
        {
            return Undetermined;
        }

        if (!Known.TryGetValue(code, out var judgement))
        {
            var ruling = Judge.Rule(Observed(seen));
            var cause = Causes.Get(ruling.CauseId);
            judgement = new LineJudgement(cause, ruling.PartyMovedTo ?? cause.Party, ruling.Confidence);
            if (Known.Count < MostKnown)
            {
                Known.TryAdd(code, judgement);
            }
        }

        return judgement;
    }

    /// <summary>The neutral facts of the line.</summary>
    public static Observation Observed(Sighting seen)
    {
        var facts = new List<Fact>(4);
        Add(facts, FactNames.Code, seen.Code);
        Add(facts, FactNames.Decides, seen.Decides);
        Add(facts, FactNames.Pool, seen.Pool);
        Add(facts, FactNames.Script, seen.Script);
        return new Observation
        {
            Source = Source.Log,
            Time = seen.Time,
            RequestId = seen.RequestId,
            Method = seen.Method,
            Host = seen.Host,
            Target = seen.Target,
            Peer = seen.Peer,
            ClientStatus = seen.Status,
            UpstreamStatus = seen.UpstreamStatus,
            Elapsed = seen.Elapsed,
            Facts = facts,
            Detail = Quote(seen),
        };
    }

    /// <summary>
    /// The decisive words of the line, safe to show; where they do not settle it, what they cannot be told from and what would decide.
    /// </summary>
    public static string EvidenceOf(Sighting seen, LineJudgement verdict)
    {
        var quote = Quote(seen);
        return verdict.Confidence == Confidence.Certain ? quote : Evidence.Printable($"{quote} ({Open(seen)})", Judge.MaxSummary);
    }

    /// <summary>What the line leaves open.</summary>
    public static string Open(Sighting seen) => seen.Decides is { } decides
        ? $"the line alone does not tell; this would: {decides}"
        : $"also possible: {ForeignCodes.Find(seen.Code ?? "")?.AlsoPossible ?? "other causes"}";

    /// <summary>The decisive words of the line, safe to show.</summary>
    public static string QuoteOf(Sighting seen) => Quote(seen);

    // Queries carry tokens and mail addresses, and logs quote them in many places.
    private static string Quote(Sighting seen) =>
        Evidence.Safe(seen.Quote.Contains('?', StringComparison.Ordinal) ? Query().Replace(UrlSecrets.Masked(seen.Quote), "?(withheld)") : UrlSecrets.Masked(seen.Quote));

    private static void Add(List<Fact> facts, string name, string? value)
    {
        if (value is not null)
        {
            facts.Add(new Fact(name, value));
        }
    }

    [GeneratedRegex(@"(?<=[/\w.-])\?[^\s""'()<>]{1,4000}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Query();
}
