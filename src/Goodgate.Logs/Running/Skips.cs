namespace Goodgate.Logs.Running;

/// <summary>Lines that were not read, by reason.</summary>
public sealed class Skips
{
    private readonly long[] _counts = new long[Enum.GetValues<SkipReason>().Length];

    public long this[SkipReason reason] => _counts[(int)reason];

    public long Total => _counts.Sum();

    public void Add(SkipReason reason, long count = 1) => _counts[(int)reason] += count;

    public void Add(Skips other)
    {
        foreach (var reason in Enum.GetValues<SkipReason>())
        {
            Add(reason, other[reason]);
        }
    }
}

/// <summary>Why a line was not read.</summary>
public enum SkipReason
{
    /// <summary>No format known here has such lines.</summary>
    UnknownFormat,

    /// <summary>It has control characters: no text.</summary>
    Binary,

    /// <summary>Longer than 256 KiB: only its beginning was read.</summary>
    TooLong,

    /// <summary>Its form is known, but reading it took too long (a line made to be slow).</summary>
    TooSlow,

    /// <summary>Its time is outside --since and --until, or it has none.</summary>
    OutsideTime,

    /// <summary>It is of another host than --site.</summary>
    OtherSite,
}
