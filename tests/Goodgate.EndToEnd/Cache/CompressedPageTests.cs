using Goodgate.EndToEnd.Behaviour.Origins;
using Goodgate.EndToEnd.Stage;
using Goodgate.Gateway.Cache;
using Goodgate.Gateway.Settings;
using Goodgate.Verdicts.Observations;
using static Goodgate.EndToEnd.Cache.CountingOrigin;

namespace Goodgate.EndToEnd.Cache;

/// <summary>What is compressed on its way into the cache: stored once for each coding, given as often as it is wanted, and read before.</summary>
public sealed class CompressedPageTests
{
    private const string Gzip = "Accept-Encoding: gzip\r\n";
    private const string Browser = "Accept-Encoding: gzip, deflate, br, zstd\r\n";

    private static readonly CacheSettings WordPress = new() { Mode = CacheMode.WordPress };
    private static readonly string Text = string.Concat(Enumerable.Range(0, 2000).Select(i => $"<p>Line {i} of a page.</p>\n"));

    private readonly LeapingTime _time = new();

    [Fact]
    public async Task Each_coding_is_a_variant_and_hits_cost_nothing()
    {
        await using var origin = Start((_, _) => Page(Text, ""));
        await using var gateway = await RunningGateway.StartAsync(Before(origin.Url), _time);
        var codings = new[] { (Gzip, "gzip"), (Browser, "br"), ("", null) };
        for (var i = 0; i < 2; i++)
        {
            foreach (var (fields, coding) in codings)
            {
                var answer = await gateway.GetAsync("/", fields);
                (answer.Field("Content-Encoding"), answer.Field("Vary"), answer.Decoded() == Text).ShouldBe((coding, "Accept-Encoding", true));
                answer.Status().ShouldStartWith(i == 1 ? "goodgate; hit" : coding == "gzip" ? "goodgate; fwd=uri-miss; stored" : "goodgate; fwd=vary-miss; stored");
                (i == 0 || answer.Field("Content-Length") == $"{answer.Body.Length}").ShouldBeTrue(answer.Head);
            }
        }

        // A client that takes less than a browser and reads what was made for one.
        (await gateway.GetAsync("/", "Accept-Encoding: br, gzip\r\n")).Status().ShouldStartWith("goodgate; hit");
        origin.Count.ShouldBe(3);
        gateway.Instance.Services.Cache.Store.Figures.Entries.ShouldBe(3);
    }

    [Theory]
    [InlineData("<html><body class=\"home logged-in admin-bar\">", true)]
    [InlineData("<html><body><div id=\"wpadminbar\" class=\"nojq\"></div>", true)]
    [InlineData("<html><head><style>.logged-in .x{}</style></head><body class=\"home\">", false)]
    public async Task A_page_with_a_person_in_it_is_found_out_before_it_is_compressed(string sign, bool isPersonal)
    {
        await using var origin = Start((_, _) => Page(sign + Text, ""));
        await using var gateway = await RunningGateway.StartAsync(Before(origin.Url), _time);
        var first = await gateway.GetAsync("/", Browser);
        (first.Decoded() == sign + Text, first.Status()).ShouldBe((true, isPersonal ? "goodgate; fwd=uri-miss; detail=guarded" : "goodgate; fwd=uri-miss; stored"));
        (await gateway.GetAsync("/", Browser)).Status().StartsWith("goodgate; hit", StringComparison.Ordinal).ShouldBe(!isPersonal);
        gateway.Instance.Services.Cache.Counters.Of(CacheResult.Guarded).ShouldBe(isPersonal ? 2 : 0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_sign_behind_the_first_pieces_keeps_the_page_out_of_the_store(bool isPersonal)
    {
        var page = $"<body>{Text}{Text}{(isPersonal ? "<div id=\"wpadminbar\">" : "")}</body>";
        await using var origin = Chunked(page);
        await using var gateway = await RunningGateway.StartAsync(Before(origin.Url), _time);
        (await gateway.GetAsync("/", Browser)).Decoded().ShouldBe(page);
        var again = await gateway.GetAsync("/", Browser);
        again.Status().ShouldBe(isPersonal ? "goodgate; fwd=uri-miss; detail=guarded" : again.Status());
        again.Status().StartsWith("goodgate; hit", StringComparison.Ordinal).ShouldBe(!isPersonal);
    }

