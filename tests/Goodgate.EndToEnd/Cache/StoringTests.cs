using Goodgate.EndToEnd.Behaviour.Origins;
using Goodgate.EndToEnd.Stage;
using Goodgate.Gateway.Settings;
using Goodgate.Lab;
using Goodgate.Lab.Catalogue;
using static Goodgate.EndToEnd.Cache.CountingOrigin;

namespace Goodgate.EndToEnd.Cache;

/// <summary>What must not be kept.</summary>
public sealed class StoringTests
{
    private static readonly CacheSettings TenMinutes = new() { Ttl = TimeSpan.FromMinutes(10) };

    [Theory]
    [InlineData("Cache-Control: max-age=60\r\n", "Authorization: Basic eDp5\r\n", "authorization")]
    [InlineData("Cache-Control: private, max-age=60\r\n", "", "private")]
    [InlineData("Cache-Control: no-store\r\n", "", "no-store")]
    [InlineData("Cache-Control: max-age=60\r\nVary: *\r\n", "", "vary-star")]
    [InlineData("", "", "no-freshness")]
    [InlineData("Cache-Control: max-age=60\r\n", "Cache-Control: no-store\r\n", "request-no-store")]
    public async Task Under_on(string response, string request, string why)
    {
        await using var origin = Start((_, number) => Page($"page {number}", response));
        await using var gateway = await RunningGateway.StartAsync(CachedSite.Before(origin.Url));
        (await gateway.GetAsync("/", request)).Status().ShouldBe($"goodgate; fwd=uri-miss; detail={why}");
        (await gateway.GetAsync()).Text.ShouldBe("page 2");
    }

    [Theory]
    [InlineData("", "", true)]
    [InlineData("Set-Cookie: a=b\r\n", "", false)]
    [InlineData("Cache-Control: max-age=60\r\nSet-Cookie: a=b\r\n", "", true)]
    [InlineData("", "Cookie: session=1\r\n", false)]
    [InlineData("", "Cookie: _ga=1; _fbp=2\r\n", true)]
    [InlineData("Cache-Control: max-age=60\r\n", "Cookie: session=1\r\n", true)]
    [InlineData("Cache-Control: no-cache\r\n", "", false)]
    [InlineData("Expires: 0\r\n", "", false)]
    public async Task With_a_time_from_the_settings(string response, string request, bool isKept)
    {
        await using var origin = Start((_, number) => Page($"page {number}", response));
        await using var gateway = await RunningGateway.StartAsync(CachedSite.Before(origin.Url, TenMinutes));
        await gateway.GetAsync("/", request);
        (await gateway.GetAsync("/", request)).Text.ShouldBe(isKept ? "page 1" : "page 2");
    }

    [Theory]
    [InlineData("_ga=ALICE; _fbp=ALICE", false)]
    [InlineData("_gallery_session=ALICE", true)]
    public async Task Counters_do_not_reach_the_server_of_a_page_the_settings_make_fresh(string cookie, bool arrives)
    {
        await using var origin = Start((request, _) => Page(request, ""));
        await using var gateway = await RunningGateway.StartAsync(CachedSite.Before(origin.Url, TenMinutes));
        (await gateway.GetAsync("/", $"Cookie: {cookie}\r\n")).Text.Contains("ALICE", StringComparison.Ordinal).ShouldBe(arrives);
        (await gateway.GetAsync()).Text.ShouldNotContain("ALICE");
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("X-Own: 1\r\n", true)]
    [InlineData("X-Original-URL: /evil\r\n", false)]
    [InlineData("X_HTTP_Method.Override: PUT\r\n", false)]
    [InlineData("Cookie: session=ALICE\r\n", false)]
    [InlineData("Authorization: Basic eDp5\r\n", false)]
    public async Task What_a_POST_says_of_its_own_address(string fields, bool isKept)
    {
        await using var origin = Start((request, _) => Page(request, "Content-Location: /posted\r\nCache-Control: public, max-age=60\r\n"));
        await using var gateway = await RunningGateway.StartAsync(CachedSite.Before(origin.Url));
        using var client = await gateway.ConnectAsync();
        (await client.AskAsync($"POST /posted HTTP/1.1\r\nHost: site.test\r\n{fields}Content-Length: 0\r\n\r\n")).Status.ShouldBe(200);
        (await gateway.GetAsync("/posted")).Text.ShouldStartWith(isKept ? "POST " : "GET ");
    }

