using Goodgate.Gateway.Cache.Storage;
using static Goodgate.Gateway.Tests.Cache.Storage.StoreStage;

namespace Goodgate.Gateway.Tests.Cache.Storage;

/// <summary>Whatever happens to the files: what is served is what was stored.</summary>
public sealed class DamageTests : StoreStory
{
    // Beyond a block in a segment, and beyond what lies in segments (256 KiB here).
    private static readonly (string Key, int Length)[] Pages = [("/one", 10), ("/two", 0), ("/three", 70_000), ("/four", 5_000), ("/five", 200_000), ("/large", 300_000)];

    [Fact]
    public async Task A_wrong_byte_anywhere_costs_at_most_what_it_belongs_to_and_is_never_served()
    {
        await FillAsync();
        foreach (var file in Stage.Files())
        {
            var bytes = await File.ReadAllBytesAsync(file);
            foreach (var at in Offsets(bytes.Length, 150))
            {
                var damaged = (byte[])bytes.Clone();
                damaged[at] ^= (byte)(1 << (at % 8));
                await File.WriteAllBytesAsync(file, damaged);
                var (lost, counted) = await CheckAsync();
                lost.ShouldBeLessThanOrEqualTo(at < 32 ? Pages.Length : 1, $"byte {at} of {Path.GetFileName(file)}");
                if (lost > 0)
                {
                    // A byte of a state takes its record away silently: it says that it was removed.
                    (counted > 0 || lost == 1).ShouldBeTrue();
                }

                await RestoreAsync(file, bytes);
            }
        }
    }

    [Fact]
    public async Task Every_byte_of_the_first_records_is_checked()
    {
        Put(Store, "/a", 20, "v", "tag");
        Put(Store, "/b", 20);
        await Stage.CloseAsync();
        var file = Stage.Files("seg").ShouldHaveSingleItem();
        var bytes = await File.ReadAllBytesAsync(file);
        var missed = 0;
        for (var at = 0; at < bytes.Length; at++)
        {
            foreach (var flip in new[] { 0x01, 0xFF })
            {
                var damaged = (byte[])bytes.Clone();
                damaged[at] ^= (byte)flip;
                await File.WriteAllBytesAsync(file, damaged);
                await Stage.OpenAsync();
                var lost = 0;
                foreach (var (key, variant) in new[] { ("/a", "v"), ("/b", "") })
                {
                    lost += await IsWholeOrGoneAsync(key, variant, 20) ? 0 : 1;
                }

                missed += lost == 0 ? 1 : 0;
                await Stage.CloseAsync();
                await RestoreAsync(file, bytes);
            }
        }

        // What is not covered: padding, room for the head to grow, and nothing behind the file's own checksum.
        missed.ShouldBeLessThan(2 * ((2 * 256) + 4 + 32));
    }

    [Fact]
    public async Task A_file_cut_off_anywhere_costs_what_is_behind()
    {
        await FillAsync();
        foreach (var file in Stage.Files())
        {
            var bytes = await File.ReadAllBytesAsync(file);
            var least = 0;
            foreach (var length in Offsets(bytes.Length, 120))
            {
                await File.WriteAllBytesAsync(file, bytes[..length]);
                var (lost, _) = await CheckAsync();
                var kept = Pages.Length - lost;
                kept.ShouldBeGreaterThanOrEqualTo(least);
                least = kept;
                await RestoreAsync(file, bytes);
            }
        }
    }

    [Fact]
    public async Task After_a_torn_end_the_store_goes_on()
    {
        await FillAsync();
        var file = Stage.Files("seg")[^1];
        await using (var torn = File.Open(file, FileMode.Append))
        {
            torn.Write(new byte[777]);
        }

        await Stage.OpenAsync();
        Put(Store, "/new", 1000);
        await Stage.ReopenAsync();
        Store.Figures.Damaged.ShouldBe(0, "what was torn was cut off");
        foreach (var (key, length) in Pages.Append(("/new", 1000)))
        {
            await ShouldHoldAsync(Store, key, length);
        }
    }

