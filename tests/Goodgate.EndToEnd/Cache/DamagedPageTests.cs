using System.Text;
using Goodgate.EndToEnd.Stage;
using Goodgate.Gateway.Settings;
using static Goodgate.EndToEnd.Cache.CountingOrigin;

namespace Goodgate.EndToEnd.Cache;

/// <summary>A disk that gives other bytes than were stored costs a question to the server, and no visitor an answer.</summary>
public sealed class DamagedPageTests : IDisposable
{
    private static readonly string Content = string.Concat(Enumerable.Repeat("0123456789", 2_000));

    private readonly string _around = Directory.CreateTempSubdirectory("goodgate-damaged-").FullName;
    private readonly LeapingTime _time = new();

    public void Dispose() => Directory.Delete(_around, recursive: true);

    [Fact]
    public async Task A_damaged_page_is_a_miss()
    {
        await using var origin = Start((_, number) => Page($"{number}{Content}"));
        await StoreAndDamageAsync(Settings(origin.Url));
        await using var gateway = await RunningGateway.StartAsync(Settings(origin.Url), _time);
        var answer = await gateway.GetAsync();
        (answer.Status, answer.Text).ShouldBe((200, $"2{Content}"));
        answer.Status().ShouldBe("goodgate; fwd=uri-miss; stored");
        (await gateway.GetAsync()).Status().ShouldStartWith("goodgate; hit");
    }

    [Fact]
    public async Task A_damaged_page_is_not_asked_for_by_its_tag()
    {
        await using var origin = Start((request, number) => request.Contains("If-None-Match", StringComparison.Ordinal)
            ? "HTTP/1.1 304 Not Modified\r\n\r\n"
            : Page($"{number}{Content}", "Cache-Control: max-age=60\r\nETag: \"a\"\r\n"));
        await StoreAndDamageAsync(Settings(origin.Url));
        await using var gateway = await RunningGateway.StartAsync(Settings(origin.Url), _time);
        _time.Leap(TimeSpan.FromSeconds(100));
        var answer = await gateway.GetAsync();
        (answer.Status, answer.Text).ShouldBe((200, $"2{Content}"));
    }

    [Fact]
    public async Task A_damaged_page_takes_no_failures_place()
    {
        var origin = Start((_, _) => Page(Content));
        var settings = Settings(origin.Url);
        await StoreAndDamageAsync(settings);
        await origin.DisposeAsync();
        await using var gateway = await RunningGateway.StartAsync(settings, _time);
        _time.Leap(TimeSpan.FromSeconds(100));
        (await gateway.GetAsync()).Status.ShouldBe(502);
        (await gateway.EndAsync()).ShouldHaveSingleItem().Observation.Saved.ShouldBeFalse();
    }

    private GatewaySettings Settings(string server) => CachedSite.Before(server) with { Cache = new CacheStoreSettings { Folder = Path.Combine(_around, "cache") } };

    private async Task StoreAndDamageAsync(GatewaySettings settings)
    {
        await using (var gateway = await RunningGateway.StartAsync(settings, _time))
        {
            await gateway.GetAsync();
        }

        foreach (var file in Directory.GetFiles(Path.Combine(_around, "cache"), "*.seg"))
        {
            var bytes = await File.ReadAllBytesAsync(file);
            var at = bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes("0123456789"));
            at.ShouldBeGreaterThan(0);
            bytes[at + 5_000] ^= 1;
            await File.WriteAllBytesAsync(file, bytes);
        }
    }
}
