using System.Net;
using Goodgate.EndToEnd.Stage;
using Goodgate.Gateway.Settings;
using Goodgate.Lab.Origin;

namespace Goodgate.EndToEnd.Behaviour;

/// <summary>Limits towards clients of HTTP/2 are those of the settings in force, as for HTTP/1.</summary>
public sealed class Http2ReloadTests
{
    [Fact]
    public async Task A_larger_head_passes_after_a_reload_and_not_before()
    {
        await using var origin = HealthyOrigin.Start();
        var settings = Settings(origin.Url);
        await using var gateway = await RunningGateway.StartAsync(settings with { Client = new ClientSettings { MaxHeadBytes = 4 * 1024 } });
        (await AskAsync(gateway, 8 * 1024)).ShouldNotBe(200);

        await gateway.Instance.ReloadAsync(settings with { Client = new ClientSettings { MaxHeadBytes = 64 * 1024 } });
        (await AskAsync(gateway, 48 * 1024)).ShouldBe(200);

        await gateway.Instance.ReloadAsync(settings with { Client = new ClientSettings { MaxHeadBytes = 4 * 1024 } });
        (await AskAsync(gateway, 8 * 1024)).ShouldNotBe(200);
        (await AskAsync(gateway, 1024)).ShouldBe(200);
    }

    // client.max_head goes to 1 MiB: more than Kestrel's buffer, which must not be smaller than the heads it may hold.
    [Fact]
    public async Task The_largest_head_that_can_be_set_is_no_obstacle_to_a_start()
    {
        await using var origin = HealthyOrigin.Start();
        await using var gateway = await RunningGateway.StartAsync(Settings(origin.Url) with { Client = new ClientSettings { MaxHeadBytes = 1024 * 1024 } });
        (await AskAsync(gateway, 48 * 1024)).ShouldBe(200);
    }

    [Fact]
    public async Task An_idle_connection_ends_by_the_new_limit()
    {
        await using var origin = HealthyOrigin.Start();
        var settings = Settings(origin.Url);
        await using var gateway = await RunningGateway.StartAsync(settings with { Client = new ClientSettings { KeepAlive = TimeSpan.FromHours(1) } });
        await gateway.Instance.ReloadAsync(settings with { Client = new ClientSettings { KeepAlive = TimeSpan.FromMilliseconds(100) } });
        using var client = await Http2Wire.ConnectAsync(gateway.Address);

        (await client.AnswerAsync()).ShouldBe("GOAWAY");
    }

    private static GatewaySettings Settings(string server) => RunningGateway.Before(server) with { Listen = [new ListenSettings { Url = "h2c://127.0.0.1:0" }] };

    // The status, or null when the client itself keeps to the limit that the connection's SETTINGS announce. Each on a connection of its own.
    private static async Task<int?> AskAsync(RunningGateway gateway, int size)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"http://{gateway.Address}/"))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.Add("X-Large", new string('a', size));
        try
        {
            using var answer = await client.SendAsync(request);
            return (int)answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
