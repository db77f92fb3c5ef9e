using Goodgate.Gateway.Cache;
using Goodgate.Gateway.Cache.Directives;
using Goodgate.Gateway.Cache.Rules;
using Goodgate.Gateway.Settings;

namespace Goodgate.Gateway.Tests.Cache;

/// <summary>How long a response is fresh, and how old it came (RFC 9111 §4.2).</summary>
public sealed class FreshnessTests
{
    private static readonly RouteCache On = new(new CacheSettings());
    private static readonly RouteCache WithTtl = new(new CacheSettings { Ttl = TimeSpan.FromMinutes(10) });

    [Theory]
    [InlineData("Cache-Control: max-age=5", 5, "Stated")]
    [InlineData("Cache-Control: max-age=5, s-maxage=7", 7, "Stated")]
    [InlineData("Cache-Control: max-age=5|Expires: Fri, 01 May 2026 12:01:00 GMT", 5, "Stated")]
    [InlineData("Expires: Fri, 01 May 2026 12:01:00 GMT", 60, "Stated")]
    [InlineData("Expires: Fri, 01 May 2026 12:01:00 GMT|Date: Fri, 01 May 2026 12:00:20 GMT", 40, "Stated")]
    [InlineData("Expires: Fri, 01 May 2026 11:00:00 GMT", 0, "Stated")]
    [InlineData("Expires: 0", 0, "Stated")]
    [InlineData("Expires: Fri, 01 May 2026 12:01:00 GMT|Expires: Fri, 01 May 2026 12:01:00 GMT", 0, "Stated")]
    [InlineData("Last-Modified: Fri, 01 May 2026 11:50:00 GMT|Date: Fri, 01 May 2026 12:00:00 GMT", 60, "Heuristic")]
    [InlineData("Last-Modified: Fri, 01 May 2020 11:50:00 GMT", 86400, "Heuristic")]
    [InlineData("Last-Modified: Fri, 01 May 2026 13:00:00 GMT", 0, "None")]
    [InlineData("Last-Modified: Fri, 01 May 2026 11:50:00 GMT|Cache-Control: no-cache", 0, "None")]
    [InlineData("", 0, "None")]
    public void The_server_says_it_or_its_last_change(string lines, long seconds, string source) =>
        Of(On, 200, lines).ShouldBe(new Freshness(seconds, Enum.Parse<FreshnessSource>(source)));

    [Theory]
    [InlineData(200, "", 600, "Setting")]
    [InlineData(301, "", 600, "Setting")]
    [InlineData(404, "", 60, "Setting")]
    [InlineData(302, "", 0, "None")]
    [InlineData(500, "", 0, "None")]
    [InlineData(200, "Cache-Control: max-age=5", 5, "Stated")]
    [InlineData(200, "Cache-Control: max-age=x", 0, "Stated")]
    [InlineData(200, "Cache-Control: no-cache", 0, "None")]
    [InlineData(200, "Last-Modified: Fri, 01 May 2026 11:50:00 GMT", 600, "Setting")]
    public void The_setting_counts_where_the_server_says_nothing(int status, string lines, long seconds, string source) =>
        Of(WithTtl, status, lines).ShouldBe(new Freshness(seconds, Enum.Parse<FreshnessSource>(source)));

    [Theory]
    [InlineData("", 0, 0)]
    [InlineData("Age: 30", 0, 30)]
    [InlineData("Age: 30", 5, 35)]
    [InlineData("Age: 30, 5|Age: 1", 0, 30)]
    [InlineData("Age: -3", 0, 0)]
    [InlineData("Age: 7.5", 0, 0)]
    [InlineData("Age: 99999999999", 0, CacheDirectives.MostSeconds)]
    [InlineData("Date: Fri, 01 May 2026 11:59:00 GMT", 0, 60)]
    [InlineData("Date: Fri, 01 May 2026 11:59:00 GMT|Age: 90", 0, 90)]
    [InlineData("Date: Fri, 01 May 2026 12:30:00 GMT", 0, 0)]
    public void Age_is_the_worse_of_two(string lines, int delay, long seconds) =>
        Freshness.InitialAge(Heads.Response(200, lines).Fields, Heads.Now.AddSeconds(-delay), Heads.Now).ShouldBe(seconds);

    [Fact]
    public void A_time_from_the_settings_counts_from_here_whatever_clock_the_server_has()
    {
        var fields = Heads.Response(200, "Date: Fri, 01 May 2026 11:00:00 GMT|Age: 5").Fields;
        Freshness.InitialAge(fields, Heads.Now, Heads.Now, FreshnessSource.Setting).ShouldBe(5);
        Freshness.InitialAge(fields, Heads.Now, Heads.Now, FreshnessSource.Heuristic).ShouldBe(3600);
    }

    private static Freshness Of(RouteCache route, int status, string lines)
    {
        var fields = Heads.Response(status, lines).Fields;
        return Freshness.Of(status, fields, CacheControl.Of(fields), targeted: false, route, Heads.Now);
    }
}
