using Goodgate.EndToEnd.Stage;
using Goodgate.Gateway.Settings;

namespace Goodgate.EndToEnd.Cache;

/// <summary>PURGE and BAN from clients.</summary>
public sealed class PurgeMethodTests
{
    private const string Page = "HTTP/1.1 200 OK\r\nCache-Control: max-age=600\r\nSurrogate-Key: home post-1\r\nETag: \"1\"\r\nContent-Length: 2\r\n\r\nok";

    [Theory]
    [InlineData("PURGE", "/a/1", "", 1)]
    [InlineData("PURGE", "/a/", "", 0)]
    [InlineData("PURGE", "/a/*", "", 2)]
    [InlineData("PURGE", "/.*", "X-Purge-Method: regex\r\n", 3)]
    [InlineData("BAN", "/a/", "", 2)]
    [InlineData("PURGE", "/", "Surrogate-Key: post-1 other\r\n", 3)]
    public async Task What_is_named_is_gone_and_nothing_else(string method, string target, string fields, int purged)
    {
        await using var origin = CountingOrigin.Start((_, _) => Page);
        await using var gateway = await StartAsync(origin.Url, "127.0.0.0/8");
        foreach (var path in new[] { "/a/1", "/a/2", "/b" })
        {
            await gateway.GetAsync(path);
        }

        var answer = await AskAsync(gateway, method, target, fields);
        (answer.Status, answer.Text).ShouldBe((200, $"{{\"purged\":{purged}}}\n"));
        var asked = origin.Count;
        foreach (var path in new[] { "/a/1", "/a/2", "/b" })
        {
            await gateway.GetAsync(path);
        }

        (origin.Count - asked).ShouldBe(purged);
    }

    [Theory]
    [InlineData("PURGE", "/a/1", 2)]
    [InlineData("PURGE", "/a/*", 3)]
    [InlineData("BAN", "/a/", 3)]
    public async Task By_a_proxy_that_says_which_host_was_asked_for(string method, string target, int purged)
    {
        const string Fields = "X-Forwarded-Host: shop.example\r\nX-Forwarded-Port: 443\r\nX-Forwarded-For: 127.0.0.9\r\n";
        await using var origin = CountingOrigin.Start((_, _) => Page);
        var settings = CachedSite.Before(origin.Url);
        await using var gateway = await RunningGateway.StartAsync(settings with { Cache = settings.Cache with { PurgeFrom = ["127.0.0.0/8"] }, TrustedProxies = ["127.0.0.0/8"] });
        await gateway.GetAsync("/a/1");
        await gateway.GetAsync("/a/1", Fields);
        await gateway.GetAsync("/a/2", Fields);
        (await AskAsync(gateway, method, target, Fields)).Text.ShouldBe($"{{\"purged\":{purged}}}\n");
    }

    [Fact]
    public async Task A_soft_purge_has_the_server_asked_and_keeps_the_page()
    {
        await using var origin = CountingOrigin.Start((_, _) => Page);
        await using var gateway = await StartAsync(origin.Url, "127.0.0.1/32");
        await gateway.GetAsync("/a");
        (await AskAsync(gateway, "PURGE", "/a", "Soft-Purge: 1\r\n")).Text.ShouldBe("{\"purged\":1}\n");
        (await gateway.GetAsync("/a")).Status().ShouldContain("fwd=stale");
        (await gateway.GetAsync("/a")).Status().ShouldContain("hit");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("10.0.0.0/8")]
    public async Task Others_may_not_and_no_server_hears_of_it(string? network)
    {
        await using var origin = CountingOrigin.Start((_, _) => Page);
        await using var gateway = await StartAsync(origin.Url, network);
        await gateway.GetAsync("/a");
        (await AskAsync(gateway, "PURGE", "/a", "")).Status.ShouldBe(403);
        (await AskAsync(gateway, "BAN", "/", "")).Status.ShouldBe(403);
        origin.Count.ShouldBe(1);
        (await gateway.GetAsync("/a")).Status().ShouldContain("hit");
    }

    [Fact]
    public async Task While_a_reload_hangs_nobody_is_kept_waiting()
    {
        var folder = Directory.CreateTempSubdirectory("goodgate-purge-");
        using var time = new HangingReload();
        await using var origin = CountingOrigin.Start((_, _) => Page);
        var settings = CachedSite.Before(origin.Url);
        settings = settings with { Cache = settings.Cache with { PurgeFrom = ["127.0.0.0/8"], Folder = folder.FullName } };
        await using var gateway = await RunningGateway.StartAsync(settings, time);
        await gateway.GetAsync("/a");
        time.Reload(await gateway.Instance.Services.Cache.PrepareAsync(CachedSite.Resized(settings)));
        var answer = await AskAsync(gateway, "PURGE", "/a", "");
        (answer.Status, answer.Field("Retry-After")).ShouldBe((503, "10"));
        answer.Text.ShouldStartWith("503 Service Unavailable: purge-waits");
        time.Opens.Set();
        await Eventually.IsSoAsync(async () => (await AskAsync(gateway, "PURGE", "/", "")).Status == 200, "the folder is open");
        await Eventually.IsSoAsync(() => !gateway.Instance.Services.Cache.Store.Entries().Any(), "the purge was carried out all the same");
        await gateway.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private static Task<RunningGateway> StartAsync(string server, string? network)
    {
        var settings = CachedSite.Before(server);
        return RunningGateway.StartAsync(settings with { Cache = settings.Cache with { PurgeFrom = network is null ? [] : [network] } });
    }

    private static async Task<Answer> AskAsync(RunningGateway gateway, string method, string target, string fields)
    {
        using var client = await gateway.ConnectAsync();
        return await client.AskAsync($"{method} {target} HTTP/1.1\r\nHost: site.test\r\n{fields}\r\n");
    }
}
