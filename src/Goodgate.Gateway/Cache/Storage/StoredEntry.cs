namespace Goodgate.Gateway.Cache.Storage;

/// <summary>One stored response. What it says is fixed, except that a validation may replace its head.</summary>
/// <param name="key">The primary key, at most 8 KiB of text.</param>
/// <param name="variant">The secondary key (RFC 9111 §4.1); empty where the response has no Vary.</param>
/// <param name="head">What the caller wrote down of the head; opaque here, at most 64 KiB.</param>
/// <param name="bodyLength">Bytes of content.</param>
/// <param name="tags">Tags for purges, at most 64.</param>
public sealed class StoredEntry(string key, string variant, ReadOnlyMemory<byte> head, long bodyLength, IReadOnlyList<string> tags)
{
    /// <summary>The primary key.</summary>
    public string Key { get; } = key;

    /// <summary>The secondary key; empty where the response has no Vary.</summary>
    public string Variant { get; } = variant;

    /// <summary>Bytes of content.</summary>
    public long BodyLength { get; } = bodyLength;

    /// <summary>Tags for purges.</summary>
    public IReadOnlyList<string> Tags { get; } = tags;

    /// <summary>The head as its writer wrote it.</summary>
    public ReadOnlyMemory<byte> Head { get; internal set; } = head;

    /// <summary>What the caller made of <see cref="Head"/>, kept so that it is read once; set to null whenever the head is replaced.</summary>
    internal object? Parsed { get; set; }

    /// <summary>Where the store keeps it; the store's own.</summary>
    internal object? Place { get; set; }
}
