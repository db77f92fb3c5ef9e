using Goodgate.Logs.Reading;

namespace Goodgate.Logs.Following;

/// <summary>Whole lines of a followed log, to be read and given back at once.</summary>
/// <param name="Log">The log, as the caller gave it.</param>
/// <param name="File">The file they stand in: the log itself, or a rotated one.</param>
/// <param name="Lines">The lines, numbered from 1 where nobody counted those before.</param>
/// <param name="HasNumbers">True when the numbers of the lines are those of the file.</param>
internal readonly record struct LogPiece(string Log, string File, Block Lines, bool HasNumbers);
