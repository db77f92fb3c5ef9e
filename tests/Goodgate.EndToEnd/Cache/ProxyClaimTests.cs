using Goodgate.EndToEnd.Stage;
using static Goodgate.EndToEnd.Cache.CountingOrigin;

namespace Goodgate.EndToEnd.Cache;

/// <summary>What a trusted proxy says of the address goes on to the server, which may make links of it: whoever says other things gets another page.</summary>
public sealed class ProxyClaimTests
{
    [Theory]
    [InlineData("", "", true)]
    [InlineData("Proto: http", "", true)]
    [InlineData("Proto: HTTPS", "Proto: https", true)]
    [InlineData("Proto: https", "", false)]
    [InlineData("Proto: https-and-more-than-that", "", false)]
    [InlineData("Proto: https-and-more-than-that", "Proto: https-and-more-than-this", false)]
    [InlineData("Proto: https|Proto: http", "Proto: https", false)]
    [InlineData("Proto: https, http", "Proto: https|Proto: http", true)]
    [InlineData("Host: a.test", "Host: b.test", false)]
    [InlineData("Host: 80", "Port: 80", false)]
    [InlineData("Host: a.test 80", "Host: a.test|Port: 80", false)]
    [InlineData("Host: a.test port=80", "Host: a.test|Port: 80", false)]
    [InlineData("Host: a%20b", "Host: a b", false)]
    [InlineData("Host: a.test", "Host: a.test", true)]
    public async Task The_key_has_all_of_it(string one, string other, bool same)
    {
        await using var origin = Start((_, number) => Page($"page {number}"));
        await using var gateway = await RunningGateway.StartAsync(CachedSite.Before(origin.Url) with { TrustedProxies = ["127.0.0.0/8"] });
        await gateway.GetAsync("/", Fields(one));
        (await gateway.GetAsync("/", Fields(other))).Text.ShouldBe(same ? "page 1" : "page 2");
        gateway.Instance.Services.Cache.Store.Entries().ShouldAllBe(entry => entry.Key.StartsWith("http://site.test/", StringComparison.Ordinal) || entry.Key.StartsWith("https://site.test/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_others_nothing_is_believed_and_nothing_goes_on()
    {
        await using var origin = Start((request, _) => Page(request));
        await using var gateway = await RunningGateway.StartAsync(CachedSite.Before(origin.Url));
        (await gateway.GetAsync("/", Fields("Host: evil.test|Proto: evil|Port: 666"))).Text.ShouldNotContain("evil");
        (await gateway.GetAsync()).Status().ShouldStartWith("goodgate; hit");
    }

    private static string Fields(string claims) => string.Concat(claims.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(claim => $"X-Forwarded-{claim}\r\n"));
}
