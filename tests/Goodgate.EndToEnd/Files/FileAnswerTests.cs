using System.IO.Compression;
using Goodgate.EndToEnd.Behaviour;
using Goodgate.EndToEnd.Behaviour.Origins;
using Goodgate.EndToEnd.Stage;
using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Settings;

namespace Goodgate.EndToEnd.Files;

/// <summary>What clients get of a site's files, byte for byte.</summary>
public sealed class FileAnswerTests
{
    [Fact]
    public async Task A_file_comes_with_what_a_browser_needs_to_know()
    {
        using var site = new ServedSite().With("style.css", "a{}\n");
        await using var gateway = await RunningGateway.StartAsync(site.Settings(change: files => files with { AssetsCacheControl = "public, max-age=60" }).WithRecords());
        using var client = await gateway.ConnectAsync();

        var answer = await client.AskAsync("GET /style.css?v=2 HTTP/1.1\r\nHost: a.test\r\n\r\n");

        answer.Status.ShouldBe(200);
        answer.Text.ShouldBe("a{}\n");
        answer.Field("Content-Type").ShouldBe("text/css; charset=utf-8");
        answer.Field("Content-Length").ShouldBe("4");
        answer.Field("Last-Modified").ShouldBe("Thu, 29 Feb 2024 12:00:00 GMT");
        answer.Field("ETag").ShouldNotBeNull().ShouldMatch("^\"[0-9a-f]+-4\"$");
        answer.Field("Accept-Ranges").ShouldBe("bytes");
        answer.Field("Vary").ShouldBe("Accept-Encoding");
        answer.Field("X-Content-Type-Options").ShouldBe("nosniff");
        answer.Field("Cache-Control").ShouldBe("public, max-age=60");
        answer.Field("Content-Encoding").ShouldBeNull();
        await Eventually.IsSoAsync(() => gateway.Instance.Outlets.Counters.Requests.Of(2, ResponseSource.File) == 1, "it was counted");

        // One connection, whatever is answered; HEAD is GET without the content.
        var head = await client.AskAsync("HEAD /style.css HTTP/1.1\r\nHost: a.test\r\nRange: bytes=0-1\r\n\r\n");
        head.Status.ShouldBe(200);
        head.Field("Content-Length").ShouldBe("4");
        head.Field("ETag").ShouldBe(answer.Field("ETag"));
        (await client.AskAsync($"GET /style.css HTTP/1.1\r\nHost: a.test\r\nIf-None-Match: {answer.Field("ETag")}\r\n\r\n")).Status.ShouldBe(304);
        (await gateway.RecordsAsync()).Select(line => line.Status).ShouldBe([200, 200, 304]);
    }

    [Fact]
    public async Task What_the_client_has_is_not_sent_again()
    {
        using var site = new ServedSite().With("a.txt");
        await using var gateway = await RunningGateway.StartAsync(site.Settings());
        using var client = await gateway.ConnectAsync();

        var answer = await client.AskAsync("GET /a.txt HTTP/1.1\r\nHost: a.test\r\nIf-Modified-Since: Thu, 29 Feb 2024 12:00:00 GMT\r\n\r\n");

        answer.Status.ShouldBe(304);
        answer.Field("ETag").ShouldNotBeNull();
        answer.Field("Content-Length").ShouldBeNull();
        answer.Field("Content-Type").ShouldBeNull();
        var failed = await client.AskAsync("GET /a.txt HTTP/1.1\r\nHost: a.test\r\nIf-Match: \"x\"\r\n\r\n");
        failed.Status.ShouldBe(412);
        failed.Text.ShouldContain("precondition-failed");
    }

    [Theory]
    [InlineData("bytes=0-3", 206, "bytes 0-3/8", "cont")]
    [InlineData("bytes=-3", 206, "bytes 5-7/8", "nt\n")]
    [InlineData("bytes=5-", 206, "bytes 5-7/8", "nt\n")]
    [InlineData("bytes=8-", 416, "bytes */8", null)]
    [InlineData("bytes=0-3,0-7", 200, null, "content\n")]
    [InlineData("pages=1", 200, null, "content\n")]
    public async Task A_part_is_given(string range, int status, string? place, string? content)
    {
        using var site = new ServedSite().With("a.txt");
        await using var gateway = await RunningGateway.StartAsync(site.Settings());

        var answer = await gateway.GetAsync("/a.txt", $"Range: {range}\r\nAccept-Encoding: gzip\r\n");

        answer.Status.ShouldBe(status);
        answer.Field("Content-Range").ShouldBe(place);
        (content is null || answer.Text == content).ShouldBeTrue(answer.Text);
        answer.LooksWhole.ShouldBeTrue();
    }

