using System.Net;
using Goodgate.Cli.Running;
using Goodgate.Lab.Origin;

namespace Goodgate.Cli.Tests.Running;

/// <summary><c>goodgate run --root DIR</c>.</summary>
public sealed class RunFilesTests : IAsyncDisposable
{
    private readonly Called _called = new();
    private readonly HttpClient _http = new();

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _called.DisposeAsync();
    }

    [Fact]
    public async Task A_folder_is_served()
    {
        var root = Folder("a.html", "<p>hello");
        var url = await StartAsync("--root", "www");
        (await _called.Out.LineWithAsync("serving")).ShouldBe($"serving   every host → files of {root}");

        (await _http.GetStringAsync(new Uri(url + "/a.html"))).ShouldBe("<p>hello");
        using var missing = await _http.GetAsync(new Uri(url + "/b.html"));
        missing.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Scripts_go_to_php()
    {
        await using var origin = HealthyOrigin.Start();
        var root = Folder("index.php", "<?php secret");
        var url = await StartAsync("--root", root, "--php", origin.Url, "--preset", "wordpress", "--retries", "1");
        (await _called.Out.LineWithAsync("serving")).ShouldBe($"serving   every host → files of {root} (wordpress), scripts by {origin.Url}");

        (await _http.GetStringAsync(new Uri(url))).ShouldBe("healthy\n");
    }

    [Fact]
    public async Task What_is_known_of_the_pool_is_told()
    {
        var socket = Path.Combine(_called.Folder, "php.sock");
        var url = await StartAsync("--root", Folder("index.php", "<?php"), "--php", $"unix:{socket}");
        (await _called.Out.LineWithAsync("pool")).ShouldBe(
            "pool      how many workers there are is not known (no pool file in /etc/php/*/fpm and the like names this address): no limit on requests in flight; "
            + "fastcgi.pool.workers or conf in a settings file would say it");
        url.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_root_that_is_not_there_is_told()
    {
        (await _called.ToEndAsync("run", "--root", "nowhere", "--admin", "off", "--listen", "http://127.0.0.1:0")).ShouldBe(2);

        _called.Error.ToString().Trim().ShouldBe($"goodgate: the root {Path.Combine(_called.Folder, "nowhere")} of site app does not exist. Create it, or correct the path.");
    }

    [Fact]
    public void The_options_make_a_site()
    {
        var settings = Read(new RunOptions { Root = "/var/www/$html", Php = "http://127.0.0.1:9000", Preset = "laravel", Retries = "0", Listen = ["http://127.0.0.1:81"] }).Settings.ShouldNotBeNull();

        var site = settings.Sites.ShouldHaveSingleItem();
        site.Hosts.ShouldBe(["*"]);
        site.Routes.ShouldBeEmpty();
        site.Files.ShouldNotBeNull().Root.ShouldBe("/var/www/$html");
        site.Files.Preset.ShouldBe("laravel");
        var upstream = settings.Upstreams.ShouldHaveSingleItem();
        site.Files.Php.ShouldBe(upstream.Name);
        upstream.Retries.ShouldBe(0);
        settings.Listen.ShouldHaveSingleItem().Url.ShouldBe("http://127.0.0.1:81");
    }

    [Theory]
    [InlineData("/w", null, "app", "--php: ")]
    [InlineData("", null, null, "--root: ")]
    [InlineData("/w", "joomla", null, "--preset: ")]
    public void Bad_values_name_their_option(string root, string? preset, string? php, string expected) =>
        Read(new RunOptions { Root = root, Preset = preset, Php = php }).Problems.ShouldHaveSingleItem().ShouldStartWith(expected);

    [Fact]
    public void Logins_are_limited_by_one_word()
    {
        Read(new RunOptions { Root = "/w", Preset = "wordpress" }).Settings!.Sites[0].Files!.LimitLogins.ShouldBeFalse();
        Read(new RunOptions { Root = "/w", Preset = "wordpress", LimitLogins = true }).Settings!.Sites[0].Files!.LimitLogins.ShouldBeTrue();
        Problem(new RunOptions { Root = "/w", LimitLogins = true }).ShouldBe("--limit-logins: where people log in is not known of plain-php; expected preset: wordpress, or a route with a rate");
        Problem(new RunOptions { LimitLogins = true, To = ["http://127.0.0.1:1"] }).ShouldStartWith("--limit-logins needs --root, with --preset wordpress");
    }

    [Fact]
    public void Options_that_contradict_each_other_are_told()
    {
        Problem(new RunOptions { Root = "/w", Config = "f" }).ShouldContain("-c and --root cannot be used together");
        Problem(new RunOptions { Root = "/w", To = ["http://127.0.0.1:1"] }).ShouldContain("--root and --to cannot be used together");
        Problem(new RunOptions { Php = "127.0.0.1:9000", To = ["http://127.0.0.1:1"] }).ShouldContain("--php needs --root");
        Problem(new RunOptions { Preset = "wordpress" }).ShouldContain("--preset needs --root");
        Problem(new RunOptions { To = ["fastcgi://127.0.0.1:9000"] }).ShouldContain("goodgate run --root /var/www/html --php 127.0.0.1:9000");
        Problem(new RunOptions { To = ["fastcgi+unix:/run/php.sock"] }).ShouldContain("--root");
        Problem(new RunOptions { Root = "/w", Php = "9000" }).ShouldBe("--php: \"9000\" is no address; expected unix:/PATH or HOST:PORT; did you mean \"127.0.0.1:9000\"?");
    }

    private string Problem(RunOptions options) => Read(options).Problems.ShouldHaveSingleItem();

    private RunSettings Read(RunOptions options) => RunSettings.Read(options, _called.Session);

    private string Folder(string name, string content)
    {
        var root = Directory.CreateDirectory(Path.Combine(_called.Folder, "www")).FullName;
        File.WriteAllText(Path.Combine(root, name), content);
        return root;
    }

    private async Task<string> StartAsync(params string[] args)
    {
        _ = _called.Start(["run", "--listen", "http://127.0.0.1:0", "--admin", "off", .. args]);
        return (await _called.Out.LineWithAsync("listening")).Split(' ')[^1];
    }
}
