using Goodgate.Logs.Judging;
using Goodgate.Logs.Lines;

namespace Goodgate.Logs.Running;

/// <summary>One line that says something.</summary>
/// <param name="Line">Its number, from 1.</param>
/// <param name="Seen">What it says.</param>
/// <param name="Verdict">What that means; null when it states no failure.</param>
public sealed record Finding(long Line, Sighting Seen, LineJudgement? Verdict);
