using Goodgate.Gateway.Cache;
using Goodgate.Gateway.Cache.Directives;
using Goodgate.Gateway.Cache.Rules;
using Goodgate.Gateway.Cache.Storage;
using Goodgate.Gateway.Cache.Stored;
using Goodgate.Gateway.Settings;

namespace Goodgate.Gateway.Tests.Cache;

/// <summary>What may be done with a stored response, second by second (RFC 9111 §4).</summary>
public sealed class ReuseRulesTests
{
    private static readonly RouteCache On = new(new CacheSettings { StaleIfError = TimeSpan.FromSeconds(1000) });

    [Theory]
    [InlineData("max-age=60", 59, "", "Fresh")]
    [InlineData("max-age=60", 60, "", "Ask")]
    [InlineData("max-age=60", 10, "Cache-Control: no-cache", "Ask")]
    [InlineData("max-age=60", 10, "Cache-Control: max-age=9", "Ask")]
    [InlineData("max-age=60", 10, "Cache-Control: max-age=10", "Fresh")]
    [InlineData("max-age=60", 10, "Cache-Control: min-fresh=51", "Ask")]
    [InlineData("max-age=60", 10, "Cache-Control: min-fresh=50", "Fresh")]
    [InlineData("max-age=60", 90, "Cache-Control: max-stale=30", "Fresh")]
    [InlineData("max-age=60", 91, "Cache-Control: max-stale=30", "Ask")]
    [InlineData("max-age=60", 9000, "Cache-Control: max-stale", "Fresh")]
    [InlineData("max-age=60, must-revalidate", 61, "Cache-Control: max-stale", "Ask")]
    [InlineData("max-age=60, no-cache", 1, "", "Ask")]
    [InlineData("max-age=60, stale-while-revalidate=10", 70, "", "StaleAndAsk")]
    [InlineData("max-age=60, stale-while-revalidate=10", 71, "", "Ask")]
    [InlineData("max-age=60, stale-while-revalidate=10, proxy-revalidate", 61, "", "Ask")]
    [InlineData("s-maxage=60, stale-while-revalidate=10", 61, "", "Ask")]
    [InlineData("max-age=60", 10, "Authorization: x", "Ask")]
    [InlineData("max-age=60, public", 10, "Authorization: x", "Fresh")]
    public void By_age_and_request(string control, int age, string request, string expected)
    {
        var fields = Heads.Request(request);
        var traits = new RequestTraits(request.StartsWith("Auth", StringComparison.Ordinal), false, false);
        ReuseRules.Decide(On, Store($"Cache-Control: {control}|ETag: \"a\""), traits, CacheControl.Of(fields), Heads.Now.AddSeconds(age)).Reuse.ToString().ShouldBe(expected);
    }

    [Theory]
    [InlineData("max-age=60", 1060, true)]
    [InlineData("max-age=60", 1061, false)]
    [InlineData("max-age=60, stale-if-error=5", 65, true)]
    [InlineData("max-age=60, stale-if-error=5", 66, false)]
    [InlineData("max-age=60, stale-if-error=5000", 5000, true)]
    [InlineData("max-age=60, must-revalidate, stale-if-error=5000", 61, false)]
    public void In_place_of_a_failure(string control, int age, bool may) =>
        ReuseRules.MayReplaceFailure(On, Store($"Cache-Control: {control}|ETag: \"a\""), Heads.Now.AddSeconds(age)).ShouldBe(may);

    [Fact]
    public void After_a_failure_its_server_is_left_alone_for_a_while()
    {
        var stored = Store("Cache-Control: max-age=60|ETag: \"a\"");
        stored.Spare(Heads.Now.AddSeconds(105));
        Reuse At(int age) => ReuseRules.Decide(On, stored, default, CacheDirectives.None, Heads.Now.AddSeconds(age)).Reuse;
        (At(50), At(100), At(105)).ShouldBe((Reuse.Fresh, Reuse.Spared, Reuse.Ask));
    }

    private static StoredResponse Store(string lines)
    {
        var head = Heads.Response(200, lines);
        var decision = StoringRules.Decide(On, default, head, Heads.Now);
        return StoredResponse.Of(new StoredEntry("k", "", HeadMaking.New(On, head, decision, Heads.Now, Heads.Now)!, 5, []))!;
    }
}
