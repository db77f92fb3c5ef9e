using Goodgate.Gateway.Cache.Storage;
using static Goodgate.Gateway.Tests.Cache.Storage.StoreStage;

namespace Goodgate.Gateway.Tests.Cache.Storage;

public sealed class StoreTests : StoreStory
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(200_000)]
    [InlineData(1_000_000)]
    [InlineData(5_000_000)]
    public async Task What_was_stored_is_found_at_once_and_after_a_restart(int length)
    {
        Put(Store, "/a", length, tags: ["one", "two"]).ShouldNotBeNull();
        await ShouldHoldAsync(Store, "/a", length);
        await Store.FlushAsync();
        await ShouldHoldAsync(Store, "/a", length);
        var again = await Stage.ReopenAsync();
        await ShouldHoldAsync(again, "/a", length);
        var entry = again.Find("/a").ShouldHaveSingleItem();
        entry.BodyLength.ShouldBe(length);
        entry.Tags.ShouldBe(["one", "two"]);
        again.Figures.ShouldSatisfyAllConditions(one => one.Entries.ShouldBe(1), one => one.Damaged.ShouldBe(0), one => one.Evictions.ShouldBe(0));
    }

    [Theory]
    [InlineData(100, 7)]
    [InlineData(300_000, 100)]
    [InlineData(3_000_000, 70_001)]
    public async Task Content_of_unknown_length_is_stored_as_well(int length, int piece)
    {
        Put(Store, "/a", Body("/a", length), announced: false, piece: piece).ShouldNotBeNull();
        await ShouldHoldAsync(Store, "/a", length);
        await Stage.ReopenAsync();
        await ShouldHoldAsync(Store, "/a", length);
    }

    [Theory]
    [InlineData(200_000)]
    [InlineData(3_000_000)]
    public async Task Any_stretch_of_a_body_can_be_read(int length)
    {
        Put(Store, "/a", length);
        await Stage.ReopenAsync();
        var body = Body("/a", length);
        using var reader = Store.Open(Store.Find("/a")[0])!;
        reader.Whole.ShouldBeNull();
        var random = new Random(1);
        for (var i = 0; i < 200; i++)
        {
            var at = random.Next(length + 10);
            var buffer = new byte[random.Next(1, 150_000)];
            var count = await reader.ReadAsync(at, buffer);
            count.ShouldBeInRange(at < length ? 1 : 0, Math.Max(0, Math.Min(buffer.Length, length - at)));
            buffer.AsSpan(0, count).SequenceEqual(body.AsSpan(Math.Min(at, length), count)).ShouldBeTrue();
        }
    }

    [Fact]
    public void Nothing_is_found_before_it_is_complete_nor_when_it_was_given_up()
    {
        using (var writer = Store.Begin(new EntryDraft("/a", "", Head("/a"), 10, [])))
        {
            writer!.Append(new byte[5]).ShouldBeTrue();
            Store.Find("/a").ShouldBeEmpty();
            writer.Commit().ShouldBeNull("five bytes are missing");
        }

        using (var writer = Store.Begin(new EntryDraft("/b", "", Head("/b"), null, [])))
        {
            writer!.Append(new byte[5]).ShouldBeTrue();
        }

        Store.Entries().ShouldBeEmpty();
        Store.Flight.Used.ShouldBe(0);
    }

    [Fact]
    public async Task A_large_body_that_was_given_up_leaves_no_file()
    {
        using (var writer = Store.Begin(new EntryDraft("/a", "", Head("/a"), 5_000_000, [])))
        {
            writer!.Append(new byte[1_000_000]).ShouldBeTrue();
            await Store.FlushAsync();
            Stage.Files("obj").ShouldHaveSingleItem();
        }

        await Store.FlushAsync();
        await Store.FlushAsync();
        Stage.Files().ShouldBeEmpty();
        Store.Figures.DiskBytes.ShouldBe(0);
    }

    [Fact]
    public void More_content_than_announced_is_refused()
    {
        using var writer = Store.Begin(new EntryDraft("/a", "", Head("/a"), 10, []));
        writer!.Append(new byte[11]).ShouldBeFalse();
        writer.Append(new byte[1]).ShouldBeFalse("it is over");
        writer.Commit().ShouldBeNull();
    }

    [Fact]
    public async Task What_is_too_large_is_refused()
    {
        Store.Begin(new EntryDraft("/a", "", Head("/a"), (16 * MiB) + 1, [])).ShouldBeNull();
        Store.Begin(new EntryDraft("/a", "", Head("/a"), -1, [])).ShouldBeNull();
        Store.Begin(new EntryDraft("/a", "", new byte[70_000], 1, [])).ShouldBeNull();
        Store.Begin(new EntryDraft(new string('a', 9000), "", Head("/a"), 1, [])).ShouldBeNull();
        Store.Begin(new EntryDraft("/\ud800", "", Head("/a"), 1, [])).ShouldBeNull("no text: it would come back as another");
        Store.Begin(new EntryDraft("/a", "", Head("/a"), 1, [.. Enumerable.Range(0, 65).Select(i => $"{i}")])).ShouldBeNull();
        using var growing = Store.Begin(new EntryDraft("/a", "", Head("/a"), null, []))!;
        var taken = 0L;
        while (growing.Append(new byte[100_000]))
        {
            taken += 100_000;
            await Store.FlushAsync();
        }

        taken.ShouldBeInRange(16 * MiB - 100_000, 16 * MiB);
        growing.Commit().ShouldBeNull();
    }

    [Fact]
    public async Task The_newer_takes_the_place_of_the_older_of_its_key_and_variant()
    {
        var old = Put(Store, "/a", Body("old", 100))!;
        Put(Store, "/a", Body("br", 100), "br");
        using var reader = Store.Open(old)!;
        Put(Store, "/a", Body("new", 100));
        Store.Open(old).ShouldBeNull();
        reader.Whole!.Value.ToArray().ShouldBe(Body("old", 100), "who reads goes on reading");
        await Stage.ReopenAsync();
        Store.Find("/a").Select(entry => entry.Variant).ShouldBe(["", "br"], "newest first");
        (await ReadAsync(Store, Store.Find("/a")[0])).ShouldBe(Body("new", 100));
        (await ReadAsync(Store, Store.Find("/a")[1])).ShouldBe(Body("br", 100));
    }

    [Fact]
    public async Task Variants_of_a_key_are_bounded()
    {
        for (var i = 0; i < 100; i++)
        {
            Put(Store, "/a", 10, $"v{i}");
        }

        Store.Find("/a").Count.ShouldBe(64);
        Store.Find("/a")[0].Variant.ShouldBe("v99");
        Store.Figures.Evictions.ShouldBe(36);
        await Stage.ReopenAsync();
        Store.Find("/a").Select(entry => entry.Variant).ShouldBe(Enumerable.Range(36, 64).Select(i => $"v{i}").Reverse());
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(3_000_000)]
    public async Task What_was_removed_stays_away(int length)
    {
        var entry = Put(Store, "/a", length)!;
        Put(Store, "/b", 10);
        await Store.FlushAsync();
        Store.Remove(entry);
        Store.Find("/a").ShouldBeEmpty();
        Store.Open(entry).ShouldBeNull();
        Store.ReplaceHead(entry, Head("x")).ShouldBeFalse();
        Store.MarkStale(entry).ShouldBeFalse();
        Store.Remove(entry);
        await Stage.ReopenAsync();
        Store.Find("/a").ShouldBeEmpty();
        Store.Figures.ShouldSatisfyAllConditions(one => one.Entries.ShouldBe(1), one => one.Damaged.ShouldBe(0));
    }

    [Fact]
    public async Task Who_reads_a_large_body_goes_on_when_it_is_removed_and_its_file_goes_then()
    {
        var entry = Put(Store, "/a", 3_000_000)!;
        await Store.FlushAsync();
        var reader = Store.Open(entry)!;
        Store.Remove(entry);
        await Store.FlushAsync();
        var buffer = new byte[1000];
        (await reader.ReadAsync(2_000_000, buffer)).ShouldBe(1000);
        buffer.ShouldBe(Body("/a", 3_000_000)[2_000_000..2_001_000]);
        reader.Dispose();
        await Store.FlushAsync();
        await Store.FlushAsync();
        Stage.Files("obj").ShouldBeEmpty();
        Store.Figures.DiskBytes.ShouldBe(0);
    }

    [Theory]
    [InlineData(1000, 20)]
    [InlineData(1000, 20_000)]
    [InlineData(3_000_000, 2_000)]
    public async Task A_validation_replaces_the_head_and_takes_the_mark_away(int length, int head)
    {
        var entry = Put(Store, "/a", length)!;
        entry.Read(_ => "of the old head").ShouldBe("of the old head");
        Store.MarkStale(entry).ShouldBeTrue();
        var next = Body("head", head);
        Store.ReplaceHead(entry, next).ShouldBeTrue();
        entry.Head.ToArray().ShouldBe(next);
        entry.Parsed.ShouldBeNull();
        entry.IsMarkedStale.ShouldBeFalse();
        await Stage.ReopenAsync();
        entry = Store.Find("/a").ShouldHaveSingleItem();
        entry.Head.ToArray().ShouldBe(next);
        entry.IsMarkedStale.ShouldBeFalse();
        (await ReadAsync(Store, entry)).ShouldBe(Body("/a", length));
        Store.ReplaceHead(entry, Head("/a")).ShouldBeTrue();
        await Stage.ReopenAsync();
        await ShouldHoldAsync(Store, "/a", length);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(3_000_000)]
    public async Task A_mark_outlives_a_restart(int length)
    {
        Put(Store, "/a", length);
        Put(Store, "/b", length);
        Store.MarkStale(Store.Find("/a")[0]).ShouldBeTrue();
        await Stage.ReopenAsync();
        Store.Find("/a")[0].IsMarkedStale.ShouldBeTrue();
        Store.Find("/b")[0].IsMarkedStale.ShouldBeFalse();
        await ShouldHoldAsync(Store, "/a", length);
    }

    [Fact]
    public async Task Entries_are_found_by_tag()
    {
        var first = Put(Store, "/a", 10, tags: ["post-1", "home"]);
        var second = Put(Store, "/b", 10, tags: ["post-1"]);
        Store.Tagged("post-1").ShouldBe([first!, second!], ignoreOrder: true);
        Store.Remove(second!);
        Store.Tagged("post-1").ShouldBe([first!]);
        Store.Tagged("none").ShouldBeEmpty();
        await Stage.ReopenAsync();
        Store.Tagged("home").ShouldHaveSingleItem().Key.ShouldBe("/a");
        Store.Remove(Store.Find("/a")[0]);
        Store.Tagged("home").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_small_body_read_from_disk_stays_in_memory()
    {
        Put(Store, "/a", 100_000);
        await Stage.ReopenAsync();
        var entry = Store.Find("/a")[0];
        var before = Store.Figures.MemoryBytes;
        await ReadAsync(Store, entry);
        using var reader = Store.Open(entry)!;
        reader.Whole.ShouldNotBeNull();
        Store.Figures.MemoryBytes.ShouldBe(before + 100_000);
    }
}
