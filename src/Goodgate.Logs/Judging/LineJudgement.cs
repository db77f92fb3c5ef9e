using Goodgate.Verdicts.Catalogue;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Logs.Judging;

/// <summary>The verdict of one line, without the parts that only a report of that line needs.</summary>
/// <param name="Cause">Entry of the catalogue.</param>
/// <param name="Party">Who must act, after the evidence.</param>
/// <param name="Confidence">How sure.</param>
public sealed record LineJudgement(Cause Cause, Party Party, Confidence Confidence);
