using Goodgate.EndToEnd.Stage;
using static Goodgate.EndToEnd.Cache.CountingOrigin;

namespace Goodgate.EndToEnd.Cache;

/// <summary>While a reload opens the folder anew, pages are kept in memory: what is said of them meanwhile holds for what the folder has, too.</summary>
public sealed class ReloadTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("goodgate-reload-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("POST", "", "page 3")]
    [InlineData("GET", "Cache-Control: private\r\n", "page 3")]
    [InlineData("GET", "Cache-Control: no-store\r\n", "page 3")]
    [InlineData("GET", "Cache-Control: max-age=600\r\n", "page 3")]
    [InlineData("GET", null, "page 1")]
    public async Task What_a_server_says_meanwhile_holds_afterwards(string method, string? fields, string then)
    {
        using var time = new HangingReload();
        await using var origin = Start((_, number) => number == 2 && fields is null ? Page("busy", "", "429 Too Many Requests") : Page($"page {number}", number == 2 ? fields! : "Cache-Control: max-age=600\r\n"));
        var settings = CachedSite.Before(origin.Url);
        settings = settings with { Cache = settings.Cache with { Folder = _folder.FullName } };
        await using var gateway = await RunningGateway.StartAsync(settings, time);
        (await gateway.GetAsync("/a")).Text.ShouldBe("page 1");
        var cache = gateway.Instance.Services.Cache;
        time.Reload(await cache.PrepareAsync(CachedSite.Resized(settings)));
        await Eventually.IsSoAsync(() => !cache.Store.Entries().Any(), "pages are kept in memory");
        using (var client = await gateway.ConnectAsync())
        {
            (await client.AskAsync($"{method} /a HTTP/1.1\r\nHost: site.test\r\n{(method == "POST" ? "Content-Length: 0\r\n" : "")}\r\n")).Text.ShouldBe(fields is null ? "busy" : "page 2");
        }

        time.Opens.Set();
        await Eventually.IsSoAsync(() => !cache.IsPartial && cache.Store.Entries().Any(), "the folder is open");
        (await gateway.GetAsync("/a")).Text.ShouldBe(then);
    }

    // Asked before the reload, answered after it: what comes is newer than what the folder has, and is kept by nobody.
    [Fact]
    public async Task What_was_asked_before_and_comes_after_it_is_the_newer_one()
    {
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var origin = Start(async (_, number) =>
        {
            if (number == 2)
            {
                await Task.WhenAny(answer.Task, Task.Delay(TimeSpan.FromSeconds(60)));
            }

            return Page($"page {number}", number == 2 ? "Cache-Control: private\r\n" : "Cache-Control: max-age=600\r\n");
        });
        var settings = CachedSite.Before(origin.Url);
        settings = settings with { Cache = settings.Cache with { Folder = _folder.FullName } };
        await using var gateway = await RunningGateway.StartAsync(settings);
        (await gateway.GetAsync("/a")).Text.ShouldBe("page 1");
        var asking = gateway.GetAsync("/a", "Cache-Control: no-cache\r\n");
        await Eventually.IsSoAsync(() => origin.Count == 2, "its server was asked");
        var cache = gateway.Instance.Services.Cache;
        (await cache.PrepareAsync(CachedSite.Resized(settings))).Apply();
        await Eventually.IsSoAsync(() => !cache.IsPartial && cache.Store.Entries().Any(), "the folder is open");
        answer.SetResult();
        (await asking).Text.ShouldBe("page 2");
        (await gateway.GetAsync("/a")).Text.ShouldBe("page 3");
    }
}
