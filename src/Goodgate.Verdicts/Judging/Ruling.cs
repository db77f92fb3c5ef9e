using Goodgate.Verdicts.Catalogue;

namespace Goodgate.Verdicts.Judging;

/// <summary>What a rule says of one observation, before the catalogue adds its words.</summary>
/// <param name="CauseId">Id of the catalogue (<see cref="CauseIds"/>).</param>
/// <param name="PartyMovedTo">Who must act when the evidence says it is not the cause's default; null = the default.</param>
/// <param name="Confidence">How sure.</param>
/// <param name="Summary">One sentence with the decisive evidence; printable, at most <see cref="Judge.MaxSummary"/> characters.</param>
public sealed record Ruling(string CauseId, Party? PartyMovedTo, Confidence Confidence, string Summary);
