using Goodgate.Logs.Judging;
using Goodgate.Logs.Lines;
using Goodgate.Logs.Watching;
using Goodgate.Verdicts.Catalogue;
using Goodgate.Verdicts.Judging;
using Goodgate.Verdicts.Observations;

namespace Goodgate.Cli.Watching.Looks;

/// <summary>Something wrong that a look at a pool or a status page shows.</summary>
/// <param name="System">Whose it is: <c>haproxy</c>, <c>php-fpm</c>.</param>
/// <param name="What">What happens.</param>
/// <param name="Says">The evidence in one sentence. Hostile: names and texts of the page may be in it.</param>
internal sealed record LookSign(string System, Happening What, string Says)
{
    /// <summary>The server it is about, <c>be/s1</c>; null when it is about the whole.</summary>
    public string? Server { get; init; }

    /// <summary>The pool it is about.</summary>
    public string? Pool { get; init; }

    /// <summary>Where it happened, where that tells causes apart.</summary>
    public Phase? Phase { get; init; }

    /// <summary>The status a server answered.</summary>
    public int? Status { get; init; }

    public string? Script { get; init; }

    public string? Resource { get; init; }

    /// <summary>When it happened; null: now.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>The same for whoever listens, judged like everything else.</summary>
    /// <param name="where">What was looked at.</param>
    /// <param name="now">The time of the look.</param>
    public WatchFinding Finding(string where, DateTimeOffset now)
    {
        var seen = new Sighting { System = System, Time = Time ?? now, Peer = Server, Pool = Pool, Script = Script, Quote = Says };
        var facts = new List<Fact>();
        Add(facts, FactNames.Pool, Pool);
        Add(facts, FactNames.Script, Script);
        Add(facts, FactNames.Resource, Resource);
        var observed = new Observation { Source = Source.Probe, Time = seen.Time, Happening = What, Phase = Phase, UpstreamStatus = Status, Peer = Server, Facts = facts, Detail = Says };
        var ruling = Judge.Rule(observed);
        var cause = Causes.Get(ruling.CauseId);
        return new WatchFinding(where, seen, new LineJudgement(cause, ruling.PartyMovedTo ?? cause.Party, ruling.Confidence), observed);
    }

    private static void Add(List<Fact> facts, string name, string? value)
    {
        if (value is not null)
        {
            facts.Add(new Fact(name, value));
        }
    }
}
