using Goodgate.Verdicts.Catalogue;
using Goodgate.Verdicts.Observations;

namespace Goodgate.Verdicts.Judging;

/// <summary>One line of the rule book: when → cause, confidence, words, party.</summary>
/// <param name="Name">Unique, kebab-case; tests and the documentation name rules by it.</param>
/// <param name="When">When it speaks.</param>
/// <param name="CauseId">Id of the catalogue.</param>
/// <param name="Confidence">How sure the evidence it asks for makes us.</param>
/// <param name="Says">The sentence with the decisive evidence; escaped and cut by the Judge.</param>
/// <param name="Party">Who must act when this evidence moves it away from the cause's default.</param>
public sealed record Rule(
    string Name,
    Situation When,
    string CauseId,
    Confidence Confidence,
    Func<Observation, string> Says,
    Party? Party = null);
