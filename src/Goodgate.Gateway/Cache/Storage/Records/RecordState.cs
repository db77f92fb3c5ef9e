namespace Goodgate.Gateway.Cache.Storage.Records;

/// <summary>
/// Whether a record counts. It is overwritten in place, and no checksum covers it: any value but these two means that the record is gone, and the two
/// differ in every byte, so that no single wrong byte turns one into the other or brings back what is gone.
/// </summary>
internal enum RecordState : uint
{
    Gone = 0,

    /// <summary>"LIVE".</summary>
    Live = 0x4556_494C,

    /// <summary>"soft": marked stale by a purge.</summary>
    Stale = 0x7466_6F73,
}
