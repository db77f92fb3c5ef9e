using Goodgate.EndToEnd.Stage;
using Goodgate.Gateway.Settings;
using static Goodgate.EndToEnd.Cache.CountingOrigin;

namespace Goodgate.EndToEnd.Cache;

/// <summary>Parts of pages: from the whole copy where there is one, from the server else, and never one put together with another.</summary>
public sealed class RangeTests : IDisposable
{
    private const string Tagged = "ETag: \"v1\"\r\nLast-Modified: Thu, 29 Feb 2024 12:00:00 GMT\r\n";

    private readonly string _around = Directory.CreateTempSubdirectory("goodgate-ranges-").FullName;
    private readonly LeapingTime _time = new();

    public void Dispose() => Directory.Delete(_around, recursive: true);

    [Theory]
    [InlineData("bytes=0-0", 206, "0", "bytes 0-0/10")]
    [InlineData("bytes=2-4", 206, "234", "bytes 2-4/10")]
    [InlineData("Bytes=7-", 206, "789", "bytes 7-9/10")]
    [InlineData("bytes=-3", 206, "789", "bytes 7-9/10")]
    [InlineData("bytes=-30", 206, "0123456789", "bytes 0-9/10")]
    [InlineData("bytes=5-99999999999999999999", 206, "56789", "bytes 5-9/10")]
    [InlineData("bytes=10-", 416, null, "bytes */10")]
    [InlineData("bytes=-0", 416, null, "bytes */10")]
    [InlineData("bytes=0-1,4-5", 200, "0123456789", null)]
    [InlineData("bytes=4-2", 200, "0123456789", null)]
    [InlineData("bytes=x", 200, "0123456789", null)]
    [InlineData("lines=0-1", 200, "0123456789", null)]
    public async Task From_memory_and_from_disk(string range, int status, string? text, string? place)
    {
        await using var origin = Start((_, _) => Page("0123456789", $"Cache-Control: max-age=60\r\n{Tagged}"));
        var settings = CachedSite.Before(origin.Url) with { Cache = new CacheStoreSettings { Folder = Path.Combine(_around, "cache") } };
        await using (var gateway = await RunningGateway.StartAsync(settings, _time))
        {
            await gateway.GetAsync();
            await ShouldGiveAsync(gateway);
        }

        // Another gateway, with the same folder: nothing is in memory.
        await using var second = await RunningGateway.StartAsync(settings, _time);
        await ShouldGiveAsync(second);
        origin.Count.ShouldBe(1);

        async Task ShouldGiveAsync(RunningGateway gateway)
        {
            var answer = await gateway.GetAsync("/", $"Range: {range}\r\n");
            (answer.Status, answer.Field("Content-Range")).ShouldBe((status, place));
            answer.Text.ShouldBe(text ?? answer.Text);
            answer.Status().ShouldStartWith("goodgate; hit");
            if (status == 206)
            {
                (answer.Field("ETag"), answer.Field("Content-Length"), answer.Field("Content-Type")).ShouldBe(("\"v1\"", $"{text!.Length}", "text/html; charset=utf-8"));
            }
        }
    }

    [Theory]
    [InlineData("\"v1\"", 206)]
    [InlineData("\"v0\"", 200)]
    [InlineData("W/\"v1\"", 200)]
    [InlineData("Thu, 29 Feb 2024 12:00:00 GMT", 206)]
    [InlineData("Thu, 29 Feb 2024 12:00:01 GMT", 200)]
    [InlineData("x", 200)]
    public async Task If_the_copy_is_that_version(string condition, int status)
    {
        await using var origin = Start((_, _) => Page("0123456789", $"Cache-Control: max-age=60\r\n{Tagged}"));
        await using var gateway = await RunningGateway.StartAsync(CachedSite.Before(origin.Url));
        await gateway.GetAsync();
        var answer = await gateway.GetAsync("/", $"Range: bytes=2-4\r\nIf-Range: {condition}\r\n");
        (answer.Status, answer.Text).ShouldBe((status, status == 206 ? "234" : "0123456789"));
        answer.Status().ShouldStartWith("goodgate; hit");
    }

    [Fact]
    public async Task A_date_proves_nothing_of_a_page_that_has_none()
    {
        await using var origin = Start((_, _) => Page("0123456789", "Cache-Control: max-age=60\r\nDate: Thu, 29 Feb 2024 12:00:00 GMT\r\n"));
        await using var gateway = await RunningGateway.StartAsync(CachedSite.Before(origin.Url, new CacheSettings { StaleIfError = TimeSpan.FromDays(9999) }));
        await gateway.GetAsync();
        (await gateway.GetAsync("/", "Range: bytes=2-4\r\nIf-Range: Thu, 29 Feb 2024 12:00:00 GMT\r\n")).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("Range: bytes=2-4\r\n")]
    [InlineData("Range: bytes=99-\r\n")]
    public async Task HEAD_has_no_parts(string fields)
    {
        await using var origin = Start((_, _) => Page("0123456789", $"Cache-Control: max-age=60\r\n{Tagged}"));
        await using var gateway = await RunningGateway.StartAsync(CachedSite.Before(origin.Url));
        await gateway.GetAsync();
        using var client = await gateway.ConnectAsync();
        var answer = await client.AskAsync($"HEAD / HTTP/1.1\r\nHost: site.test\r\n{fields}\r\n");
        (answer.Status, answer.Field("Content-Length"), answer.Field("Content-Range"), answer.Text).ShouldBe((200, "10", null, ""));
        (await client.AskAsync($"HEAD / HTTP/1.1\r\nHost: site.test\r\nIf-None-Match: \"v1\"\r\n{fields}\r\n")).Status.ShouldBe(304);
    }

