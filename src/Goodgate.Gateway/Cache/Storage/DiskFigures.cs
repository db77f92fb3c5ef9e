namespace Goodgate.Gateway.Cache.Storage;

/// <summary>How the disk tier does at one moment.</summary>
/// <param name="Refused">Responses not written because too much waited to be; small ones live in memory only.</param>
/// <param name="Failed">Writes that failed.</param>
/// <param name="Waiting">Bytes that wait to be written.</param>
/// <param name="IsPaused">A write failed a moment ago, and the disk is left alone.</param>
public sealed record DiskFigures(long Refused, long Failed, long Waiting, bool IsPaused);
