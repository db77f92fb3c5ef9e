using Goodgate.EndToEnd.Stage;
using Goodgate.Gateway.Settings;
using static Goodgate.EndToEnd.Cache.CountingOrigin;

namespace Goodgate.EndToEnd.Cache;

/// <summary>Pages too large for memory: read from the disk for each who asks, and never with a wrong byte.</summary>
public sealed class LargePageTests : IDisposable
{
    private const int Size = 3_000_000;

    private readonly string _around = Directory.CreateTempSubdirectory("goodgate-large-").FullName;
    private readonly string _content = string.Concat(Enumerable.Range(0, Size / 10).Select(i => $"{i * 7919L,10}"));

    public void Dispose() => Directory.Delete(_around, recursive: true);

    [Fact]
    public async Task It_is_the_same_from_the_server_and_from_the_disk()
    {
        await using var origin = Start((_, _) => Page(_content));
        await using var gateway = await RunningGateway.StartAsync(Settings(origin.Url));
        using var client = await gateway.ConnectAsync();
        for (var turn = 0; turn < 4; turn++)
        {
            var answer = await client.AskAsync("GET /large HTTP/1.1\r\nHost: site.test\r\n\r\n");
            (answer.Status, answer.LooksWhole, answer.Text == _content).ShouldBe((200, true, true), $"turn {turn}");
            answer.Status().ShouldStartWith(turn == 0 ? "goodgate; fwd=uri-miss; stored" : "goodgate; hit");
        }

        var all = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => gateway.GetAsync("/large")));
        all.ShouldAllBe(answer => answer.Text == _content);
        origin.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(65_535, 600_000)]
    [InlineData(1_234_567, 1_700_000)]
    [InlineData(Size - 570_000, 570_000)]
    public async Task A_part_of_it_is_too(int offset, int length)
    {
        await using var origin = Start((_, _) => Page(_content));
        await using var gateway = await RunningGateway.StartAsync(Settings(origin.Url));
        await gateway.GetAsync("/large");
        using var client = await gateway.ConnectAsync();
        for (var turn = 0; turn < 3; turn++)
        {
            var part = await client.AskAsync($"GET /large HTTP/1.1\r\nHost: site.test\r\nRange: bytes={offset}-{offset + length - 1}\r\n\r\n");
            (part.Status, part.LooksWhole, part.Text == _content.Substring(offset, length)).ShouldBe((206, true, true), $"turn {turn}");
        }
    }

    [Fact]
    public async Task A_byte_that_changes_on_disk_while_it_runs_reaches_nobody()
    {
        await using var origin = Start((_, _) => Page(_content));
        await using var gateway = await RunningGateway.StartAsync(Settings(origin.Url));
        for (var turn = 0; turn < 3; turn++)
        {
            (await gateway.GetAsync("/large")).Text.ShouldBe(_content);
        }

        var file = Directory.GetFiles(Path.Combine(_around, "cache"), "*.obj").ShouldHaveSingleItem();
        await using (var stream = File.Open(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite))
        {
            stream.Seek(1_500_000, SeekOrigin.Begin);
            stream.WriteByte((byte)'#');
        }

        var cut = await gateway.GetAsync("/large");
        cut.LooksWhole.ShouldBeFalse("it was found in the middle");
        cut.Body.Length.ShouldBeLessThan(1_500_000);
        _content.StartsWith(cut.Text, StringComparison.Ordinal).ShouldBeTrue();
        var next = await gateway.GetAsync("/large");
        next.Text.ShouldBe(_content);
        next.Status().ShouldBe("goodgate; fwd=uri-miss; stored");
        origin.Count.ShouldBe(2);
    }

    private GatewaySettings Settings(string server) => CachedSite.Before(server) with { Cache = new CacheStoreSettings { Folder = Path.Combine(_around, "cache") } };
}
