using System.Text.Json;
using Goodgate.Gateway.Admin;
using Goodgate.Gateway.Cache.Storage;
using Goodgate.Gateway.Settings;

namespace Goodgate.Cli.Tests.Caching;

public sealed class CacheCommandTests : IAsyncLifetime, IAsyncDisposable
{
    private readonly CacheStore _store = CacheStore.Open(new StoreOptions(), TimeProvider.System);
    private AdminHost? _host;

    private string Admin => new Uri(_host!.Address).Authority;

    public async Task InitializeAsync()
    {
        _host = await StartAsync(null);
        Put("https://example.org/", "home");
        Put("https://example.org/blog/1", "home", "post-1");
        Put("https://example.org/\u001b[31mred");
    }

    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        await _host!.DisposeAsync();
        await _store.DisposeAsync();
    }

    [Fact]
    public async Task What_is_stored_is_listed_a_line_each()
    {
        await using var called = await Called.WithAsync("cache", "ls", "--prefix", "https://example.org/blog/", "--admin", Admin);
        called.ExitCode.ShouldBe(0, called.Error.ToString());
        called.Out.Lines.ShouldBe(["       1,000  https://example.org/blog/1  tags: home post-1"]);
    }

    [Fact]
    public async Task Where_there_is_nothing_that_is_said()
    {
        await using var called = await Called.WithAsync("cache", "ls", "--tag", "nowhere", "--admin", Admin);
        called.ExitCode.ShouldBe(0);
        called.Out.Lines.ShouldBe(["no entries"]);
    }

    [Fact]
    public async Task Addresses_cannot_steer_a_terminal()
    {
        await using var called = await Called.WithAsync("cache", "ls", "--admin", Admin);
        called.Out.Lines.Length.ShouldBe(3);
        called.Out.ToString().ShouldNotContain('\u001b');
    }

    [Fact]
    public async Task Of_many_some_are_listed_and_the_rest_is_counted()
    {
        await using var called = await Called.WithAsync("cache", "ls", "--limit", "1", "--admin", Admin);
        called.Out.Lines.Length.ShouldBe(2);
        called.Out.Lines[1].ShouldBe("… and 2 more; --limit shows more");
    }

    [Theory]
    [InlineData("1 entry purged", 2, "https://example.org/blog/1")]
    [InlineData("2 entries purged", 1, "--tag", "home")]
    [InlineData("2 entries purged", 1, "--tag", "post-1", "--tag", "home")]
    [InlineData("3 entries purged", 0, "--all")]
    [InlineData("3 entries purged", 0, "--prefix", "/")]
    [InlineData("0 entries: there are none of the kind", 3, "/nothing")]
    [InlineData("1 entry marked stale", 3, "--tag", "post-1", "--soft")]
    public async Task A_purge_says_how_many(string said, int left, params string[] what)
    {
        await using var called = await Called.WithAsync(["cache", "purge", .. what, "--admin", Admin]);
        called.ExitCode.ShouldBe(0, called.Error.ToString());
        called.Out.Lines.ShouldBe([said]);
        _store.Figures.Entries.ShouldBe(left);
    }

    [Theory]
    [InlineData]
    [InlineData("--soft")]
    [InlineData("/a", "--all")]
    public async Task A_purge_of_nothing_or_two_things_is_a_mistake(params string[] what)
    {
        await using var called = await Called.WithAsync(["cache", "purge", .. what, "--admin", Admin]);
        called.ExitCode.ShouldBe(2);
        called.Error.Lines.ShouldHaveSingleItem().ShouldBe("goodgate: say what to purge, in one way: a URL, --prefix, --tag or --all");
        _store.Figures.Entries.ShouldBe(3);
    }

    [Fact]
    public async Task Figures_are_shown_for_people_and_for_programs()
    {
        await using var plain = await Called.WithAsync("cache", "stats", "--admin", Admin);
        plain.Out.Lines[0].ShouldBe("entries    3");
        plain.Out.Lines[1].ShouldEndWith(" of 128.0 MiB");
        plain.Out.Lines[2].ShouldBe("disk       none: pages are in memory alone, and gone after a restart");
        await using var json = await Called.WithAsync("cache", "stats", "--json", "--admin", Admin);
        JsonElement.Parse(json.Out.ToString()).GetProperty("entries").GetInt32().ShouldBe(3);
    }

    [Fact]
    public async Task The_token_comes_from_the_environment_or_the_settings()
    {
        await using var host = await StartAsync("secret");
        var admin = new Uri(host.Address).Authority;
        await using var without = await Called.WithAsync("cache", "stats", "--admin", admin);
        without.ExitCode.ShouldBe(2);
        without.Error.ToString().ShouldContain("wants a token; put it into the environment variable GOODGATE_ADMIN_TOKEN");
        await using var wrong = new Called { Variables = { ["GOODGATE_ADMIN_TOKEN"] = "other" } };
        (await wrong.ToEndAsync("cache", "stats", "--admin", admin)).ShouldBe(2);
        wrong.Error.ToString().ShouldContain("does not take the token in the environment variable GOODGATE_ADMIN_TOKEN");
        await using var with = new Called { Variables = { ["GOODGATE_ADMIN_TOKEN"] = "secret" } };
        (await with.ToEndAsync("cache", "stats", "--admin", admin)).ShouldBe(0);
        await using var configured = new Called();
        var file = configured.Write("goodgate.yaml", $"listen: [\"http://127.0.0.1:0\"]\nadmin: {{ listen: {admin}, token: secret }}\nupstreams: {{ app: {{ servers: [http://127.0.0.1:1] }} }}\nsites: {{ app: {{ hosts: ['*'], routes: [{{ upstream: app }}] }} }}\n");
        (await configured.ToEndAsync("cache", "stats", "-c", file)).ShouldBe(0, configured.Error.ToString());
    }

    [Theory]
    [InlineData("ls", 0)]
    [InlineData("stats", 0)]
    [InlineData("purge --all", 2)]
    public async Task Where_nothing_is_cached_that_is_said(string command, int exitCode)
    {
        await using var host = (await AdminHost.StartAsync(new AdminSettings { Listen = "127.0.0.1:0" }, CachePages.Of(() => null), CancellationToken.None))!;
        await using var called = await Called.WithAsync(["cache", .. command.Split(' '), "--admin", new Uri(host.Address).Authority]);
        called.ExitCode.ShouldBe(exitCode);
        $"{called.Out}{called.Error}".ShouldContain("nothing is cached: no site has a cache");
    }

    [Fact]
    public async Task A_port_that_does_not_answer_or_is_none_is_named()
    {
        await using var nobody = await Called.WithAsync("cache", "stats", "--admin", "127.0.0.1:1");
        nobody.ExitCode.ShouldBe(2);
        nobody.Error.ToString().ShouldContain("the admin port 127.0.0.1:1 does not answer. Is \"goodgate run\" running there?");
        await using var wrong = await Called.WithAsync("cache", "stats", "--admin", "here");
        wrong.ExitCode.ShouldBe(2);
        wrong.Error.ToString().ShouldContain("expected HOST:PORT");
    }

    private async Task<AdminHost> StartAsync(string? token) =>
        (await AdminHost.StartAsync(new AdminSettings { Listen = "127.0.0.1:0", Token = token }, CachePages.Of(() => _store), CancellationToken.None))!;

    private void Put(string key, params string[] tags)
    {
        using var writer = _store.Begin(new EntryDraft(key, "", new byte[10], 1000, tags))!;
        writer.Append(new byte[1000]).ShouldBeTrue();
        writer.Commit().ShouldNotBeNull();
    }
}
