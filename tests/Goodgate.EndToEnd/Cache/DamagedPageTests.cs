using System.Text;
using Goodgate.EndToEnd.Causes;
using Goodgate.EndToEnd.Stage;
using Goodgate.Gateway.Settings;
using Goodgate.Verdicts.Catalogue;
using static Goodgate.EndToEnd.Cache.CountingOrigin;

namespace Goodgate.EndToEnd.Cache;

/// <summary>A disk that gives other bytes than were stored costs a question to the server, and no visitor an answer.</summary>
public sealed class DamagedPageTests : IDisposable
{
    private static readonly string Content = string.Concat(Enumerable.Repeat("0123456789", 2_000));

    private static readonly string Large = string.Concat(Enumerable.Repeat("0123456789", 300_000));

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

    // What has gone out promises more than can be given: the visitor must see that it is not all, and the operator why.
    [Theory]
    [Proves(CauseIds.StoredPageUnreadable)]
    [InlineData("GET / HTTP/1.1\r\nHost: site.test\r\n\r\n", 1_966_080)]
    [InlineData("GET / HTTP/1.1\r\nHost: site.test\r\nRange: bytes=1000000-2999999\r\n\r\n", 966_080)]
    public async Task A_large_page_that_shows_its_damage_while_it_is_sent_is_broken_off_and_told(string request, int sent)
    {
        await using var origin = Start((_, _) => Page(Large));
        await StoreAndDamageAsync(Settings(origin.Url));
        await using var gateway = await RunningGateway.StartAsync(Settings(origin.Url), _time);
        var said = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        gateway.Instance.Services.Cache.Trouble = text => said.TrySetResult(text);
        using (var client = await gateway.ConnectAsync())
        {
            await client.SendAsync(request);
            var answer = await client.ReadAsync();
            answer.Ending.ShouldBe(Ending.CutByReset);
            answer.Body.Length.ShouldBeLessThanOrEqualTo(sent);
        }

        (await said.Task.WaitAsync(TimeSpan.FromSeconds(30))).ShouldContain(".obj cannot be read, or is not what was written there");
        var again = await gateway.GetAsync();
        (again.Text == Large, again.Status()).ShouldBe((true, "goodgate; fwd=uri-miss; stored"));
        var verdict = (await gateway.EndAsync()).ShouldHaveSingleItem();
        (verdict.Cause.Id, verdict.Party, verdict.Observation.Saved).ShouldBe((CauseIds.StoredPageUnreadable, Party.Hosting, false));
        verdict.Observation.ClientStatus.ShouldBe(request.Contains("Range", StringComparison.Ordinal) ? 206 : 200);
        verdict.Summary.ShouldContain($"a page from the cache was broken off after {sent:N0} of {(request.Contains("Range", StringComparison.Ordinal) ? 2_000_000 : Large.Length):N0} bytes: a block of a stored page is not what was written");
    }

    [Fact]
    public async Task A_large_page_that_breaks_off_in_a_failures_place_has_saved_nobody()
    {
        var origin = Start((_, _) => Page(Large));
        var settings = Settings(origin.Url);
        await StoreAndDamageAsync(settings);
        await origin.DisposeAsync();
        await using var gateway = await RunningGateway.StartAsync(settings, _time);
        _time.Leap(TimeSpan.FromSeconds(100));
        (await gateway.GetAsync()).Ending.ShouldBe(Ending.CutByReset);
        var verdict = (await gateway.EndAsync()).ShouldHaveSingleItem();
        (verdict.Cause.Id, verdict.Observation.Saved).ShouldBe((CauseIds.StoredPageUnreadable, false));
        verdict.Summary.ShouldEndWith("; it was given because of connect-refused");
    }

    private GatewaySettings Settings(string server) => CachedSite.Before(server) with { Cache = new CacheStoreSettings { Folder = Path.Combine(_around, "cache") } };

    private async Task StoreAndDamageAsync(GatewaySettings settings)
    {
        await using (var gateway = await RunningGateway.StartAsync(settings, _time))
        {
            await gateway.GetAsync();
        }

        foreach (var file in Directory.GetFiles(Path.Combine(_around, "cache"), "*.seg").Concat(Directory.GetFiles(Path.Combine(_around, "cache"), "*.obj")))
        {
            var bytes = await File.ReadAllBytesAsync(file);
            var at = bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes("0123456789"));
            at.ShouldBeGreaterThan(0);
            bytes[at + (bytes.Length > 1_000_000 ? 2_000_000 : 5_000)] ^= 1;
            await File.WriteAllBytesAsync(file, bytes);
        }
    }
}
