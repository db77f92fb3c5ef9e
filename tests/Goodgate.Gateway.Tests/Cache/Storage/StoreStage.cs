using Goodgate.Gateway.Cache.Storage;

namespace Goodgate.Gateway.Tests.Cache.Storage;

/// <summary>A store with a folder of its own, that can be closed and opened again; and pages whose every byte follows from their name.</summary>
internal sealed class StoreStage : IAsyncDisposable
{
    public const long MiB = 1024 * 1024;

    private readonly string _around = Directory.CreateTempSubdirectory("goodgate-cache-").FullName;
    private CacheStore? _store;

    public StoreOptions Options { get; set; } = new() { MemoryBytes = 64 * MiB, DiskBytes = 64 * MiB, LargestEntry = 16 * MiB };

    public ManualClock Clock { get; } = new();

    public List<string> Said { get; } = [];

    public string Folder => Path.Combine(_around, "cache");

    public CacheStore Store => _store!;

    /// <summary>Files of the cache by their ending, the oldest first.</summary>
    public string[] Files(string ending = "*") => [.. Directory.GetFiles(Folder, "*." + ending).Where(path => path.EndsWith(".seg", StringComparison.Ordinal) || path.EndsWith(".obj", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    /// <summary>Bytes of its files. One that goes while they are counted has none.</summary>
    public long BytesOfFiles() => Files().Sum(path =>
    {
        try
        {
            return new FileInfo(path).Length;
        }
        catch (FileNotFoundException)
        {
            return 0;
        }
    });

    /// <summary>Opens it, and waits until earlier entries are there.</summary>
    public async Task<CacheStore> OpenAsync()
    {
        _store = CacheStore.Open(Options with { Folder = Folder }, Clock, Said.Add);
        await _store.Loaded;
        return _store;
    }

    /// <summary>Closes it and opens it anew: nothing is in memory.</summary>
    public async Task<CacheStore> ReopenAsync()
    {
        await CloseAsync();
        return await OpenAsync();
    }

    public async Task CloseAsync()
    {
        if (_store is not null)
        {
            await _store.DisposeAsync();
            _store = null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        Directory.Delete(_around, recursive: true);
    }

    /// <summary>Bytes that follow from a name.</summary>
    public static byte[] Body(string name, int length)
    {
        var bytes = new byte[length];
        new Random(HashOf(name)).NextBytes(bytes);
        return bytes;
    }

    public static byte[] Head(string name) => [.. "head of "u8, .. System.Text.Encoding.UTF8.GetBytes(name)];

    /// <summary>Stores a page.</summary>
    public static StoredEntry? Put(ICacheStore store, string key, int length, string variant = "", params string[] tags) =>
        Put(store, key, Body(key + variant, length), variant, tags: tags);

    public static StoredEntry? Put(ICacheStore store, string key, byte[] body, string variant = "", bool announced = true, int piece = 50_000, params string[] tags)
    {
        using var writer = store.Begin(new EntryDraft(key, variant, Head(key + variant), announced ? body.Length : null, tags));
        if (writer is null)
        {
            return null;
        }

        for (var at = 0; at < body.Length; at += piece)
        {
            if (!writer.Append(body.AsSpan(at, Math.Min(piece, body.Length - at))))
            {
                return null;
            }
        }

        return writer.Commit();
    }

    /// <summary>Reads a body, whole or by pieces; null when the entry is gone.</summary>
    public static async Task<byte[]?> ReadAsync(ICacheStore store, StoredEntry entry, int piece = 100_000)
    {
        using var reader = store.Open(entry);
        if (reader is null)
        {
            return null;
        }

        if (reader.Whole is { } whole)
        {
            return whole.ToArray();
        }

        var body = new byte[entry.BodyLength];
        var at = 0;
        while (await reader.ReadAsync(at, body.AsMemory(at, Math.Min(piece, body.Length - at))) is > 0 and var count)
        {
            at += count;
        }

        at.ShouldBe(body.Length);
        return body;
    }

    /// <summary>The one entry of a key is whole.</summary>
    public static async Task ShouldHoldAsync(ICacheStore store, string key, int length, string variant = "")
    {
        var entry = store.Find(key).Single(one => one.Variant == variant);
        entry.Head.ToArray().ShouldBe(Head(key + variant));
        (await ReadAsync(store, entry))!.AsSpan().SequenceEqual(Body(key + variant, length)).ShouldBeTrue(key);
    }

    // Not the runtime's own: that one differs from run to run.
    private static int HashOf(string name) => name.Aggregate(17, (hash, letter) => unchecked((hash * 31) + letter));
}
