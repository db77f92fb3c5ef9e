using Goodgate.Gateway.Cache.Storage;
using Goodgate.Gateway.Cache.Storage.Purging;
using static Goodgate.Gateway.Tests.Cache.Storage.StoreStage;

namespace Goodgate.Gateway.Tests.Cache.Storage.Purging;

public sealed class PurgerTests : StoreStory
{
    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Put(Store, "https://example.org/", 100, tags: ["home"]);
        Put(Store, "https://example.org/blog/1", 100, tags: ["home", "post-1"]);
        Put(Store, "https://example.org/blog/1", 100, "gzip", "post-1");
        Put(Store, "https://example.org/blog/2", 400_000, tags: ["post-2"]);
        Put(Store, "https://other.example/", 100, tags: ["home"]);
    }

    [Theory]
    [InlineData(PurgeKind.Url, "https://example.org/blog/1", 2)]
    [InlineData(PurgeKind.Prefix, "https://example.org/blog/", 3)]
    [InlineData(PurgeKind.Tag, "home", 3)]
    [InlineData(PurgeKind.Everything, "", 5)]
    [InlineData(PurgeKind.Tag, "none", 0)]
    public async Task What_was_purged_is_gone_also_after_a_restart(PurgeKind kind, string text, int purged)
    {
        (await new Purger(Store).RunAsync(new PurgeOrder(kind, text, IsSoft: false))).ShouldBe(purged);
        Store.Figures.Entries.ShouldBe(5 - purged);
        await Stage.ReopenAsync();
        Store.Figures.Entries.ShouldBe(5 - purged);
        Store.Entries().ShouldNotContain(entry => new PurgeOrder(kind, text, false).Covers(entry.Key, entry.Tags));
    }

    [Fact]
    public async Task A_soft_purge_marks_and_keeps()
    {
        (await new Purger(Store).RunAsync(new PurgeOrder(PurgeKind.Tag, "post-1", IsSoft: true))).ShouldBe(2);
        await Stage.ReopenAsync();
        Store.Figures.Entries.ShouldBe(5);
        Store.Entries().Where(entry => entry.IsMarkedStale).Select(entry => entry.Key).ShouldBe(["https://example.org/blog/1", "https://example.org/blog/1"]);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(400_000)]
    public async Task What_was_asked_for_before_a_purge_is_not_stored_after_it(int length)
    {
        var asked = Stage.Clock.GetUtcNow();
        Stage.Clock.Advance(TimeSpan.FromSeconds(1));
        using var under_way = Store.Begin(new EntryDraft("https://example.org/new", "", Head("x"), length, ["post-1"]))!;
        under_way.Append(new byte[length]).ShouldBeTrue();
        using var other = Store.Begin(new EntryDraft("https://example.org/else", "", Head("x"), 3, ["post-3"]))!;
        other.Append(new byte[3]).ShouldBeTrue();
        await new Purger(Store).RunAsync(new PurgeOrder(PurgeKind.Tag, "post-1", IsSoft: false));
        under_way.Commit().ShouldBeNull();
        Store.Find("https://example.org/new").ShouldBeEmpty();
        other.Commit().ShouldNotBeNull("it has another tag");

        Stage.Clock.Advance(TimeSpan.FromSeconds(1));
        using var late = Store.Begin(new EntryDraft("https://example.org/late", "", Head("x"), 0, ["post-1"]) { AskedAt = asked })!;
        late.Commit().ShouldBeNull("the server was asked before");
        Put(Store, "https://example.org/blog/1", 100, tags: ["post-1"]).ShouldNotBeNull("asked after it");
    }

    [Fact]
    public async Task A_validation_that_was_asked_for_before_a_soft_purge_does_not_take_the_mark_away()
    {
        var entry = Store.Find("https://example.org/")[0];
        var asked = Stage.Clock.GetUtcNow();
        Stage.Clock.Advance(TimeSpan.FromSeconds(1));
        await new Purger(Store).RunAsync(new PurgeOrder(PurgeKind.Tag, "home", IsSoft: true));
        Store.ReplaceHead(entry, Head("confirmed"), asked).ShouldBeTrue();
        entry.IsMarkedStale.ShouldBeTrue();
        await Stage.ReopenAsync();
        entry = Store.Find("https://example.org/")[0];
        entry.IsMarkedStale.ShouldBeTrue();
        entry.Head.ToArray().ShouldBe(Head("confirmed"));
        Stage.Clock.Advance(TimeSpan.FromSeconds(1));
        Store.ReplaceHead(entry, Head("again"), Stage.Clock.GetUtcNow()).ShouldBeTrue();
        entry.IsMarkedStale.ShouldBeFalse();
    }

    [Fact]
    public async Task When_too_many_purges_were_made_meanwhile_it_is_not_stored_either()
    {
        using var under_way = Store.Begin(new EntryDraft("https://example.org/new", "", Head("x"), 0, []))!;
        for (var i = 0; i < 300; i++)
        {
            await new Purger(Store).RunAsync(new PurgeOrder(PurgeKind.Tag, $"t{i}", IsSoft: false));
        }

        under_way.Commit().ShouldBeNull();
    }
}
