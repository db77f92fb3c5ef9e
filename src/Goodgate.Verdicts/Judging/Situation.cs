using Goodgate.Verdicts.Observations;

namespace Goodgate.Verdicts.Judging;

/// <summary>When a rule speaks: a happening, the phases it may be in, and what else must be known.</summary>
public sealed record Situation
{
    private Situation(Happening happening) => Happening = happening;

    public Happening Happening { get; }

    /// <summary>Phases; empty = every phase, and none.</summary>
    public IReadOnlyList<Phase> Phases { get; private init; } = [];

    /// <summary>True when a source that does not know the phase is meant too.</summary>
    public bool PhaseMayBeUnknown { get; private init; } = true;

    private Func<Observation, bool> Facts { get; init; } = static _ => true;

    public static Situation On(Happening happening) => new(happening);

    /// <summary>In one of these phases, and known to be.</summary>
    public Situation In(params IReadOnlyList<Phase> phases) => this with { Phases = phases, PhaseMayBeUnknown = false };

    /// <summary>In one of these phases, or the source does not know which.</summary>
    public Situation InOrUnknown(params IReadOnlyList<Phase> phases) => this with { Phases = phases, PhaseMayBeUnknown = true };

    /// <summary>And this is known as well.</summary>
    public Situation If(Func<Observation, bool> facts)
    {
        var before = Facts;
        return this with { Facts = seen => before(seen) && facts(seen) };
    }

    public bool Fits(Observation seen) => seen.Happening == Happening && PhaseFits(Signs.PhaseOf(seen)) && Facts(seen);

    private bool PhaseFits(Phase? phase) => Phases.Count == 0 || (phase is { } known ? Phases.Contains(known) : PhaseMayBeUnknown);
}
