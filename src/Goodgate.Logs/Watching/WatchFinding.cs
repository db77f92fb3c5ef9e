using Goodgate.Logs.Judging;
using Goodgate.Logs.Lines;
using Goodgate.Verdicts.Observations;

namespace Goodgate.Logs.Watching;

/// <summary>
/// One failure that was seen, or the cause of one: a line of a log, or what a pool or a status page shows. This is what everything that listens to
/// <see cref="LogWatch"/> gets; <see cref="LineVerdict.Observed"/> makes the Judge's observation of it.
/// </summary>
/// <param name="Where">Where it was seen: <c>error.log:17</c>, <c>http://127.0.0.1:8404/;csv</c>. As the caller named it; escape before showing.</param>
/// <param name="Seen">What was seen.</param>
/// <param name="Verdict">What it means.</param>
/// <param name="Look">What a look at a pool or a status page observed; null for a line.</param>
public sealed record WatchFinding(string Where, Sighting Seen, LineJudgement Verdict, Observation? Look = null);