    // 3 MiB of text are 20 KiB when compressed: it is the page that has to be read, whatever it becomes.
    [Fact]
    public async Task A_page_too_long_to_be_read_is_not_stored_however_small_it_gets()
    {
        await using var origin = Start((_, _) => Page(new string('x', 3 * 1024 * 1024), ""));
        var settings = Before(origin.Url);
        await using var gateway = await RunningGateway.StartAsync(settings with { Cache = settings.Cache with { MemoryBytes = 16 * 1024 * 1024 } });
        for (var i = 0; i < 2; i++)
        {
            (await gateway.GetAsync("/", Browser)).Decoded().Length.ShouldBe(3 * 1024 * 1024);
        }

        gateway.Instance.Services.Cache.Store.Figures.Entries.ShouldBe(0);
        gateway.Instance.Services.Cache.Counters.Of(CacheResult.Guarded).ShouldBe(2);
    }

    [Fact]
    public async Task Half_a_page_is_neither_stored_nor_ended()
    {
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var origin = RawOrigin.Start(async peer =>
        {
            await peer.ReadRequestAsync();
            await peer.SendAsync($"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n{Text.Length:x}\r\n{Text}\r\n");
            await gone.Task;
            await peer.SendAsync("5\r\nabcde\r\n");
        });
        await using var gateway = await RunningGateway.StartAsync(Before(origin.Url), _time);
        using var client = await gateway.ConnectAsync();
        await client.SendAsync($"GET / HTTP/1.1\r\nHost: site.test\r\n{Gzip}\r\n");
        (await client.ReadHeadAsync()).ShouldContain("Content-Encoding: gzip\r\n");
        var half = await client.ReadChunkAsync();
        gone.SetResult();
        var rest = await client.ReadTextToEndAsync();
        Decoding.HasGzipEnd(half, Text.Length).ShouldBeFalse();
        rest.ShouldNotEndWith("0\r\n\r\n");
        await gateway.Verdicts.AtLeastAsync(1);
        gateway.Instance.Services.Cache.Store.Figures.Entries.ShouldBe(0);
    }

    // Where nothing has gone out yet, a failure has a page.
    [Fact]
    public async Task Half_a_page_that_is_still_in_our_hands_is_a_502()
    {
        await using var origin = RawOrigin.Start(async peer =>
        {
            await peer.ReadRequestAsync();
            await peer.SendAsync($"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {Text.Length}\r\nConnection: close\r\n\r\n");
        });
        await using var gateway = await RunningGateway.StartAsync(Before(origin.Url), _time);
        var answer = await gateway.GetAsync("/", Gzip);
        (answer.Status, answer.Field("Content-Encoding"), answer.LooksWhole).ShouldBe((502, null, true));
        gateway.Instance.Services.Cache.Store.Figures.Entries.ShouldBe(0);
    }

    [Fact]
    public async Task The_page_of_a_broken_moment_is_not_stored()
    {
        var broken = "<h1>Error establishing a database connection</h1>" + new string(' ', 2000);
        await using var origin = Start((_, _) => Page(broken, ""));
        await using var gateway = await RunningGateway.StartAsync(Before(origin.Url), _time);
        (await gateway.GetAsync("/", Gzip)).Decoded().ShouldBe(broken);
        (await gateway.GetAsync("/", Gzip)).Status().ShouldBe("goodgate; fwd=uri-miss; detail=guarded");
    }

    [Fact]
    public async Task The_words_of_an_error_page_are_read_before_it_is_compressed()
    {
        var broken = "<h1>Error establishing a database connection</h1>" + new string(' ', 2000);
        await using var origin = Start((_, _) => Page(broken, "", "500 Internal Server Error"));
        await using var gateway = await RunningGateway.StartAsync(Before(origin.Url), _time);
        var answer = await gateway.GetAsync("/", Gzip);
        (answer.Status, answer.Field("Content-Encoding"), answer.Decoded()).ShouldBe((500, "gzip", broken));
        (await gateway.EndAsync()).ShouldHaveSingleItem().Observation.Happening.ShouldBe(Happening.DatabaseFailed);
    }

