namespace Goodgate.Gateway.Cache.Storage;

/// <summary>One stored response. What it says is fixed, except that a validation may replace its head.</summary>
/// <param name="key">The primary key, at most 8 KiB of text.</param>
/// <param name="variant">The secondary key (RFC 9111 §4.1); empty where the response has no Vary.</param>
/// <param name="head">What the caller wrote down of the head; opaque here, at most 64 KiB.</param>
/// <param name="bodyLength">Bytes of content.</param>
/// <param name="tags">Tags for purges, at most 64.</param>
public sealed class StoredEntry(string key, string variant, ReadOnlyMemory<byte> head, long bodyLength, IReadOnlyList<string> tags)
{
    private WrittenHead _head = new(head);

    /// <summary>The primary key.</summary>
    public string Key { get; } = key;

    /// <summary>The secondary key; empty where the response has no Vary.</summary>
    public string Variant { get; } = variant;

    /// <summary>Bytes of content.</summary>
    public long BodyLength { get; } = bodyLength;

    /// <summary>Tags for purges.</summary>
    public IReadOnlyList<string> Tags { get; } = tags;

    /// <summary>The head as its writer wrote it.</summary>
    public ReadOnlyMemory<byte> Head
    {
        get => Volatile.Read(ref _head).Bytes;
        internal set => Volatile.Write(ref _head, new WrittenHead(value));
    }

    /// <summary>A purge has marked it: it is to be taken for stale, whatever its head says. A new head takes the mark away.</summary>
    public bool IsMarkedStale { get; internal set; }

    /// <summary>What the caller made of <see cref="Head"/>, kept so that it is read once; null whenever the head is replaced.</summary>
    internal object? Parsed => Volatile.Read(ref _head).Parsed;

    /// <summary>Where the store keeps it; the store's own.</summary>
    internal object? Place { get; set; }

    /// <summary>
    /// What a caller makes of the head: one object for each head, whoever of several that read it at once is first, and never of one that was replaced meanwhile.
    /// What is noted on it is seen by all.
    /// </summary>
    /// <param name="parse">Makes it; null when the head says nothing that can be read.</param>
    internal T? Read<T>(Func<ReadOnlyMemory<byte>, T?> parse)
        where T : class
    {
        var written = Volatile.Read(ref _head);
        return written.Parsed as T ?? (parse(written.Bytes) is { } made ? written.Keep(made) as T ?? made : null);
    }

    // One reference: who reads while the head is replaced sees the old one or the new one, not half of each.
    private sealed class WrittenHead(ReadOnlyMemory<byte> bytes)
    {
        private object? _parsed;

        public ReadOnlyMemory<byte> Bytes { get; } = bytes;

        public object? Parsed => Volatile.Read(ref _parsed);

        public object Keep(object made) => Interlocked.CompareExchange(ref _parsed, made, null) ?? made;
    }
}
