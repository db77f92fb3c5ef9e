namespace Goodgate.Logs.Following;

/// <summary>Tells when names in a folder changed: a rotation does that. One look for all logs in it.</summary>
/// <param name="path">The folder.</param>
/// <param name="followed">The logs that are followed, here and elsewhere.</param>
/// <param name="time">The clock.</param>
internal sealed class FolderWatch(string path, FollowedNames followed, TimeProvider time)
{
    /// <summary>File systems keep times in steps of some milliseconds, those of a network of a second: a change just after a look may have the same time as one before.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(2);

    private readonly Dictionary<RotationScan, long> _seen = [];
    private long _written;

    /// <summary>The logs that are followed, here and elsewhere.</summary>
    public FollowedNames Followed => followed;

    /// <summary>Looks; once a round.</summary>
    public void Look() => _written = LinuxFiles.At(path)?.Written ?? 0;

    /// <summary>True when something may have changed since this log's files were looked for.</summary>
    public bool HasChanged(RotationScan scan) => !_seen.TryGetValue(scan, out var seen) || seen != _written;

    /// <summary>They are looked for now.</summary>
    public void Looked(RotationScan scan)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        _seen[scan] = now - (_written / 1_000_000) > Settled.TotalMilliseconds ? _written : -1;
    }
}
