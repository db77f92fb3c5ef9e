using Goodgate.Lab.Catalogue;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Cli.Demo;

/// <summary>What became of one fault.</summary>
/// <param name="Fault">The fault played.</param>
/// <param name="Verdict">What the gateway said; null when it said nothing.</param>
/// <param name="Visit">What the visitor got.</param>
internal sealed record DemoResult(Fault Fault, Verdict? Verdict, Visit Visit)
{
    /// <summary>True when the cause judged is the one played.</summary>
    public bool IsRight => Verdict?.Cause.Id == Fault.CauseId;

    /// <summary>The cause judged, in a word.</summary>
    public string Judged => Verdict?.Cause.Id ?? "no verdict";
}
