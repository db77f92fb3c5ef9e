namespace Goodgate.Gateway.Cache.Storage;

/// <summary>What is known of a response before its body.</summary>
/// <param name="Key">The primary key.</param>
/// <param name="Variant">The secondary key; empty where the response has no Vary.</param>
/// <param name="Head">The head, opaque to the store.</param>
/// <param name="Length">Bytes of content, or null when it is chunked.</param>
/// <param name="Tags">Tags for purges.</param>
public sealed record EntryDraft(string Key, string Variant, ReadOnlyMemory<byte> Head, long? Length, IReadOnlyList<string> Tags)
{
    /// <summary>When the server was asked: it is not stored when it was purged since. Null = when the draft was given to the store.</summary>
    public DateTimeOffset? AskedAt { get; init; }
}
