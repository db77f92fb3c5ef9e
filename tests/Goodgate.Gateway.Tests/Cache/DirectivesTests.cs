using Goodgate.Gateway.Cache.Directives;

namespace Goodgate.Gateway.Tests.Cache;

/// <summary>How Cache-Control, CDN-Cache-Control and Surrogate-Control are read.</summary>
public sealed class DirectivesTests
{
    [Theory]
    [InlineData("max-age=60", 60L)]
    [InlineData("MAX-age=60", 60L)]
    [InlineData("max-age=\"60\"", 60L)]
    [InlineData("max-age=0060", 60L)]
    [InlineData("max-age=60, max-age=5", 60L)]
    [InlineData("x=\"a, max-age=1\", max-age=60", 60L)]
    [InlineData("x=\"a\\\", max-age=1\", max-age=60", 60L)]
    [InlineData(" , ,max-age=60,", 60L)]
    [InlineData("max-age=99999999999999999999", CacheDirectives.MostSeconds)]
    [InlineData("max-age=2147483649", CacheDirectives.MostSeconds)]
    [InlineData("max-age=-1", 0L)]
    [InlineData("max-age=1.5", 0L)]
    [InlineData("max-age='60'", 0L)]
    [InlineData("max-age=", 0L)]
    [InlineData("max-age", 0L)]
    [InlineData("max-age =60", null)]
    [InlineData("x-max-age=60", null)]
    public void Seconds_are_read_strictly(string value, long? seconds) =>
        CacheControl.Of(Heads.Response(200, $"Cache-Control: {value}").Fields).MaxAge.ShouldBe(seconds);

    [Fact]
    public void Every_directive_is_taken_over_all_lines()
    {
        var said = CacheControl.Of(Heads.Response(200, "Cache-Control: public, s-maxage=1, must-revalidate|Cache-Control: proxy-revalidate, must-understand, no-store"
            + "|Cache-Control: stale-while-revalidate=2, stale-if-error=3, no-cache, private").Fields);
        (said.IsPublic, said.MustRevalidate, said.ProxyRevalidate, said.MustUnderstand, said.NoStore, said.NoCache, said.IsPrivate).ShouldBe((true, true, true, true, true, true, true));
        (said.SharedMaxAge, said.StaleWhileRevalidate, said.StaleIfError).ShouldBe((1, 2, 3));
        var asked = CacheControl.Of(Heads.Request("Cache-Control: only-if-cached, min-fresh=4, max-stale"));
        (asked.OnlyIfCached, asked.MinFresh, asked.MaxStale).ShouldBe((true, 4, CacheDirectives.MostSeconds));
    }

    [Theory]
    [InlineData("no-cache=\"a, B\"", false, "a,B")]
    [InlineData("no-cache=a", false, "a")]
    [InlineData("no-cache", true, "")]
    [InlineData("no-cache=\"\"", true, "")]
    [InlineData("no-cache=\"a b\"", true, "")]
    public void No_cache_with_fields_is_about_those(string value, bool whole, string fields)
    {
        var said = CacheControl.Of(Heads.Response(200, $"Cache-Control: {value}").Fields);
        (said.NoCache, string.Join(',', said.NoCacheFields)).ShouldBe((whole, fields));
    }

    [Theory]
    [InlineData("max-age=60", 60L)]
    [InlineData("max-age=60;a=\"b\", x=(1 \"2\");c", 60L)]
    [InlineData("max-age=5, max-age=60", 60L)]
    [InlineData("max-age=99999999999", CacheDirectives.MostSeconds)]
    [InlineData("max-age=-5", 0L)]
    public void Targeted_fields_are_structured(string value, long seconds) =>
        TargetedControl.Of(Heads.Response(200, $"CDN-Cache-Control: {value}").Fields).ShouldNotBeNull().MaxAge.ShouldBe(seconds);

    [Theory]
    [InlineData("max-age=60,")]
    [InlineData("max-age=60, &&&")]
    [InlineData("Max-Age=60")]
    [InlineData("max-age =60")]
    [InlineData("max-age= 60")]
    [InlineData("max-age=\"60\"")]
    [InlineData("max-age=60.5")]
    [InlineData("max-age")]
    [InlineData("a=(1")]
    [InlineData("a=\"x")]
    [InlineData("")]
    public void What_is_no_dictionary_of_theirs_is_not_there(string value) =>
        TargetedControl.Of(Heads.Response(200, $"CDN-Cache-Control: {value}").Fields).ShouldBeNull();

    [Fact]
    public void A_surrogate_is_told_two_times()
    {
        var said = SurrogateControl.Of(Heads.Response(200, "Surrogate-Control: content=\"ESI/1.0\", max-age=600+60").Fields).ShouldNotBeNull();
        (said.MaxAge, said.StaleWhileRevalidate, said.NoStore).ShouldBe((600, 60, false));
        SurrogateControl.Of(Heads.Response(200, "Surrogate-Control: no-store").Fields)!.NoStore.ShouldBeTrue();
        SurrogateControl.Of(Heads.Response(200, "Surrogate-Control: content=\"ESI/1.0\"").Fields).ShouldBeNull();
    }
}