    [Fact]
    public async Task Several_parts_come_in_one_answer()
    {
        using var site = new ServedSite().With("a.txt", "0123456789");
        await using var gateway = await RunningGateway.StartAsync(site.Settings());

        var answer = await gateway.GetAsync("/a.txt", "Range: bytes=0-1, 4-4, -2\r\n");

        answer.Status.ShouldBe(206);
        var boundary = answer.Field("Content-Type").ShouldNotBeNull().Split("boundary=")[1];
        answer.Text.Replace(boundary, "B", StringComparison.Ordinal).ShouldBe(string.Concat(
            "\r\n--B\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Range: bytes 0-1/10\r\n\r\n01",
            "\r\n--B\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Range: bytes 4-4/10\r\n\r\n4",
            "\r\n--B\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Range: bytes 8-9/10\r\n\r\n89",
            "\r\n--B--\r\n"));
    }

    [Fact]
    public async Task A_site_or_a_route_can_say_that_nothing_is_compressed()
    {
        using var site = new ServedSite().With("a.txt", new string('a', 2000));
        var settings = site.Settings();
        settings = settings with { Sites = [settings.Sites[0] with { Compress = false, Routes = [new RouteSettings { Path = "/a.txt", Methods = ["HEAD"], Compress = true }] }] };
        await using var gateway = await RunningGateway.StartAsync(settings);
        (await gateway.GetAsync("/a.txt", "Accept-Encoding: gzip\r\n")).Field("Content-Encoding").ShouldBeNull();
        using var client = await gateway.ConnectAsync();
        (await client.AskAsync("HEAD /a.txt HTTP/1.1\r\nHost: a.test\r\nAccept-Encoding: gzip\r\n\r\n")).Field("Content-Encoding").ShouldBe("gzip");
    }

    [Theory]
    [InlineData("br, gzip", 2000, "br", true)]
    [InlineData("gzip", 2000, "gzip", true)]
    [InlineData("gzip", 500_000, "gzip", false)]
    [InlineData("br", 500_000, "br", false)]
    [InlineData("gzip", 100, null, true)]
    [InlineData("identity", 2000, null, true)]
    public async Task Text_is_compressed_on_the_way(string accept, int size, string? coding, bool hasLength)
    {
        var content = string.Concat(Enumerable.Range(0, size / 5).Select(i => $"{i % 1000:d4} "));
        using var site = new ServedSite().With("a.txt", content);
        await using var gateway = await RunningGateway.StartAsync(site.Settings());

        var answer = await gateway.GetAsync("/a.txt", $"Accept-Encoding: {accept}\r\n");

        answer.Status.ShouldBe(200);
        answer.LooksWhole.ShouldBeTrue();
        answer.Field("Content-Encoding").ShouldBe(coding);
        answer.Field("Vary").ShouldBe("Accept-Encoding");
        answer.Field("ETag").ShouldNotBeNull().StartsWith('W').ShouldBe(coding is not null);
        (answer.Field("Content-Length") is not null).ShouldBe(hasLength);
        Decoded(answer.Body, coding).ShouldBe(content);
    }

    [Fact]
    public async Task A_compressed_copy_beside_a_file_is_sent_in_its_place()
    {
        using var site = new ServedSite().With("a.js", "plain").With("a.js.gz", "stored");
        await using var gateway = await RunningGateway.StartAsync(site.Settings(change: files => files with { Compress = false }));

        var answer = await gateway.GetAsync("/a.js", "Accept-Encoding: br, gzip\r\n");

        answer.Text.ShouldBe("stored");
        answer.Field("Content-Encoding").ShouldBe("gzip");
        answer.Field("Content-Type").ShouldBe("text/javascript; charset=utf-8");
        answer.Field("ETag").ShouldNotBeNull().ShouldEndWith("-gzip\"");
        (await gateway.GetAsync("/a.js")).Text.ShouldBe("plain");
        (await gateway.GetAsync("/a.js.gz")).Field("Content-Type").ShouldBe("application/gzip");
    }

    [Theory]
    [InlineData("POST /a.txt", 405, "method-not-for-files")]
    [InlineData("DELETE /a.txt", 405, "method-not-for-files")]
    [InlineData("OPTIONS *", 405, "method-not-for-files")]
    [InlineData("GET /.git/config", 404, "hidden-file")]
    [InlineData("GET /index.php", 404, "hidden-file")]
    [InlineData("GET /missing", 404, "no-file")]
    [InlineData("GET /dir/", 404, "no-file")]
    [InlineData("GET /%2e%2e/x", 400, "bad-path")]
    [InlineData("POST /missing", 404, "no-file")]
    public async Task What_is_not_served_is_said_in_a_word(string request, int status, string reason)
    {
        using var site = new ServedSite().With("a.txt").With("index.php", "<?php secret").With(".git/config", "secret").With("dir/x.txt");
        await using var gateway = await RunningGateway.StartAsync(site.Settings());
        using var client = await gateway.ConnectAsync();

        var answer = await client.AskAsync($"{request} HTTP/1.1\r\nHost: a.test\r\nContent-Length: 0\r\n\r\n");

        answer.Status.ShouldBe(status);
        answer.Text.ShouldContain($": {reason}: ");
        answer.Text.ShouldNotContain("secret");
        answer.Field("Allow").ShouldBe(status == 405 ? "GET, HEAD" : null);
        gateway.Instance.Outlets.Counters.RefusedByReason.ShouldBe([new KeyValuePair<string, long>(reason, 1)]);
        (await gateway.EndAsync()).ShouldBeEmpty("a client's error is no failure");
    }

