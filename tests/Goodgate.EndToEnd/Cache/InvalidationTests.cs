using Goodgate.EndToEnd.Stage;
using static Goodgate.EndToEnd.Cache.CountingOrigin;

namespace Goodgate.EndToEnd.Cache;

/// <summary>What a success that changes something does to pages (RFC 9111 §4.4).</summary>
public sealed class InvalidationTests
{
    private readonly TaskCompletionSource _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Theory]
    [InlineData("POST", true)]
    [InlineData("DELETE", false)]
    [InlineData("PUT", false)]
    public async Task A_page_that_anybody_may_post_to_still_outlives_its_server(string method, bool outlives)
    {
        var origin = Start((_, number) => Page($"page {number}"));
        await using var gateway = await RunningGateway.StartAsync(CachedSite.Before(origin.Url));
        await gateway.GetAsync();
        await AskAsync(gateway, method);
        (await gateway.GetAsync()).Text.ShouldBe("page 3", "its server was asked");
        await AskAsync(gateway, method);
        await origin.DisposeAsync();
        var answer = await gateway.GetAsync();
        (answer.Status, answer.Text == "page 3").ShouldBe(outlives ? (200, true) : (502, false));
    }

    [Fact]
    public async Task A_page_that_was_asked_for_before_and_comes_after_is_asked_for_again()
    {
        await using var origin = Start(async (request, number) =>
        {
            if (number == 1)
            {
                await _answer.Task;
            }

            return Page($"page {number}");
        });
        await using var gateway = await RunningGateway.StartAsync(CachedSite.Before(origin.Url));
        var older = gateway.GetAsync();
        await Eventually.IsSoAsync(() => origin.Count == 1, "it was asked for");
        await AskAsync(gateway, "POST");
        _answer.SetResult();
        (await older).Text.ShouldBe("page 1");
        (await gateway.GetAsync()).Text.ShouldBe("page 3");
        (await gateway.GetAsync()).Status().ShouldStartWith("goodgate; hit");
    }

    [Theory]
    [InlineData("/list", true)]
    [InlineData("https://shop.example/list", true)]
    [InlineData("https://other.example/list", false)]
    public async Task Behind_a_proxy_that_names_us_otherwise(string location, bool isInvalid)
    {
        const string Fields = "X-Forwarded-Proto: https\r\nX-Forwarded-Host: shop.example\r\n";
        await using var origin = Start((request, number) => Page($"page {number}", $"Cache-Control: max-age=60\r\nLocation: {location}\r\n"));
        await using var gateway = await RunningGateway.StartAsync(CachedSite.Before(origin.Url) with { TrustedProxies = ["127.0.0.0/8"] });
        await gateway.GetAsync("/list", Fields);
        await AskAsync(gateway, "POST", Fields);
        (await gateway.GetAsync("/list", Fields)).Text.ShouldBe(isInvalid ? "page 3" : "page 1");
    }

    private static async Task AskAsync(RunningGateway gateway, string method, string fields = "")
    {
        using var client = await gateway.ConnectAsync();
        (await client.AskAsync($"{method} / HTTP/1.1\r\nHost: site.test\r\n{fields}Content-Length: 0\r\n\r\n")).Status.ShouldBe(200);
    }
}