    // The server knows the tag it gave, and compares letter by letter.
    [Fact]
    public async Task A_page_is_confirmed_by_the_tag_its_server_gave()
    {
        await using var origin = Start((request, _) => request.Contains("If-None-Match: \"a\"\r\n", StringComparison.Ordinal)
            ? "HTTP/1.1 304 Not Modified\r\nETag: \"a\"\r\nVary: Cookie\r\n\r\n"
            : Page(Text, "ETag: \"a\"\r\nVary: Cookie\r\n"));
        await using var gateway = await RunningGateway.StartAsync(Before(origin.Url), _time);
        (await gateway.GetAsync("/", Gzip)).Field("ETag").ShouldBe("W/\"a\"");
        for (var i = 0; i < 2; i++)
        {
            _time.Leap(TimeSpan.FromMinutes(11));
            var confirmed = await gateway.GetAsync("/", Gzip);
            (confirmed.Status(), confirmed.Field("ETag"), confirmed.Field("Content-Encoding"), confirmed.Decoded() == Text).ShouldBe(("goodgate; fwd=stale; fwd-status=304", "W/\"a\"", "gzip", true));
            confirmed.Fields("Vary").ShouldBe(["Cookie", "Accept-Encoding"]);
        }

        var known = await gateway.GetAsync("/", $"{Gzip}If-None-Match: W/\"a\"\r\n");
        (known.Status, known.Status()[..13]).ShouldBe((304, "goodgate; hit"));
        origin.Requests.Count(request => request.Contains("If-None-Match", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public async Task A_compressed_page_takes_a_failures_place_and_is_answered_in_part_and_by_its_head()
    {
        await using var origin = Start((_, number) => number == 1 ? Page(Text, "") : Page("down", "", "503 Service Unavailable"));
        await using var gateway = await RunningGateway.StartAsync(Before(origin.Url), _time);
        await gateway.GetAsync("/", Gzip);
        var hit = await gateway.GetAsync("/", Gzip);
        var part = await gateway.GetAsync("/", $"{Gzip}Range: bytes=10-19\r\n");
        (part.Status, part.Field("Content-Encoding"), part.Field("Content-Range"), part.Body.AsSpan().SequenceEqual(hit.Body.AsSpan(10, 10))).ShouldBe((206, "gzip", $"bytes 10-19/{hit.Body.Length}", true));
        using var client = await gateway.ConnectAsync();
        var head = await client.AskAsync($"HEAD / HTTP/1.1\r\nHost: site.test\r\n{Gzip}\r\n");
        (head.Status()[..13], head.Field("Content-Length"), head.Field("Content-Encoding")).ShouldBe(("goodgate; hit", $"{hit.Body.Length}", "gzip"));
        _time.Leap(TimeSpan.FromMinutes(11));
        var saved = await gateway.GetAsync("/", Gzip);
        (saved.Status, saved.Decoded() == Text, saved.Status()).ShouldBe((200, true, "goodgate; fwd=stale; fwd-status=503; detail=stale-if-error"));
    }

    // A HEAD to a page that is old tells the cache that it still holds: it speaks of the coded form as well.
    [Fact]
    public async Task A_HEAD_freshens_the_coded_page()
    {
        await using var origin = Start((request, _) => request.StartsWith("HEAD", StringComparison.Ordinal)
            ? $"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nETag: \"a\"\r\nCache-Control: max-age=60\r\nContent-Length: {Text.Length}\r\n\r\n"
            : Page(Text, "ETag: \"a\"\r\nCache-Control: max-age=60\r\n"));
        await using var gateway = await RunningGateway.StartAsync(Before(origin.Url, new CacheSettings()), _time);
        await gateway.GetAsync("/", Gzip);
        _time.Leap(TimeSpan.FromMinutes(2));
        using var client = await gateway.ConnectAsync();
        (await client.AskAsync($"HEAD / HTTP/1.1\r\nHost: site.test\r\n{Gzip}\r\n")).Status().ShouldStartWith("goodgate; fwd=stale");
        var hit = await gateway.GetAsync("/", Gzip);
        (hit.Status()[..13], hit.Field("ETag"), hit.Decoded() == Text).ShouldBe(("goodgate; hit", "W/\"a\"", true));
        origin.Count.ShouldBe(2);
    }

    // Of a short page a HEAD does not know that it is short.
    [Fact]
    public async Task A_HEAD_of_another_form_takes_no_page_out()
    {
        const string Fresh = "ETag: \"a\"\r\nCache-Control: max-age=60\r\n";
        await using var origin = Start((request, _) => request.StartsWith("HEAD", StringComparison.Ordinal)
            ? $"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{Fresh}\r\n"
            : request.Contains("If-None-Match", StringComparison.Ordinal) ? $"HTTP/1.1 304 Not Modified\r\n{Fresh}\r\n" : Page("short", Fresh));
        await using var gateway = await RunningGateway.StartAsync(Before(origin.Url, new CacheSettings()), _time);
        await gateway.GetAsync("/", Gzip);
        _time.Leap(TimeSpan.FromMinutes(2));
        using var client = await gateway.ConnectAsync();
        await client.AskAsync($"HEAD / HTTP/1.1\r\nHost: site.test\r\n{Gzip}\r\n");
        (await gateway.GetAsync("/", Gzip)).Status().ShouldStartWith("goodgate; fwd=stale; fwd-status=304");
    }

    [Fact]
    public async Task Who_names_a_coding_twice_chooses_no_form_for_others()
    {
        await using var origin = Start((_, _) => Page(Text, ""));
        await using var gateway = await RunningGateway.StartAsync(Before(origin.Url), _time);
        await gateway.GetAsync("/", "Accept-Encoding: gzip, deflate, br, zstd, gzip;q=0, br;q=0\r\n");
        var browser = await gateway.GetAsync("/", Browser);
        (browser.Field("Content-Encoding"), browser.Decoded() == Text).ShouldBe(("br", true));
    }

    [Fact]
    public async Task Who_wants_no_transformation_gets_none_and_leaves_none_to_others()
    {
        await using var origin = Start((_, _) => Page(Text, ""));
        await using var gateway = await RunningGateway.StartAsync(Before(origin.Url), _time);
        var plain = await gateway.GetAsync("/", $"{Browser}Cache-Control: no-transform\r\n");
        (plain.Text == Text, plain.Status()).ShouldBe((true, "goodgate; fwd=uri-miss; detail=no-transform"));
        (await gateway.GetAsync("/", Browser)).Status().ShouldBe("goodgate; fwd=uri-miss; stored");
    }

    [Fact]
    public async Task What_proxied_servers_answer_stays_as_it_is_unless_it_is_asked_for()
    {
        await using var origin = Start((_, _) => Page(Text, "ETag: \"a\"\r\n"));
        await using var gateway = await RunningGateway.StartAsync(CachedSite.Before(origin.Url, WordPress));
        var answer = await gateway.GetAsync("/", $"{Browser}If-None-Match: W/\"a\"\r\n");
        (answer.Text == Text, answer.Field("ETag"), answer.Field("Vary"), answer.Field("Content-Length")).ShouldBe((true, "\"a\"", null, $"{Text.Length}"));
        await using var bare = await RunningGateway.StartAsync(origin.Url);
        await bare.GetAsync("/", $"{Browser}If-None-Match: W/\"a\"\r\n");
        origin.Requests[1].ShouldContain("If-None-Match: W/\"a\"");
    }

    private static GatewaySettings Before(string server, CacheSettings? cache = null)
    {
        var settings = CachedSite.Before(server, cache ?? WordPress);
        return settings with { Sites = [settings.Sites[0] with { Compress = true }] };
    }

    // In chunks of 20,000 bytes.
    private static RawOrigin Chunked(string page) => RawOrigin.Start(async peer =>
    {
        while (await peer.ReadRequestAsync() is not null)
        {
            await peer.SendAsync("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n");
            foreach (var piece in page.Chunk(20_000))
            {
                await peer.SendAsync($"{piece.Length:x}\r\n{new string(piece)}\r\n");
            }

            await peer.SendAsync("0\r\n\r\n");
        }
    });
}