    [Fact]
    public async Task What_a_person_with_cookies_gets_is_not_what_the_settings_made_fresh()
    {
        await using var origin = Start((_, number) => Page($"page {number}", ""));
        await using var gateway = await RunningGateway.StartAsync(CachedSite.Before(origin.Url, TenMinutes));
        await gateway.GetAsync();
        var personal = await gateway.GetAsync("/", "Cookie: session=1\r\n");
        (personal.Text, personal.Status()).ShouldBe(("page 2", "goodgate; fwd=bypass; detail=cookie"));
        (await gateway.GetAsync()).Text.ShouldBe("page 1");
    }

    [Theory]
    [InlineData("X-Requested-With: XMLHttpRequest\r\n", true)]
    [InlineData("Accept: application/activity+json\r\n", true)]
    [InlineData("hx-request: true\r\n", true)]
    [InlineData("Accept: application/json, */*;q=0.1\r\n", false)]
    [InlineData("Accept: text/html;q=0.9, application/xml\r\n", false)]
    public async Task A_piece_that_a_script_asked_for(string request, bool isPiece)
    {
        await using var origin = Start((_, number) => Page($"page {number}", ""));
        await using var gateway = await RunningGateway.StartAsync(CachedSite.Before(origin.Url, TenMinutes));
        (await gateway.GetAsync("/", request)).Status().ShouldBe(isPiece ? "goodgate; fwd=bypass; detail=piece" : "goodgate; fwd=uri-miss; stored");
        (await gateway.GetAsync()).Text.ShouldBe(isPiece ? "page 2" : "page 1");
    }

    [Fact]
    public async Task Content_in_a_GET()
    {
        await using var origin = Start((_, number) => Page($"page {number}"));
        await using var gateway = await RunningGateway.StartAsync(CachedSite.Before(origin.Url));
        using var client = await gateway.ConnectAsync();
        (await client.AskAsync("GET / HTTP/1.1\r\nHost: site.test\r\nContent-Length: 3\r\n\r\na=b")).Status().ShouldBe("goodgate; fwd=bypass; detail=content");
        (await gateway.GetAsync()).Text.ShouldBe("page 2");
    }

    [Theory]
    [InlineData(5)]
    [InlineData(100_000)]
    public async Task A_page_that_broke_off(int length)
    {
        await using var origin = Start((_, number) => number == 1
            ? $"HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\nTransfer-Encoding: chunked\r\n\r\n{length:x}\r\n{new string('x', length)}\r\nxx\r\n"
            : Page($"page {number}"));
        await using var gateway = await RunningGateway.StartAsync(CachedSite.Before(origin.Url));
        var broken = await gateway.GetAsync();
        (broken.Status == 200 && broken.LooksWhole).ShouldBeFalse();
        if (broken.Status == 502)
        {
            broken.Status().ShouldBe("goodgate; fwd=uri-miss", "nothing was stored of it");
        }

        (await gateway.GetAsync()).Text.ShouldBe("page 2");
        (await gateway.GetAsync()).Text.ShouldBe("page 2");
    }

    [Theory]
    [InlineData("application-script-error-after-head", false)]
    [InlineData("application-script-error-unknown-script", false)]
    [InlineData("worker-crashed-without-end", false)]
    [InlineData("application-script-error-answered", false)]
    [InlineData("fastcgi-warning", true)]
    public async Task What_PHP_says_in_a_broken_moment(string fault, bool isKept)
    {
        await using var lab = await FaultLab.StartAsync([Faults.Find(fault)!]);
        var settings = CachedSite.Before(lab.Running[0].Urls[0], TenMinutes);
        await using var gateway = await RunningGateway.StartAsync(settings);
        await gateway.GetAsync();
        gateway.Instance.Services.Cache.Store.Figures.Entries.ShouldBe(isKept ? 1 : 0);
    }

