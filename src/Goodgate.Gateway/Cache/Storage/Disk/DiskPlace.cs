using Goodgate.Gateway.Cache.Storage.Records;

namespace Goodgate.Gateway.Cache.Storage.Disk;

/// <summary>Where a record is.</summary>
/// <param name="File">Its file.</param>
/// <param name="Offset">Where it begins.</param>
/// <param name="Shape">Where its parts are.</param>
/// <param name="Written">Whether it could be written; null = it is.</param>
internal sealed record DiskPlace(DiskFile File, long Offset, RecordShape Shape, Task<bool>? Written = null);
