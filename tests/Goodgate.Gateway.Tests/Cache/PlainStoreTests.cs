using Goodgate.Gateway.Cache.Storage;
using Goodgate.Gateway.Settings;

namespace Goodgate.Gateway.Tests.Cache;

/// <summary>The small store in memory.</summary>
public sealed class PlainStoreTests : IAsyncDisposable
{
    private readonly PlainStore _store = new(new CacheStoreSettings { MemoryBytes = 10_000, MaxEntryBytes = 4_000 });

    [Fact]
    public async Task What_is_committed_is_found_and_read()
    {
        using (var writer = Begin("k"))
        {
            writer.Append([1, 2]).ShouldBeTrue();
            _store.Find("k").ShouldBeEmpty();
            writer.Commit().ShouldNotBeNull();
        }

        using var lost = Begin("lost");
        lost.Append([1]);
        lost.Dispose();
        _store.Find("lost").ShouldBeEmpty();
        using var body = _store.Open(_store.Find("k")[0]).ShouldNotBeNull();
        body.Whole.ShouldNotBeNull().ToArray().ShouldBe([1, 2]);
        var buffer = new byte[10];
        (await body.ReadAsync(1, buffer)).ShouldBe(1);
        (await body.ReadAsync(2, buffer)).ShouldBe(0);
    }

    [Fact]
    public void Variants_stand_beside_each_other_the_newest_first()
    {
        Put("k", "a", 1);
        Put("k", "b", 2);
        Put("k", "a", 3);
        _store.Find("k").Select(entry => (entry.Variant, entry.BodyLength)).ShouldBe([("a", 3L), ("b", 2L)]);
        _store.ReplaceHead(_store.Find("k")[0], new byte[] { 9 }).ShouldBeTrue();
        var gone = _store.Find("k")[0];
        _store.Remove(gone);
        _store.ReplaceHead(gone, default).ShouldBeFalse();
        _store.Find("k").Single().Variant.ShouldBe("b");
        _store.Tagged("t").Single().Variant.ShouldBe("b");
    }

    [Fact]
    public void It_is_bounded()
    {
        using var writer = Begin("large");
        writer.Append(new byte[4_001]).ShouldBeFalse();
        _store.Begin(new EntryDraft("k", "", default, 4_001, [])).ShouldBeNull();
        for (var i = 0; i < 10; i++)
        {
            Put($"k{i}", "", 3_000);
        }

        _store.Figures.MemoryBytes.ShouldBeLessThanOrEqualTo(10_000);
        _store.Figures.Evictions.ShouldBe(7);
        _store.Entries().Select(entry => entry.Key).ShouldBe(["k7", "k8", "k9"]);
    }

    [Fact]
    public void Less_than_was_declared_is_not_kept()
    {
        using var writer = _store.Begin(new EntryDraft("k", "", default, 5, []))!;
        writer.Append(new byte[4]);
        writer.Commit().ShouldBeNull();
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private IEntryWriter Begin(string key) => _store.Begin(new EntryDraft(key, "", default, null, ["t"])).ShouldNotBeNull();

    private void Put(string key, string variant, int length)
    {
        using var writer = _store.Begin(new EntryDraft(key, variant, default, length, ["t"]))!;
        writer.Append(new byte[length]);
        writer.Commit().ShouldNotBeNull();
    }
}
