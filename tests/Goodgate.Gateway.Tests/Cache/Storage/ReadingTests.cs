using Goodgate.Gateway.Cache.Storage;
using static Goodgate.Gateway.Tests.Cache.Storage.StoreStage;

namespace Goodgate.Gateway.Tests.Cache.Storage;

/// <summary>Many readers at once, and a store that ends under them.</summary>
public sealed class ReadingTests : StoreStory
{
    [Fact]
    public async Task A_large_body_is_open_once_however_many_read_it_and_then_not_at_all()
    {
        var entry = Put(Store, "/large", 2_000_000)!;
        await Store.FlushAsync();
        var readers = Enumerable.Range(0, 50).Select(_ => Store.Open(entry)!).ToList();
        var buffer = new byte[100];
        foreach (var reader in readers)
        {
            (await reader.ReadAsync(1_000_000, buffer)).ShouldBe(100);
        }

        OpenFiles().ShouldBe(1);
        readers.ForEach(reader => reader.Dispose());
        readers[0].Dispose();
        OpenFiles().ShouldBe(0);
    }

    [Fact]
    public async Task Who_reads_while_the_store_ends_reads_on_and_no_page_is_lost_by_it()
    {
        var (small, large) = (Put(Store, "/small", 100_000)!, Put(Store, "/large", 2_000_000)!);
        await Stage.ReopenAsync();
        (small, large) = (Store.Find("/small")[0], Store.Find("/large")[0]);
        using var one = Store.Open(small)!;
        using var other = Store.Open(large)!;
        await Stage.CloseAsync();
        Stage.Files().Length.ShouldBe(2);
        (await one.ReadAsync(0, new byte[10])).ShouldBe(10);
        (await other.ReadAsync(0, new byte[10])).ShouldBe(10);
        one.Dispose();
        other.Dispose();
        OpenFiles().ShouldBe(0);
        await Stage.OpenAsync();
        await ShouldHoldAsync(Store, "/small", 100_000);
        await ShouldHoldAsync(Store, "/large", 2_000_000);
    }

    [Fact]
    public async Task A_large_body_that_was_stored_as_the_store_ended_is_not_waited_for()
    {
        var store = Store;
        var writer = store.Begin(new EntryDraft("/large", "", Head("/large"), 1_000_000, []))!;
        writer.Append(Body("/large", 1_000_000)).ShouldBeTrue();
        await Stage.CloseAsync();
        if (writer.Commit() is { } entry && store.Open(entry) is { } reader)
        {
            await Should.ThrowAsync<InvalidDataException>(async () => await reader.ReadAsync(0, new byte[10]));
        }

        writer.Dispose();
        await Stage.OpenAsync();
        Store.Find("/large").ShouldBeEmpty();
        Stage.Files("obj").ShouldBeEmpty();
    }

    [Fact]
    public async Task Many_read_the_same_page_from_disk_and_all_get_it()
    {
        for (var i = 0; i < 20; i++)
        {
            Put(Store, $"/{i}", 150_000);
        }

        await Stage.ReopenAsync();
        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(() => ShouldHoldAsync(Store, $"/{i % 20}", 150_000))));
        Store.Table.Bytes.ShouldBeInRange(20 * 150_000, 20 * 152_000);
    }

    private int OpenFiles() => Directory.GetFiles("/proc/self/fd").Count(file => new FileInfo(file).LinkTarget is { } target
        && target.StartsWith(Stage.Folder, StringComparison.Ordinal) && (target.EndsWith(".obj", StringComparison.Ordinal) || target.EndsWith(".seg", StringComparison.Ordinal)));
}
