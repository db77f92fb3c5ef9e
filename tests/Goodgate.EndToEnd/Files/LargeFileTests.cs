using System.Net;
using System.Security.Cryptography;
using System.Text;
using Goodgate.EndToEnd.Behaviour;
using Goodgate.EndToEnd.Causes;
using Goodgate.EndToEnd.Stage;
using Goodgate.Gateway.Settings;
using Goodgate.Verdicts.Catalogue;
using Goodgate.Verdicts.Observations;

namespace Goodgate.EndToEnd.Files;

/// <summary>Files that do not fit in a piece: whole, in flat memory, and never short without a sign of it.</summary>
[Collection(nameof(Memory))]
public sealed class LargeFileTests
{
    private const int Mebibytes = 64;
    private const int Mebibyte = 1024 * 1024;

    // The socket's buffers on both sides and the pieces under way, many times over.
    private const long FlatBytes = 16 * Mebibyte;

    [Fact]
    public async Task Sixty_four_MiB_pass_in_flat_memory()
    {
        using var site = new ServedSite().WithLarge("big.bin", Mebibytes);
        await using var gateway = await RunningGateway.StartAsync(site.Settings());
        using var client = await gateway.ConnectAsync();
        var buffer = new byte[256 * 1024];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var before = GC.GetTotalAllocatedBytes(precise: true);

        await client.SendAsync("GET /big.bin HTTP/1.1\r\nHost: a.test\r\nConnection: close\r\n\r\n");
        long received = 0;
        var inHead = true;
        while (await client.Socket.ReceiveAsync(buffer) is > 0 and var count)
        {
            var start = inHead ? buffer.AsSpan(0, count).IndexOf("\r\n\r\n"u8) + 4 : 0;
            inHead = false;
            hash.AppendData(buffer, start, count - start);
            received += count - start;
        }

        (GC.GetTotalAllocatedBytes(precise: true) - before).ShouldBeLessThan(FlatBytes);
        received.ShouldBe((long)Mebibytes * Mebibyte);
        await using var file = File.OpenRead(site.PathOf("big.bin"));
        hash.GetHashAndReset().ShouldBe(await SHA256.HashDataAsync(file));
        (await gateway.EndAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Sixty_four_MiB_pass_over_HTTP2_and_so_does_a_part()
    {
        using var site = new ServedSite().WithLarge("big.bin", Mebibytes).With("page.html", "<p>page");
        await using var gateway = await RunningGateway.StartAsync(site.Settings() with { Listen = [new ListenSettings { Url = "h2c://127.0.0.1:0" }] });
        using var client = new HttpClient { BaseAddress = new Uri(gateway.Url.Replace("h2c", "http", StringComparison.Ordinal)), DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };

        await using (var whole = await client.GetStreamAsync(new Uri("/big.bin", UriKind.Relative)))
        await using (var file = File.OpenRead(site.PathOf("big.bin")))
        {
            (await SHA256.HashDataAsync(whole)).ShouldBe(await SHA256.HashDataAsync(file));
        }

        using var request = new HttpRequestMessage(HttpMethod.Get, "/big.bin") { Headers = { Range = new(Mebibyte + 5, Mebibyte + 9) }, Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        using var part = await client.SendAsync(request);
        part.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        (await part.Content.ReadAsByteArrayAsync()).ShouldBe([5, 6, 7, 8, 9]);
        using var head = new HttpRequestMessage(HttpMethod.Head, "/page.html") { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        using var answer = await client.SendAsync(head);
        answer.Content.Headers.ContentLength.ShouldBe(7);
        (await gateway.EndAsync()).ShouldBeEmpty();
    }

    [Fact]
    [Proves(CauseIds.SiteFilesUnreadable)]
    public async Task A_file_that_becomes_shorter_while_it_is_sent_ends_in_an_abort()
    {
        using var site = new ServedSite().WithLarge("big.bin", Mebibytes);
        await using var gateway = await RunningGateway.StartAsync(site.Settings());
        using var client = await RawClient.ConnectAsync(gateway.Address, receiveBuffer: 64 * 1024);
        await client.SendAsync("GET /big.bin HTTP/1.1\r\nHost: a.test\r\n\r\n");
        (await client.ReadBytesAsync(15)).ShouldBe("HTTP/1.1 200 OK");

        using (var file = File.OpenWrite(site.PathOf("big.bin")))
        {
            file.SetLength(Mebibyte);
        }

        (await client.ReadToEndAsync()).ShouldBe(Ending.CutByReset);
        var verdict = (await gateway.EndAsync()).ShouldHaveSingleItem();
        verdict.Cause.Id.ShouldBe(CauseIds.SiteFilesUnreadable, verdict.Summary);
        verdict.Observation.Phase.ShouldBe(Phase.Deliver);
        verdict.Observation.ClientStatus.ShouldBe(200);
        verdict.Summary.ShouldContain("of 67,108,864 bytes: the file became shorter while it was sent");
    }

    [Fact]
    [Proves(CauseIds.SiteFilesUnreadable)]
    public async Task A_root_that_has_gone_is_named_and_comes_back()
    {
        using var site = new ServedSite().With("www/a.txt");
        await using var gateway = await RunningGateway.StartAsync(site.Settings(change: files => files with { Root = site.PathOf("www") }));
        Directory.Move(site.PathOf("www"), site.PathOf("away"));

        var answer = await gateway.GetAsync("/a.txt");

        answer.Status.ShouldBe(500);
        answer.Text.ShouldNotContain(site.Root, Case.Sensitive, "visitors are told no paths");
        answer.Field("Proxy-Status").ShouldNotBeNull().ShouldStartWith("goodgate; error=proxy_internal_error");
        Directory.Move(site.PathOf("away"), site.PathOf("www"));
        (await gateway.GetAsync("/a.txt")).Status.ShouldBe(200);
        var verdict = (await gateway.EndAsync()).ShouldHaveSingleItem();
        verdict.Cause.Id.ShouldBe(CauseIds.SiteFilesUnreadable, verdict.Summary);
        verdict.Party.ShouldBe(Party.Hosting);
        verdict.Summary.ShouldContain("cannot be opened (ENOENT)");
        verdict.Observation.Facts.ShouldContain(fact => fact.Name == FactNames.File && fact.Value == site.PathOf("www"));
    }

    [Fact]
    public async Task A_client_that_leaves_in_the_middle_is_no_fault_of_the_site()
    {
        using var site = new ServedSite().WithLarge("big.bin", Mebibytes);
        await using var gateway = await RunningGateway.StartAsync(site.Settings());
        using var client = await gateway.ConnectAsync();
        await client.SendAsync("GET /big.bin HTTP/1.1\r\nHost: a.test\r\n\r\n");
        (await client.ReadBytesAsync(15)).ShouldBe("HTTP/1.1 200 OK");
        client.Reset();

        (await gateway.Verdicts.AtLeastAsync(1))[0].Cause.Id.ShouldBe(CauseIds.ClientAborted);
    }

    [Fact]
    public async Task A_compressed_file_that_becomes_shorter_ends_in_an_abort_too()
    {
        // Numbers that compress badly, so that not all of it fits in the socket's buffers.
        var random = new Random(1);
        var content = new StringBuilder();
        while (content.Length < 8 * Mebibyte)
        {
            content.Append(random.NextInt64()).Append('\n');
        }

        using var site = new ServedSite().With("big.txt", content.ToString());
        await using var gateway = await RunningGateway.StartAsync(site.Settings());
        using var client = await RawClient.ConnectAsync(gateway.Address, receiveBuffer: 16 * 1024);
        await client.SendAsync("GET /big.txt HTTP/1.1\r\nHost: a.test\r\nAccept-Encoding: gzip\r\n\r\n");
        (await client.ReadBytesAsync(15)).ShouldBe("HTTP/1.1 200 OK");

        using (var file = File.OpenWrite(site.PathOf("big.txt")))
        {
            file.SetLength(1000);
        }

        (await client.ReadToEndAsync()).ShouldBe(Ending.CutByReset);
        (await gateway.EndAsync()).ShouldHaveSingleItem().Cause.Id.ShouldBe(CauseIds.SiteFilesUnreadable);
    }
}
