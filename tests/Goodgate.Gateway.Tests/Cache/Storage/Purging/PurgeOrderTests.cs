using Goodgate.Gateway.Cache.Storage.Purging;

namespace Goodgate.Gateway.Tests.Cache.Storage.Purging;

public sealed class PurgeOrderTests
{
    [Theory]
    [InlineData("https://example.org/a", "https://example.org/a", true)]
    [InlineData("http://example.org/a", "https://example.org/a", true)]
    [InlineData("example.org/a", "https://example.org/a", true)]
    [InlineData("https://EXAMPLE.org:443/a", "http://example.org/a", true)]
    [InlineData("/a", "https://example.org/a", true)]
    [InlineData("https://example.org/a#part", "https://example.org/a", true)]
    [InlineData(" https://example.org/a ", "https://example.org/a", true)]
    [InlineData("https://example.org", "https://example.org/", true)]
    [InlineData("https://example.org/a", "https://example.org/a elsewhere.example 8080", true)]
    [InlineData("https://example.org/a", "https://example.org/a?b", false)]
    [InlineData("https://example.org/a", "https://example.org/ab", false)]
    [InlineData("https://example.org/A", "https://example.org/a", false)]
    [InlineData("https://example.org/a", "https://www.example.org/a", false)]
    [InlineData("https://example.org:8080/a", "https://example.org/a", false)]
    [InlineData("https://example.org/a", "no address", false)]
    [InlineData("https://example.org/über/", "https://example.org/%C3%BCber/", true)]
    [InlineData("https://example.org/中文/?s=é", "https://example.org/%e4%b8%ad%e6%96%87/?s=%C3%a9", true)]
    [InlineData("https://example.org/%c3%bcber/", "https://example.org/%C3%BCber/", true)]
    [InlineData("https://example.org/%c3%bcber/", "https://example.org/%C3%BCBER/", false)]
    [InlineData("https://example.org/%c3%bc", "https://example.org/%C3%BCber/", false)]
    [InlineData("https://example.org/%c3%bc", "https://example.org/%C3%B", false)]
    public void An_address_covers_its_entries_only(string typed, string key, bool covers) =>
        new PurgeOrder(PurgeKind.Url, typed, IsSoft: false).Covers(key, []).ShouldBe(covers);

    [Theory]
    [InlineData("https://example.org/blog/", "https://example.org/blog/2026/?x", true)]
    [InlineData("https://example.org/blog/", "https://example.org/blog", false)]
    [InlineData("example.org", "https://example.org/anything", true)]
    [InlineData("/blog/", "http://other.example/blog/1", true)]
    [InlineData("/bücher/", "http://other.example/b%c3%bccher/1", true)]
    [InlineData("https://example.org/blog/", "https://example.organic/blog/1", false)]
    public void A_prefix_covers_what_begins_so(string typed, string key, bool covers) =>
        new PurgeOrder(PurgeKind.Prefix, typed, IsSoft: false).Covers(key, []).ShouldBe(covers);

    [Fact]
    public void A_tag_covers_what_carries_it_and_everything_covers_all()
    {
        new PurgeOrder(PurgeKind.Tag, "post-1", IsSoft: false).Covers("k", ["home", "post-1"]).ShouldBeTrue();
        new PurgeOrder(PurgeKind.Tag, "post-1", IsSoft: false).Covers("k", ["post-12", "Post-1"]).ShouldBeFalse();
        new PurgeOrder(PurgeKind.Everything, "", IsSoft: false).Covers("k", []).ShouldBeTrue();
    }
}