    [Fact]
    public async Task A_part_of_what_is_not_there_comes_from_its_server_and_is_not_kept()
    {
        await using var origin = Start((request, _) => request.Contains("Range: bytes=2-4", StringComparison.Ordinal) ? Part("234", "2-4") : Page("0123456789", $"Cache-Control: max-age=60\r\n{Tagged}"));
        await using var gateway = await RunningGateway.StartAsync(CachedSite.Before(origin.Url));
        for (var i = 0; i < 2; i++)
        {
            var part = await gateway.GetAsync("/", "Range: bytes=2-4\r\nIf-Range: \"v1\"\r\n");
            (part.Status, part.Text, part.Status()).ShouldBe((206, "234", "goodgate; fwd=uri-miss; detail=status"));
        }

        origin.Requests.ShouldAllBe(request => request.Contains("If-Range: \"v1\"", StringComparison.Ordinal));
        (await gateway.GetAsync()).Text.ShouldBe("0123456789");
        (await gateway.GetAsync("/", "Range: bytes=5-6\r\n")).Text.ShouldBe("56");
        origin.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_whole_page_in_answer_to_a_part_is_kept()
    {
        await using var origin = Start((_, number) => Page($"page {number}"));
        await using var gateway = await RunningGateway.StartAsync(CachedSite.Before(origin.Url));
        (await gateway.GetAsync("/", "Range: bytes=0-1\r\n")).Text.ShouldBe("page 1");
        (await gateway.GetAsync("/", "Range: bytes=0-1\r\n")).Text.ShouldBe("pa");
        origin.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_part_of_a_page_whose_time_is_over_is_its_servers_and_the_page_stays_whole()
    {
        var origin = Start((request, number) => request.Contains("Range:", StringComparison.Ordinal) ? Part("xyz", "2-4", "\"v2\"") : Page($"page {number}", $"Cache-Control: max-age=60\r\n{Tagged}"));
        await using var gateway = await RunningGateway.StartAsync(CachedSite.Before(origin.Url), _time);
        await gateway.GetAsync();
        _time.Leap(TimeSpan.FromSeconds(100));
        var part = await gateway.GetAsync("/", "Range: bytes=2-4\r\n");
        (part.Status, part.Text, part.Field("ETag")).ShouldBe((206, "xyz", "\"v2\""));
        origin.Requests[1].ShouldNotContain("If-None-Match", Case.Insensitive, "a 304 would be about the part");
        gateway.Instance.Services.Cache.Store.Figures.Entries.ShouldBe(1);
        await origin.DisposeAsync();
        (await gateway.GetAsync()).Text.ShouldBe("page 1");
        var saved = await gateway.GetAsync("/", "Range: bytes=0-3\r\n");
        (saved.Status, saved.Text, saved.Field("ETag")).ShouldBe((206, "page", "\"v1\""));
    }

    // What was wrong with one request is no word about the page: else anybody could take it out, and it may have to outlive its server.
    [Theory]
    [InlineData("416 Range Not Satisfiable")]
    [InlineData("400 Bad Request")]
    [InlineData("429 Too Many Requests")]
    [InlineData("431 Request Header Fields Too Large")]
    public async Task A_request_that_its_server_did_not_like_takes_no_page_away(string status)
    {
        var origin = Start((_, number) => number == 1 ? Page("page") : Page("no", "", status));
        await using var gateway = await RunningGateway.StartAsync(CachedSite.Before(origin.Url), _time);
        await gateway.GetAsync();
        _time.Leap(TimeSpan.FromSeconds(100));
        (await gateway.GetAsync("/", "Range: bytes=999-\r\n")).Text.ShouldBe("no");
        (await gateway.GetAsync()).Text.ShouldBe("no");
        await origin.DisposeAsync();
        (await gateway.GetAsync()).Text.ShouldBe("page");
    }

    private static string Part(string content, string place, string tag = "\"v1\"") =>
        $"HTTP/1.1 206 Partial Content\r\nCache-Control: max-age=60\r\nETag: {tag}\r\nContent-Range: bytes {place}/10\r\nContent-Length: {content.Length}\r\n\r\n{content}";
}
