using Goodgate.EndToEnd.Stage;
using Goodgate.Lab;
using Goodgate.Verdicts.Judging;

namespace Goodgate.EndToEnd.Causes;

/// <summary>What came of one fault behind a gateway.</summary>
/// <param name="Played">The fault, and what its server saw.</param>
/// <param name="Answers">What the client got, in order.</param>
/// <param name="Verdicts">All the gateway said.</param>
internal sealed record FaultOutcome(RunningFault Played, IReadOnlyList<Answer> Answers, IReadOnlyList<Verdict> Verdicts)
{
    public Answer Last => Answers[^1];

    /// <summary>For the message of a failed assertion.</summary>
    public override string ToString() =>
        $"""
        {Played.Fault.Name}: {Played.Fault.Title}
        answers: {string.Join(" | ", Answers.Select(one => $"{one.Status} {one.Ending}, {one.Body.Length} bytes"))}
        verdicts: {string.Join(" | ", Verdicts.Select(one => $"{one.Cause.Id} {one.Confidence}: {one.Summary}"))}
        last head: {Last.Head}
        """;
}
