using Goodgate.Gateway.Cache;
using Goodgate.Gateway.Cache.Rules;
using Goodgate.Gateway.Settings;

namespace Goodgate.Gateway.Tests.Cache;

/// <summary>What is stored, and the word for what is not.</summary>
public sealed class StoringRulesTests
{
    private static readonly RouteCache On = new(new CacheSettings());
    private static readonly RouteCache WordPress = new(new CacheSettings { Mode = CacheMode.WordPress });

    [Theory]
    [InlineData(200, "Cache-Control: max-age=5", null)]
    [InlineData(599, "Cache-Control: max-age=5", null)]
    [InlineData(206, "Cache-Control: max-age=5", "status")]
    [InlineData(304, "Cache-Control: max-age=5", "status")]
    [InlineData(205, "Cache-Control: max-age=5", "status")]
    [InlineData(599, "Cache-Control: max-age=5, no-store, must-understand", "must-understand")]
    [InlineData(200, "Cache-Control: max-age=5, no-store, must-understand", null)]
    [InlineData(200, "Cache-Control: max-age=5, no-store", "no-store")]
    [InlineData(200, "Cache-Control: max-age=5, private", "private")]
    [InlineData(200, "Cache-Control: max-age=5, private=\"set-cookie\"", null)]
    [InlineData(200, "Cache-Control: max-age=5|Vary: a, *", "vary-star")]
    [InlineData(200, "Cache-Control: no-store|CDN-Cache-Control: max-age=5", null)]
    [InlineData(200, "Cache-Control: max-age=5|CDN-Cache-Control: no-store", "no-store")]
    [InlineData(200, "Cache-Control: max-age=5|Surrogate-Control: no-store", "no-store")]
    [InlineData(200, "Cache-Control: max-age=5|Set-Cookie: a=b", null)]
    [InlineData(200, "Last-Modified: Fri, 01 May 2020 11:50:00 GMT|Set-Cookie: a=b", "set-cookie")]
    [InlineData(200, "Last-Modified: Fri, 01 May 2020 11:50:00 GMT", null)]
    [InlineData(201, "Last-Modified: Fri, 01 May 2020 11:50:00 GMT", "no-freshness")]
    [InlineData(201, "Last-Modified: Fri, 01 May 2020 11:50:00 GMT|Cache-Control: public", null)]
    [InlineData(200, "ETag: \"a\"", null)]
    [InlineData(200, "Cache-Control: no-cache|ETag: \"a\"", null)]
    [InlineData(200, "Cache-Control: no-cache", "no-freshness")]
    [InlineData(200, "Cache-Control: max-age=0", null)]
    [InlineData(200, "Cache-Control: max-age=0, must-revalidate", "no-freshness")]
    [InlineData(503, "Cache-Control: max-age=0", "no-freshness")]
    [InlineData(200, "", "no-freshness")]
    public void Under_on(int status, string lines, string? refusal) => Refusal(On, default, status, lines).ShouldBe(refusal);

    [Theory]
    [InlineData("Cache-Control: max-age=5", "authorization")]
    [InlineData("Cache-Control: max-age=5, public", null)]
    [InlineData("Cache-Control: max-age=5, must-revalidate", null)]
    [InlineData("Cache-Control: s-maxage=5", null)]
    public void Answers_to_somebody_need_leave(string lines, string? refusal) => Refusal(On, new RequestTraits(true, false, false), 200, lines).ShouldBe(refusal);

    [Theory]
    [InlineData(200, "", null)]
    [InlineData(200, "Set-Cookie: a=b|Cache-Control: max-age=5", "set-cookie")]
    [InlineData(500, "Cache-Control: max-age=5", "status")]
    [InlineData(302, "", "no-freshness")]
    public void Under_wordpress(int status, string lines, string? refusal) => Refusal(WordPress, new RequestTraits(false, true, false), status, lines).ShouldBe(refusal);

    private static string? Refusal(RouteCache route, RequestTraits traits, int status, string lines) => StoringRules.Decide(route, traits, Heads.Response(status, lines), Heads.Now).Refusal;
}