    [Theory]
    [InlineData("x", true)]
    [InlineData("x, chunked", false)]
    public async Task A_coding_that_nobody_knows_unless_the_server_may(string coding, bool may)
    {
        await using var origin = RawOrigin.Start(async peer =>
        {
            if (await peer.ReadRequestAsync() is not null)
            {
                await peer.SendAsync($"HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\nTransfer-Encoding: {coding}\r\n\r\npage");
            }
        });
        var settings = CachedSite.Before(origin.Url);
        await using var strict = await RunningGateway.StartAsync(settings);
        (await strict.GetAsync()).Status.ShouldBe(502);
        await using var lenient = await RunningGateway.StartAsync(settings with { Upstreams = [settings.Upstreams[0] with { Lenient = ["unknown-coding"] }] });
        (await lenient.GetAsync()).Status.ShouldBe(may ? 200 : 502);
        var second = await lenient.GetAsync();
        (second.Status, second.Text == "page", second.Field("Transfer-Encoding")).ShouldBe((may ? 200 : 502, may, null));
        origin.Connections.ShouldBe(may ? 2 : 3);
    }

    [Fact]
    public async Task The_page_of_a_database_that_is_down()
    {
        await using var origin = Start((_, number) => Page(number == 1 ? "<h1>Error establishing a database connection</h1>" : "page", ""));
        await using var gateway = await RunningGateway.StartAsync(CachedSite.Before(origin.Url, TenMinutes));
        await gateway.GetAsync();
        (await gateway.GetAsync()).Text.ShouldBe("page");
    }

    [Fact]
    public async Task Nothing_a_client_says_beside_the_address_reaches_the_server_of_what_others_get()
    {
        await using var origin = Start((request, _) => Page(request));
        await using var gateway = await RunningGateway.StartAsync(CachedSite.Before(origin.Url));
        var evil = "X-Forwarded-Host: evil.test\r\nX-Forwarded-Prefix: /evil\r\nX-Original-URL: /evil\r\nX_Rewrite_URL: /evil\r\nX-HTTP-Method-Override: DELETE\r\nX-Host: evil.test\r\nX-Other: kept\r\n";
        var page = await gateway.GetAsync("/a", evil);
        page.Text.ShouldNotContain("evil");
        page.Text.ShouldNotContain("DELETE");
        page.Text.ShouldContain("X-Other: kept");
        using var client = await gateway.ConnectAsync();
        (await client.AskAsync("GET /a HTTP/1.1\r\nHost: other.test\r\n\r\n")).Status().ShouldStartWith("goodgate; fwd=uri-miss");
        (await client.AskAsync("POST /a HTTP/1.1\r\nHost: other.test\r\nX-HTTP-Method-Override: DELETE\r\nContent-Length: 0\r\n\r\n")).Text.ShouldContain("Override: DELETE");
    }

    // A proxy that speaks RFC 7239 alone: the server gets the same host and scheme as X-Forwarded-*, so they are part of the key too.
    [Theory]
    [InlineData("host=other.test", "X-Forwarded-Host: other.test")]
    [InlineData("proto=https", "X-Forwarded-Proto: https")]
    public async Task What_a_trusted_proxy_says_in_Forwarded_is_part_of_the_key(string said, string told)
    {
        await using var origin = Start((request, _) => Page(request));
        await using var gateway = await RunningGateway.StartAsync(CachedSite.Before(origin.Url) with { TrustedProxies = ["127.0.0.0/8"] });

        (await gateway.GetAsync("/a", $"Forwarded: for=192.0.2.43;{said}\r\n")).Text.ShouldContain(told);

        (await gateway.GetAsync("/a")).Text.ShouldNotContain(told);
    }
}
