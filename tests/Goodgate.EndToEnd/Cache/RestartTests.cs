using Goodgate.EndToEnd.WordPress;
using static Goodgate.EndToEnd.Cache.CountingOrigin;

namespace Goodgate.EndToEnd.Cache;

/// <summary>The program is killed (SIGKILL), its server is dead, and it is started again: pages are there.</summary>
public sealed class RestartTests : IDisposable
{
    private const int Large = 3_000_000;

    private readonly string _around = Directory.CreateTempSubdirectory("goodgate-restart-").FullName;
    private readonly HttpClient _http = new();
    private readonly string _body = string.Concat(Enumerable.Range(0, Large / 10).Select(i => $"{i,10}"));

    private string Data => Path.Combine(_around, "data");

    public void Dispose()
    {
        _http.Dispose();
        Directory.Delete(_around, recursive: true);
    }

    [Fact]
    public async Task After_kill_9_and_a_restart_with_a_dead_server_pages_are_served_and_what_was_purged_is_not()
    {
        var origin = Start((request, _) => Page(request.StartsWith("GET /large", StringComparison.Ordinal) ? _body : "a page", "Cache-Control: max-age=600\r\nSurrogate-Key: some\r\n"));
        await using (var first = await RunAsync(origin.Url))
        {
            foreach (var page in new[] { "/a", "/b", "/large" })
            {
                (await first.GetAsync(page)).Status.ShouldBe(200);
            }

            // A purge of nothing answers when all before it is written.
            await PurgeAsync(first, "tag=nothing", 0);
            await first.KillAsync();
        }

        var server = origin.Url;
        await origin.DisposeAsync();
        await using (var second = await RunAsync(server))
        {
            var page = await second.GetAsync("/a");
            (page.Status, page.Text).ShouldBe((200, "a page"));
            page.Status().ShouldStartWith("goodgate; hit; ttl=");
            (await second.GetAsync("/large")).Text.ShouldBe(_body);
            var part = await second.GetAsync("/large", "Range: bytes=2000000-2000099\r\n");
            (part.Status, part.Text).ShouldBe((206, _body[2_000_000..2_000_100]));
            (await second.GetAsync("/c")).Status.ShouldBe(502, "its server is dead");
            await PurgeAsync(second, "url=http://site.test/a", 1);
            await second.KillAsync();
        }

        await using var third = await RunAsync(server);
        (await third.GetAsync("/a")).Status.ShouldBe(502, "it was purged");
        (await third.GetAsync("/b")).Status.ShouldBe(200);
        await PurgeAsync(third, "tag=some&soft=1", 2);
        var saved = await third.GetAsync("/b");
        (saved.Status, saved.Status()).ShouldBe((200, "goodgate; fwd=stale; detail=stale-if-error"));
    }

    private async Task PurgeAsync(GoodgateCommand gateway, string what, int purged)
    {
        var admin = (await gateway.SaidAsync("admin "))["admin ".Length..].Trim();
        using var answer = await _http.PostAsync(new Uri($"{admin}/api/cache/purge?{what}"), null);
        (await answer.Content.ReadAsStringAsync()).ShouldContain($"\"purged\": {purged},");
    }

    private Task<GoodgateCommand> RunAsync(string server) =>
        GoodgateCommand.StartAsync([], "run", "--to", server, "--cache", "on", "--data", Data, "--listen", "http://127.0.0.1:0", "--admin", "127.0.0.1:0");
}
