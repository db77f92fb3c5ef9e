using Goodgate.Verdicts.Catalogue;
using Goodgate.Verdicts.Observations;

namespace Goodgate.Verdicts.Judging;

/// <summary>How sure the Judge is.</summary>
public enum Confidence
{
    /// <summary>The evidence names the cause.</summary>
    Certain,

    /// <summary>It fits; a timer, a size or a neighbouring line decided.</summary>
    Likely,

    /// <summary>The evidence does not decide; the verdict says what would.</summary>
    Undetermined,
}

/// <summary>cause + party + evidence + confidence, made by the Judge from one observation.</summary>
/// <param name="Cause">Entry of the catalogue.</param>
/// <param name="Party">Who must act, after the evidence.</param>
/// <param name="Confidence">How sure.</param>
/// <param name="Summary">One sentence with the decisive evidence, for an operator; at most 400 characters, printable.</param>
/// <param name="Evidence">At most <see cref="Evidence.MaxItems"/> items, each value at most <see cref="Evidence.MaxValue"/> characters, printable, no secrets.</param>
/// <param name="Observation">What it was made from.</param>
public sealed record Verdict(
    Cause Cause,
    Party Party,
    Confidence Confidence,
    string Summary,
    IReadOnlyList<Fact> Evidence,
    Observation Observation);
