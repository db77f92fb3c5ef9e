namespace Goodgate.Logs.Tests.Recorded;

/// <summary>A line a real program printed when a fault was played behind it (tests/samples/record).</summary>
/// <param name="System">Program and kind of log.</param>
/// <param name="Fault">What was played.</param>
/// <param name="ExpectedCause">Its cause; <c>undetermined</c> for a line with no more than a status.</param>
/// <param name="AlsoAcceptable">Causes the line cannot be told from.</param>
/// <param name="Line">As printed; some have several lines.</param>
internal sealed record PlayedFault(
    string System,
    string Fault,
    [property: System.Text.Json.Serialization.JsonPropertyName("expected_cause")] string ExpectedCause,
    [property: System.Text.Json.Serialization.JsonPropertyName("also_acceptable")] string[]? AlsoAcceptable,
    string Line)
{
    public bool IsRight(string cause) => cause == ExpectedCause || AlsoAcceptable?.Contains(cause) == true;

    /// <summary>What its lines are judged as, each by itself; <c>none</c> when no failure is seen in any.</summary>
    public string[] Judged() => Line.Split('\n').Select(one => Tests.Judged.Cause(one)).Where(cause => cause is not ("none" or "unknown")).Distinct().ToArray() is { Length: > 0 } causes ? causes : ["none"];
}