    [Theory]
    [InlineData("GET", "/docs", 301, "/docs/")]
    [InlineData("GET", "/docs?a=/x", 301, "/docs/?a=/x")]
    [InlineData("POST", "/docs", 308, "/docs/")]
    [InlineData("GET", "//docs", 301, "/docs/")]
    [InlineData("GET", "/d%6Fcs", 301, "/d%6Fcs/")]
    public async Task A_folder_is_asked_for_with_its_slash(string method, string target, int status, string location)
    {
        using var site = new ServedSite().With("docs/index.html", "<p>docs");
        await using var gateway = await RunningGateway.StartAsync(site.Settings());
        using var client = await gateway.ConnectAsync();

        var answer = await client.AskAsync($"{method} {target} HTTP/1.1\r\nHost: a.test\r\nContent-Length: 0\r\n\r\n");

        answer.Status.ShouldBe(status);
        answer.Field("Location").ShouldBe(location);
        (await client.AskAsync("GET /docs/ HTTP/1.1\r\nHost: a.test\r\n\r\n")).Text.ShouldBe("<p>docs");
    }

    [Fact]
    public async Task Scripts_and_what_names_no_file_go_to_php_with_their_target_unchanged()
    {
        await using var php = RawOrigin.Answering("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nphp");
        using var site = new ServedSite().With("index.php").With("a.txt").With("uploads/x.php");
        await using var gateway = await RunningGateway.StartAsync(site.Settings(php.Url));
        using var client = await gateway.ConnectAsync();

        (await client.AskAsync("GET /2024/hello%20world/?p=1 HTTP/1.1\r\nHost: a.test\r\n\r\n")).Text.ShouldBe("php");
        (await client.AskAsync("POST /index.php/info HTTP/1.1\r\nHost: a.test\r\nContent-Length: 2\r\n\r\nhi")).Text.ShouldBe("php");
        (await client.AskAsync("GET /a.txt HTTP/1.1\r\nHost: a.test\r\n\r\n")).Text.ShouldBe("content\n");
        (await client.AskAsync("GET /uploads/x.php HTTP/1.1\r\nHost: a.test\r\n\r\n")).Status.ShouldBe(403);

        var received = string.Concat(php.Received);
        received.ShouldStartWith("GET /2024/hello%20world/?p=1 HTTP/1.1\r\n");
        received.ShouldContain("POST /index.php/info HTTP/1.1\r\n");
        received.Split("HTTP/1.1\r\n").Length.ShouldBe(3, "two requests, and no more");
        gateway.Instance.Outlets.Counters.Requests.Of(2, ResponseSource.Upstream).ShouldBe(2);
        gateway.Instance.Outlets.Counters.Requests.Of(2, ResponseSource.File).ShouldBe(1);
    }

    [Fact]
    public async Task A_reload_moves_the_root_and_one_that_is_not_there_changes_nothing()
    {
        using var site = new ServedSite().With("one/a.txt", "one").With("two/a.txt", "two");
        await using var gateway = await RunningGateway.StartAsync(site.Settings(change: files => files with { Root = site.PathOf("one") }));
        (await gateway.GetAsync("/a.txt")).Text.ShouldBe("one");

        await gateway.Instance.ReloadAsync(site.Settings(change: files => files with { Root = site.PathOf("two") }));
        (await gateway.GetAsync("/a.txt")).Text.ShouldBe("two");
        await Should.ThrowAsync<ArgumentException>(() => gateway.Instance.ReloadAsync(site.Settings(change: files => files with { Root = site.PathOf("three") })));
        (await gateway.GetAsync("/a.txt")).Text.ShouldBe("two");
    }

    private static string Decoded(byte[] body, string? coding)
    {
        Stream stream = new MemoryStream(body);
        using var reader = new StreamReader(coding switch
        {
            "br" => new BrotliStream(stream, CompressionMode.Decompress),
            "gzip" => new GZipStream(stream, CompressionMode.Decompress),
            _ => stream,
        });
        return reader.ReadToEnd();
    }
}