    [Fact]
    public async Task Damage_that_shows_while_a_body_is_read_ends_the_reading_and_drops_the_entry()
    {
        Put(Store, "/a", 1_000_000);
        await Stage.CloseAsync();
        var file = Stage.Files("obj").ShouldHaveSingleItem();
        var bytes = await File.ReadAllBytesAsync(file);
        bytes[700_000] ^= 4;
        await RestoreAsync(file, bytes);
        await Stage.OpenAsync();
        var entry = Store.Find("/a")[0];
        using var reader = Store.Open(entry)!;
        var got = new byte[1_000_000];
        var at = 0;
        await Should.ThrowAsync<InvalidDataException>(async () =>
        {
            while (await reader.ReadAsync(at, got.AsMemory(at)) is > 0 and var count)
            {
                at += count;
            }
        });
        at.ShouldBe(655_360, "the blocks before were whole");
        got.AsSpan(0, at).SequenceEqual(Body("/a", 1_000_000).AsSpan(0, at)).ShouldBeTrue();
        Store.Find("/a").ShouldBeEmpty();
        Store.Open(entry).ShouldBeNull();
        Store.Figures.Damaged.ShouldBe(1);
        Stage.Said.ShouldHaveSingleItem().ShouldMatch("^the cache folder .*: a page in [0-9a-f]{16}\\.obj cannot be read, or is not what was written there\\. Such pages are dropped");
        await Store.FlushAsync();
        await Stage.ReopenAsync();
        Store.Find("/a").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_record_in_the_place_of_another_is_not_taken_for_it()
    {
        Put(Store, "/a", 1000);
        Put(Store, "/b", 1000);
        await Stage.CloseAsync();
        var file = Stage.Files("seg").ShouldHaveSingleItem();
        var bytes = await File.ReadAllBytesAsync(file);
        var (a, b) = (bytes.AsSpan().IndexOf(Body("/a", 1000)), bytes.AsSpan().IndexOf(Body("/b", 1000)));
        bytes.AsSpan(a - 4, 1004).CopyTo(bytes.AsSpan(b - 4));
        await RestoreAsync(file, bytes);
        await Stage.OpenAsync();
        await ShouldHoldAsync(Store, "/a", 1000);
        await Should.ThrowAsync<InvalidDataException>(() => ReadAsync(Store, Store.Find("/b")[0]));
    }

    [Fact]
    public async Task A_body_that_looks_like_a_file_of_the_cache_is_never_taken_for_one()
    {
        Put(Store, "/a", 1000);
        await Store.FlushAsync();
        var copy = await File.ReadAllBytesAsync(Stage.Files("seg")[0]);
        Put(Store, "/evil", copy);
        await Stage.CloseAsync();

        // The first record is damaged, so that the next one is searched for, right through the body with the copy in it.
        var file = Stage.Files("seg").ShouldHaveSingleItem();
        var bytes = await File.ReadAllBytesAsync(file);
        bytes[32 + 24] ^= 1;
        await RestoreAsync(file, bytes);
        await Stage.OpenAsync();
        Store.Entries().Select(entry => entry.Key).ShouldBe(["/evil"]);
        (await ReadAsync(Store, Store.Find("/evil")[0])).ShouldBe(copy);
    }

    [Fact]
    public async Task Files_of_another_version_or_of_nobody_are_dropped()
    {
        await FillAsync();
        foreach (var file in Stage.Files())
        {
            var bytes = await File.ReadAllBytesAsync(file);
            bytes[8] = 2;
            await RestoreAsync(file, bytes);
        }

        await File.WriteAllBytesAsync(Path.Combine(Stage.Folder, "00000000000000ff.seg"), []);
        await File.WriteAllBytesAsync(Path.Combine(Stage.Folder, "00000000000000fe.obj"), new byte[100_000]);
        await using (var huge = File.Create(Path.Combine(Stage.Folder, "00000000000000fd.seg")))
        {
            huge.Write(await File.ReadAllBytesAsync(Path.Combine(Stage.Folder, "00000000000000fe.obj")));
            huge.SetLength(1L << 40);
        }

        await Stage.OpenAsync();
        Store.Entries().ShouldBeEmpty();
        Stage.Files().ShouldBeEmpty();
        Put(Store, "/a", 1000);
        await Stage.ReopenAsync();
        await ShouldHoldAsync(Store, "/a", 1000);
    }

    private static Task RestoreAsync(string file, byte[] bytes) => File.WriteAllBytesAsync(file, bytes);

    private static IEnumerable<int> Offsets(int length, int count)
    {
        var random = new Random(length);
        return Enumerable.Range(0, count).Select(i => i < count / 3 ? i * 3 % length : random.Next(length)).Order();
    }

    private async Task FillAsync()
    {
        foreach (var (key, length) in Pages)
        {
            Put(Store, key, length).ShouldNotBeNull();
        }

        await Stage.CloseAsync();
        Stage.Files("seg").ShouldHaveSingleItem();
        Stage.Files("obj").ShouldHaveSingleItem();
    }

    // Other files are put back as they were: what is gone for good is deleted or written over.
    private async Task<(int Lost, long Damaged)> CheckAsync()
    {
        var others = Stage.Files().ToDictionary(path => path, File.ReadAllBytes);
        await Stage.OpenAsync();
        var lost = 0;
        foreach (var (key, length) in Pages)
        {
            lost += await IsWholeOrGoneAsync(key, "", length) ? 0 : 1;
        }

        var damaged = Store.Figures.Damaged;
        await Stage.CloseAsync();
        foreach (var (path, bytes) in others)
        {
            await File.WriteAllBytesAsync(path, bytes);
        }

        return (lost, damaged);
    }

    // True when it is there and whole; false when it is gone.
    private async Task<bool> IsWholeOrGoneAsync(string key, string variant, int length)
    {
        var found = Store.Find(key);
        if (found.Count == 0)
        {
            return false;
        }

        try
        {
            await ShouldHoldAsync(Store, key, length, variant);
            return true;
        }
        catch (InvalidDataException)
        {
            Store.Find(key).ShouldBeEmpty();
            return false;
        }
    }
}
