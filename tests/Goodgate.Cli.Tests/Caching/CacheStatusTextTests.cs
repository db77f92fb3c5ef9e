using Goodgate.Cli.Caching;

namespace Goodgate.Cli.Tests.Caching;

public sealed class CacheStatusTextTests
{
    [Theory]
    [InlineData("goodgate; hit; ttl=40", "It answered from the cache; the page is fresh for 40 s more.")]
    [InlineData("goodgate; hit; ttl=-3", "It answered from the cache; the time of the page has been over for 3 s.")]
    [InlineData("goodgate; fwd=uri-miss; stored", "It was not in the cache: its server was asked. The answer is kept for those who come next.")]
    [InlineData("goodgate; fwd=stale; fwd-status=304; stored", "It was in the cache, and its time was over: its server was asked. Its server confirmed that it still holds (304). The answer is kept for those who come next.")]
    [InlineData("goodgate; fwd=uri-miss; detail=vary-star", "It was not in the cache: its server was asked. The answer is not kept. The response says that it depends on more than can be known (Vary: *). What to do: Name the fields it depends on.")]
    [InlineData("goodgate; fwd=uri-miss; detail=unread", "It was not in the cache: its server was asked. Whether it is kept was not known yet: it is compressed, and was read for what it shows only when this answer had begun. What to do: Ask again.")]
    [InlineData("goodgate; fwd=bypass; detail=\"some; new, \\\"word\\\"\"", "The cache was passed by: its server was asked. The answer is not kept. Its reason: some; new, \"word\".")]
    public void What_a_cache_did_is_said(string field, string expected) =>
        string.Join(' ', CacheStatusText.Read(field).ShouldHaveSingleItem().Sentences()).ShouldBe(expected);

    [Fact]
    public void Several_caches_are_told_apart()
    {
        var read = CacheStatusText.Read("\"Far, away\"; hit, goodgate; fwd=uri-miss; stored");
        read.Select(one => one.Cache).ShouldBe(["Far, away", "goodgate"]);
        read.Select(one => one.IsHit).ShouldBe([true, false]);
        read.Select(one => one.IsStored).ShouldBe([false, true]);
    }

    [Theory]
    [InlineData("")]
    [InlineData(",,;;")]
    [InlineData("\"")]
    [InlineData("a;\"\\")]
    [InlineData("a; =; ==; fwd")]
    public void Whatever_comes_is_survived(string field) => Should.NotThrow(() => string.Join(' ', CacheStatusText.Read(field).SelectMany(one => one.Sentences())));
}
