namespace Goodgate.Logs.Running;

/// <summary>What the lines of one block say.</summary>
public sealed class BlockResult
{
    /// <summary>Lines, blank ones included.</summary>
    public long Lines { get; set; }

    /// <summary>Bytes of the source read up to the end of this block.</summary>
    public long BytesRead { get; set; }

    /// <summary>Lines that a format knows.</summary>
    public long Known { get; set; }

    /// <summary>Failures, and changes; in the order of the lines.</summary>
    public List<Finding> Findings { get; } = [];

    /// <summary>Requests that ended without failure, by minute (UTC); minutes that are not known under <see cref="DateTimeOffset.MinValue"/>.</summary>
    public Dictionary<DateTimeOffset, long> Quiet { get; } = [];

    public Skips Skips { get; } = new();

    /// <summary>The first line no format knows, cut; null when there is none.</summary>
    public string? FirstUnknown { get; set; }

    /// <summary>Systems seen, with their lines.</summary>
    public Dictionary<string, long> Systems { get; } = new(StringComparer.Ordinal);
}
