using System.Net;
using System.Text.Json;
using Goodgate.Gateway.Admin;
using Goodgate.Gateway.Cache;
using Goodgate.Gateway.Cache.Storage;
using Goodgate.Gateway.Cache.Storage.Purging;
using Goodgate.Gateway.Cache.Stored;
using Goodgate.Gateway.Settings;
using Goodgate.Gateway.Tests.Cache.Storage;

namespace Goodgate.Gateway.Tests.Admin;

public sealed class CachePagesTests : IAsyncLifetime, IAsyncDisposable
{
    private readonly CacheStore _store = CacheStore.Open(new StoreOptions(), TimeProvider.System);
    private readonly HttpClient _http = new();
    private AdminHost? _host;

    public async Task InitializeAsync()
    {
        _host = await AdminHost.StartAsync(new AdminSettings { Listen = "127.0.0.1:0" }, CachePages.Of(() => _store), CancellationToken.None);
        StoreStage.Put(_store, "https://example.org/", 1000, tags: ["home"]);
        StoreStage.Put(_store, "https://example.org/blog/1", 2000, "gzip", "home", "post-1");
        StoreStage.Put(_store, "https://example.org/blog/2", 3000, tags: ["post-2"]);
    }

    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _host!.DisposeAsync();
        await _store.DisposeAsync();
    }

    [Fact]
    public async Task What_is_stored_is_listed()
    {
        var (status, json) = await AskAsync(HttpMethod.Get, "entries?prefix=https://example.org/blog/");
        status.ShouldBe(HttpStatusCode.OK);
        json.GetProperty("matching").GetInt32().ShouldBe(2);
        var first = json.GetProperty("entries").EnumerateArray().Single(entry => entry.GetProperty("bytes").GetInt32() == 2000);
        first.GetProperty("key").GetString().ShouldBe("https://example.org/blog/1");
        first.GetProperty("variant").GetString().ShouldBe("gzip");
        first.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()).ShouldBe(["home", "post-1"]);
        (_, json) = await AskAsync(HttpMethod.Get, "entries?limit=1");
        json.GetProperty("matching").GetInt32().ShouldBe(3);
        json.GetProperty("entries").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task What_it_takes_is_told()
    {
        var (_, json) = await AskAsync(HttpMethod.Get, "stats");
        json.GetProperty("on").GetBoolean().ShouldBeTrue();
        json.GetProperty("entries").GetInt32().ShouldBe(3);
        json.GetProperty("memory_bytes").GetInt64().ShouldBeGreaterThan(6000);
    }

    [Fact]
    public async Task How_it_does_is_told()
    {
        var counters = new CacheCounters();
        Array.ForEach([CacheResult.Hit, CacheResult.Hit, CacheResult.Saved, CacheResult.Miss, CacheResult.Bypass, CacheResult.Guarded], counters.Add);
        counters.AddAge(30);
        await using var host = await AdminHost.StartAsync(new AdminSettings { Listen = "127.0.0.1:0" }, CachePages.Of(() => _store, null, counters), CancellationToken.None);
        var json = JsonElement.Parse(await _http.GetStringAsync(new Uri($"{host!.Address}/api/cache/stats")));
        json.GetProperty("requests").EnumerateObject().Where(one => one.Value.GetInt64() > 0).Select(one => $"{one.Name} {one.Value}").ShouldBe(["hit 2", "saved 1", "miss 1", "bypass 1"]);
        (json.GetProperty("hit_ratio").GetDouble(), json.GetProperty("average_age").GetDouble(), json.GetProperty("guarded").GetInt64()).ShouldBe((0.75, 10, 1));
        json.TryGetProperty("disk", out _).ShouldBeFalse("it has none");
    }

    [Fact]
    public async Task How_old_a_page_is_and_how_long_it_is_fresh()
    {
        var head = HeadFormat.Write(new HeadFacts { Status = 404, Received = DateTimeOffset.UnixEpoch.ToUnixTimeMilliseconds(), InitialAge = 5, Lifetime = 60 }, ""u8);
        using (var writer = _store.Begin(new EntryDraft("https://example.org/gone", "", head, 0, [])).ShouldNotBeNull())
        {
            writer.Commit().ShouldNotBeNull();
        }

        var (_, json) = await AskAsync(HttpMethod.Get, "entries?url=/gone");
        var entry = json.GetProperty("entries").EnumerateArray().Single();
        entry.GetProperty("status").GetInt32().ShouldBe(404);
        var age = entry.GetProperty("age").GetInt64();
        age.ShouldBeGreaterThan(1_000_000_000);
        entry.GetProperty("ttl").GetInt64().ShouldBe(60 - age);
    }

    [Theory]
    [InlineData("url=https://example.org/", 1)]
    [InlineData("prefix=/blog/", 2)]
    [InlineData("tag=home", 2)]
    [InlineData("tag=post-1,post-2+home+none", 3)]
    [InlineData("all=1", 3)]
    public async Task A_POST_purges(string query, int purged)
    {
        var (status, json) = await AskAsync(HttpMethod.Post, $"purge?{query}");
        status.ShouldBe(HttpStatusCode.OK);
        json.GetProperty("purged").GetInt32().ShouldBe(purged);
        json.GetProperty("mode").GetString().ShouldBe("hard");
        _store.Figures.Entries.ShouldBe(3 - purged);
    }

    [Fact]
    public async Task A_soft_purge_marks()
    {
        var (_, json) = await AskAsync(HttpMethod.Post, "purge?tag=home&soft=1");
        json.GetProperty("mode").GetString().ShouldBe("soft");
        _store.Entries().Count(entry => entry.IsMarkedStale).ShouldBe(2);
    }

    [Theory]
    [InlineData("")]
    [InlineData("url=")]
    [InlineData("all=no")]
    [InlineData("soft=1")]
    [InlineData("url=/a&tag=b")]
    [InlineData("urls=/a")]
    public async Task A_purge_that_does_not_say_what_purges_nothing(string query)
    {
        var (status, json) = await AskAsync(HttpMethod.Post, $"purge?{query}");
        status.ShouldBe(HttpStatusCode.BadRequest);
        json.GetProperty("error").GetString().ShouldNotBeNullOrEmpty();
        _store.Figures.Entries.ShouldBe(3);
    }

    [Fact]
    public async Task Nothing_but_a_POST_changes_anything_and_only_there()
    {
        (await AskAsync(HttpMethod.Get, "purge?all=1")).Status.ShouldBe(HttpStatusCode.BadRequest);
        foreach (var method in new[] { HttpMethod.Put, HttpMethod.Delete, HttpMethod.Patch })
        {
            (await SendAsync(method, "purge?all=1")).StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        }

        (await SendAsync(HttpMethod.Post, "stats")).StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        _store.Figures.Entries.ShouldBe(3);
    }

    [Theory]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task A_web_page_cannot_purge(string field, string value)
    {
        (await SendAsync(HttpMethod.Post, "purge?all=1", (field, value))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        _store.Figures.Entries.ShouldBe(3);
    }

    [Fact]
    public async Task Where_there_is_a_token_a_purge_needs_it()
    {
        await using var host = await AdminHost.StartAsync(new AdminSettings { Listen = "127.0.0.1:0", Token = "secret" }, CachePages.Of(() => _store), CancellationToken.None);
        using var without = await _http.PostAsync(new Uri($"{host!.Address}/api/cache/purge?all=1"), null);
        without.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        _store.Figures.Entries.ShouldBe(3);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{host.Address}/api/cache/purge?all=1");
        request.Headers.Add("Authorization", "Bearer secret");
        using var with = await _http.SendAsync(request);
        with.StatusCode.ShouldBe(HttpStatusCode.OK);
        _store.Figures.Entries.ShouldBe(0);
    }

    [Fact]
    public async Task Without_a_cache_that_is_said()
    {
        await using var host = await AdminHost.StartAsync(new AdminSettings { Listen = "127.0.0.1:0" }, CachePages.Of(() => null), CancellationToken.None);
        (await _http.GetStringAsync(new Uri($"{host!.Address}/api/cache/stats"))).ShouldContain("\"on\": false");
        using var purge = await _http.PostAsync(new Uri($"{host.Address}/api/cache/purge?all=1"), null);
        purge.StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    // Whoever asks is told, in time to try again; the purge goes on.
    [Fact]
    public async Task A_purge_that_takes_too_long_is_waited_for_no_longer()
    {
        var clock = new ManualClock();
        var isOpen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var isPurged = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var pages = CachePages.Of(() => _store, PurgeAsync, time: clock);
        await using var host = await AdminHost.StartAsync(new AdminSettings { Listen = "127.0.0.1:0" }, pages, CancellationToken.None);
        var asking = _http.PostAsync(new Uri($"{host!.Address}/api/cache/purge?all=1"), null);
        await clock.TimersAsync(TimeSpan.FromSeconds(20), 1);
        clock.Advance(TimeSpan.FromSeconds(19));
        asking.IsCompleted.ShouldBeFalse();
        clock.Advance(TimeSpan.FromSeconds(2));
        using var answer = await asking;
        (answer.StatusCode, answer.Headers.RetryAfter?.Delta).ShouldBe((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(10)));
        (await answer.Content.ReadAsStringAsync()).ShouldContain("the purge is carried out when that has ended");
        _store.Figures.Entries.ShouldBe(3);
        isOpen.SetResult();
        await isPurged.Task.WaitAsync(TimeSpan.FromSeconds(30));
        _store.Figures.Entries.ShouldBe(0);

        async Task<int> PurgeAsync(PurgeOrder order)
        {
            await isOpen.Task;
            var purged = await new Purger(_store).RunAsync(order);
            isPurged.SetResult();
            return purged;
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string page, params (string Name, string Value)[] fields)
    {
        using var request = new HttpRequestMessage(method, $"{_host!.Address}/api/cache/{page}");
        foreach (var (name, value) in fields)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await _http.SendAsync(request);
    }

    private async Task<(HttpStatusCode Status, JsonElement Json)> AskAsync(HttpMethod method, string page)
    {
        using var answer = await SendAsync(method, page);
        return (answer.StatusCode, JsonElement.Parse(await answer.Content.ReadAsStringAsync()));
    }
}
