using System.Diagnostics;
using System.Runtime.Versioning;
using System.Text;
using Goodgate.EndToEnd.Stage;
using Goodgate.Gateway.Settings;
using Goodgate.Verdicts.Catalogue;

namespace Goodgate.EndToEnd.RealServers;

/// <summary>What a real PHP answers uncompressed reaches clients compressed: whole, piece by piece, or visibly broken off.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class PhpCompressionTests(PhpSite fpm) : IClassFixture<PhpSite>
{
    private const string Gzip = "Accept-Encoding: gzip\r\n";

    private readonly string _go = $"go-{Guid.NewGuid():N}";

    private static string Page { get; } = string.Concat(Enumerable.Range(0, 5000).Select(i => $"<p>Line {i} of a page that has many.</p>\n"));

    [Theory]
    [InlineData("gzip", "gzip")]
    [InlineData("br", "br")]
    [InlineData("gzip, deflate, br, zstd", "br")]
    [InlineData("br;q=0.5, gzip", "gzip")]
    public async Task A_page_is_the_same_after_decoding(string accepted, string coding)
    {
        await using var gateway = await fpm.BehindAsync();
        foreach (var target in new[] { "/page.php?tag=v1&field[]=Accept-Ranges:+bytes", "/page.php?length&tag=v1" })
        {
            var answer = await gateway.GetAsync(target, $"Accept-Encoding: {accepted}\r\n");
            (answer.Status, answer.Field("Content-Encoding"), answer.Field("Vary"), answer.Field("ETag"), answer.Field("Accept-Ranges")).ShouldBe((200, coding, "Accept-Encoding", "W/\"v1\"", null));
            answer.Ending.ShouldBe(Ending.Complete);
            answer.Decoded().ShouldBe(Page);
            answer.Body.Length.ShouldBeLessThan(Page.Length / 5);
        }

        (await gateway.EndAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("", "", true)]
    [InlineData("", "Accept-Encoding: gzip;q=0, identity\r\n", true)]
    [InlineData("", "Accept-Encoding: gzip, br\r\nCache-Control: max-age=0, no-transform\r\n", true)]
    [InlineData("&type=image/png", "Accept-Encoding: gzip, br\r\n", false)]
    [InlineData("&type=text/event-stream", "Accept-Encoding: gzip, br\r\n", false)]
    [InlineData("&field[]=X-Accel-Buffering:+no", "Accept-Encoding: gzip, br\r\n", false)]
    [InlineData("&field[]=Content-Encoding:+zstd", "Accept-Encoding: gzip, br\r\n", false)]
    [InlineData("&field[]=Cache-Control:+no-transform", "Accept-Encoding: gzip, br\r\n", false)]
    [InlineData("&status=206&field[]=Content-Range:+bytes+0-1/2", "Accept-Encoding: gzip, br\r\n", false)]
    public async Task What_is_to_stay_as_it_is_stays_so(string query, string fields, bool varies)
    {
        await using var gateway = await fpm.BehindAsync();
        var answer = await gateway.GetAsync($"/page.php?tag=v1{query}", fields);
        (answer.Text, answer.Field("ETag"), answer.Field("Vary")).ShouldBe((Page, "\"v1\"", varies ? "Accept-Encoding" : null));
    }

    // Below a kilobyte a packet is sent either way. What declares no length is known to be short when all of it comes with its head.
    [Theory]
    [InlineData("/page.php?lines=20")]
    [InlineData("/page.php?lines=20&length")]
    [InlineData("/page.php?lines=0&status=302&field[]=Location:+/")]
    [InlineData("/page.php?lines=0&status=204")]
    public async Task A_short_answer_stays_as_it_is(string target)
    {
        await using var gateway = await fpm.BehindAsync();
        var answer = await gateway.GetAsync(target, Gzip);
        (answer.Field("Content-Encoding"), answer.Field("Vary"), answer.Ending).ShouldBe((null, null, Ending.Complete));
    }

    [Theory]
    [InlineData("gzip", "gzip")]
    [InlineData("br", "br")]
    public async Task A_piece_that_was_flushed_arrives_before_the_next(string accepted, string coding)
    {
        await using var gateway = await fpm.BehindAsync();
        using var client = await gateway.ConnectAsync();
        await client.SendAsync($"GET /pieces.php?go={_go} HTTP/1.1\r\nHost: site.test\r\nAccept-Encoding: {accepted}\r\n\r\n");
        var head = await client.ReadHeadAsync();
        head.ShouldContain($"Content-Encoding: {coding}\r\n");
        var first = await client.ReadChunkAsync();
        Beginning(coding, first).ShouldBe("first piece");

        Go();
        var rest = new List<byte>(first);
        while (await client.ReadChunkAsync() is { Length: > 0 } chunk)
        {
            rest.AddRange(chunk);
        }

        Encoding.UTF8.GetString(Decoding.Bytes(coding, [.. rest])).ShouldBe("first piece, second piece");
        (await gateway.EndAsync()).ShouldBeEmpty();
    }

    // The idiom of scripts that answer first and work afterwards: the length says that the answer is complete.
    [Theory]
    [InlineData(2_000)]
    [InlineData(100_000)]
    public async Task A_script_that_works_on_after_its_answer_keeps_no_client_waiting(int size)
    {
        await using var gateway = await fpm.BehindAsync();
        var answer = await gateway.GetAsync($"/pieces.php?go={_go}&length&size={size}", Gzip);
        (answer.Ending, answer.Field("Content-Encoding"), answer.Decoded().Length).ShouldBe((Ending.Complete, "gzip", "first piece".Length + size));
        Go();
        (await gateway.EndAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task What_breaks_off_never_looks_complete(string coding)
    {
        await using var gateway = await fpm.BehindAsync();
        var answer = await gateway.GetAsync("/cut.php", $"Accept-Encoding: {coding}\r\n");
        (answer.Status, answer.LooksWhole, answer.Field("Content-Encoding")).ShouldBe((200, false, coding));
        answer.Body.Length.ShouldBeGreaterThan(0);
        Decoding.HasGzipEnd(answer.Body, 300_000).ShouldBeFalse();
        (await gateway.EndAsync()).ShouldHaveSingleItem().Cause.Id.ShouldBe(CauseIds.WorkerCrashed);
    }

    [Fact]
    public async Task A_fatal_error_behind_the_page_breaks_it_off_where_settings_say_so()
    {
        await using var gateway = await fpm.BehindAsync(new FastCgiSettings { Root = fpm.Root, AbortOnFatal = true });
        var answer = await gateway.GetAsync("/late.php", Gzip);

        // Where all of it came at once nothing has gone out, and the failure has a page.
        (answer.Status == 502 || !answer.LooksWhole).ShouldBeTrue(answer.Head);
        Decoding.HasGzipEnd(answer.Body, 100_000).ShouldBeFalse();
        (await gateway.EndAsync()).ShouldHaveSingleItem().Cause.Id.ShouldBe(CauseIds.ApplicationScriptError);
    }

    // The script compares tags letter by letter, as WordPress does.
    [Fact]
    public async Task A_page_is_asked_for_again_with_the_tag_it_came_with()
    {
        await using var gateway = await fpm.BehindAsync();
        var coded = (await gateway.GetAsync("/page.php?tag=v1", Gzip)).Field("ETag");
        var plain = (await gateway.GetAsync("/page.php?tag=v1")).Field("ETag");
        (coded, plain).ShouldBe(("W/\"v1\"", "\"v1\""));
        foreach (var tag in new[] { coded, plain })
        {
            var again = await gateway.GetAsync("/page.php?tag=v1", $"{Gzip}If-None-Match: {tag}\r\n");
            (again.Status, again.Field("ETag"), again.Field("X-Asked")).ShouldBe((304, tag, "\"v1\" -"));
        }

        var changed = await gateway.GetAsync("/page.php?tag=v2", $"{Gzip}If-None-Match: {coded}\r\nIf-Match: W/\"v1\"\r\n");
        (changed.Status, changed.Field("ETag"), changed.Field("X-Asked")).ShouldBe((200, "W/\"v2\"", "\"v1\" \"v1\""));
        changed.Decoded().ShouldBe(Page);
    }

    [Fact]
    public async Task A_HEAD_says_what_the_GET_would()
    {
        await using var gateway = await fpm.BehindAsync();
        using var client = await gateway.ConnectAsync();
        var head = await client.AskAsync($"HEAD /page.php?tag=v1&length HTTP/1.1\r\nHost: site.test\r\n{Gzip}\r\n");
        (head.Status, head.Field("Content-Encoding"), head.Field("ETag"), head.Field("Content-Length"), head.Field("Vary")).ShouldBe((200, "gzip", "W/\"v1\"", null, "Accept-Encoding"));
        (await client.AskAsync("GET /page.php?lines=1 HTTP/1.1\r\nHost: site.test\r\n\r\n")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task It_can_be_turned_off()
    {
        await using var gateway = await RunningGateway.StartAsync(Off());
        var answer = await gateway.GetAsync("/page.php?tag=v1", Gzip);
        (answer.Text, answer.Field("ETag"), answer.Field("Vary")).ShouldBe((Page, "\"v1\"", null));
    }

    // More at once than there are places: those who find none get the page as it is.
    [Fact]
    public async Task Places_of_coders_are_given_back_and_without_one_the_page_is_sent_as_it_is()
    {
        await using var gateway = await fpm.BehindAsync();
        var coders = gateway.Instance.Services.Coders;
        var taken = 0;
        while (coders.TryEnter())
        {
            taken++;
        }

        var plain = await gateway.GetAsync("/page.php?tag=v1", Gzip);
        (plain.Text, plain.Field("ETag"), plain.Field("Vary")).ShouldBe((Page, "\"v1\"", "Accept-Encoding"));
        coders.Leave();
        foreach (var target in new[] { "/page.php", "/cut.php", "/page.php", "/cut.php", "/page.php" })
        {
            await Eventually.IsSoAsync(() => Enter(coders), "the place is free again");
            (await gateway.GetAsync(target, Gzip)).Field("Content-Encoding").ShouldBe("gzip");
        }

        taken.ShouldBe(32 * Environment.ProcessorCount);
    }

    [Fact]
    public async Task Curl_gets_the_page_as_a_user_would()
    {
        await using var gateway = await fpm.BehindAsync();
        using var curl = Process.Start(new ProcessStartInfo("curl", ["--silent", "--show-error", "--compressed", "--dump-header", "-", $"{gateway.Url}/page.php"]) { UseShellExecute = false, RedirectStandardOutput = true })!;
        var said = await curl.StandardOutput.ReadToEndAsync();
        await curl.WaitForExitAsync();
        curl.ExitCode.ShouldBe(0);
        said.ShouldContain("Content-Encoding: ");
        said.ShouldEndWith(Page);
    }

    private GatewaySettings Off()
    {
        var settings = RunningGateway.Before(new UpstreamSettings { Name = "php", Servers = [$"fastcgi+unix:{fpm.Socket}"], Timeouts = RunningGateway.LongLimits, FastCgi = new FastCgiSettings { Root = fpm.Root } });
        return settings with { Sites = [settings.Sites[0] with { Compress = true, Routes = [settings.Sites[0].Routes[0] with { Compress = false }] }] };
    }

    private static bool Enter(Gateway.Files.Coding.CodingRoom coders)
    {
        var entered = coders.TryEnter();
        if (entered)
        {
            coders.Leave();
        }

        return entered;
    }

    private void Go() => File.WriteAllText(Path.Combine(fpm.Root, _go), "");

    // What a browser can show of it by now.
    private static string Beginning(string coding, byte[] coded)
    {
        using var bytes = new MemoryStream(coded);
        using Stream decoder = coding == "br" ? new System.IO.Compression.BrotliStream(bytes, System.IO.Compression.CompressionMode.Decompress) : new System.IO.Compression.GZipStream(bytes, System.IO.Compression.CompressionMode.Decompress);
        var text = new byte["first piece".Length];
        return Encoding.UTF8.GetString(text, 0, decoder.ReadAtLeast(text, text.Length, throwOnEndOfStream: false));
    }
}
