using System.Globalization;
using Goodgate.EndToEnd.Stage;
using Goodgate.Gateway.Settings;
using Goodgate.Lab;
using Goodgate.Lab.Catalogue;

namespace Goodgate.EndToEnd.Causes;

/// <summary>Plays one fault: the lab's server, a gateway before it, the request that brings the fault out.</summary>
internal static class FaultPlay
{
    // Long enough that a healthy step on a busy machine never meets it, short enough for a suite; only the limit a fault needs is this short.
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(700);

    // A connection at rest for less than a second is no victim of an idle timer; pool.idle_timeout is 4 s.
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(2);

    private static readonly byte[] Megabyte = new byte[1024 * 1024];

    // FaultRequest.Upload asks for more than the buffers on the way.
    private const int UploadMegabytes = 16;

    // Its second packet must be with the gateway before the next request leaves: later, no HTTP/1.1 client can tell it from the answer.
    private const string SpeaksWhenIdle = "excess-response-when-idle";

    public static async Task<FaultOutcome> RunAsync(Fault fault)
    {
        await using var lab = await FaultLab.StartAsync([fault]);
        var played = lab.Running[0];
        var time = new LeapingTime();
        await using var gateway = await RunningGateway.StartAsync(Settings(played), time);
        var answers = await AskAsync(gateway, played, time);
        var verdicts = await gateway.EndAsync();
        played.Seen.Defects.ShouldBeEmpty();
        return new FaultOutcome(played, answers, verdicts);
    }

    private static GatewaySettings Settings(RunningFault played)
    {
        var upstream = new UpstreamSettings
        {
            Name = "app",
            Servers = played.Urls,
            Timeouts = Limits(played.Fault.Speed.Timeout),
            Tls = new UpstreamTlsSettings { Ca = played.CaFile },
            FastCgi = new FastCgiSettings { Root = "/no/such/root", Script = "/page.php" },
        };
        return RunningGateway.Before(upstream) with
        {
            Dns = played.Resolver is { } resolver ? new DnsSettings { Resolvers = [resolver] } : new DnsSettings(),
        };
    }

    private static TimeoutSettings Limits(string? needed) => needed switch
    {
        null => RunningGateway.LongLimits,
        "dns" => RunningGateway.LongLimits with { Dns = Short },
        "connect" => RunningGateway.LongLimits with { Connect = Short },
        "tls" => RunningGateway.LongLimits with { Tls = Short },
        "send" => RunningGateway.LongLimits with { Send = Short },
        "first_byte" => RunningGateway.LongLimits with { FirstByte = Short },
        "body_gap" => RunningGateway.LongLimits with { BodyGap = Short },
        _ => throw new ArgumentException($"no limit named {needed}", nameof(needed)),
    };

    private static async Task<List<Answer>> AskAsync(RunningGateway gateway, RunningFault played, LeapingTime time)
    {
        using var client = await gateway.ConnectAsync();
        switch (played.Fault.Request)
        {
            case FaultRequest.Head:
                return [await client.AskAsync(Head("HEAD", ""))];
            case FaultRequest.TwoGets:
            case FaultRequest.PostAfterGet:
                return await AskTwiceAsync(gateway, client, played, time);
            case FaultRequest.Upload:
                return [await UploadAsync(client)];
            case FaultRequest.Upgrade:
                return [await client.AskAsync(Head("GET", "Connection: Upgrade\r\nUpgrade: websocket\r\n"
                    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"))];
            default:
                return [await client.AskAsync(Head("GET", ""))];
        }
    }

    private static async Task<List<Answer>> AskTwiceAsync(RunningGateway gateway, RawClient client, RunningFault played, LeapingTime time)
    {
        var first = await client.AskAsync(Head("GET", ""));
        var servers = gateway.Instance.Model.Upstreams["app"].Servers;
        await Eventually.IsSoAsync(() => servers.All(server => server.Active == 0), "the first connection was back in the pool, or closed");
        if (played.Fault.Name == SpeaksWhenIdle)
        {
            var port = new Uri(played.Urls[0]).Port;
            await Eventually.IsSoAsync(() => servers[0].Pool.Open == 0 || SocketTable.WaitingFrom(port) > 0, "the server spoke unasked");
        }

        // How long the next request takes tells a race from a server that failed at work; how busy this machine is must not.
        time.Stop();
        if (played.Fault.Request == FaultRequest.TwoGets)
        {
            return [first, await client.AskAsync(Head("GET", ""))];
        }

        time.Leap(Idle);
        return [first, await client.AskAsync(Head("POST", "Content-Length: 5\r\n") + "a=b&c")];
    }

    // The answer may come, and the connection end, while the body is still going out.
    private static async Task<Answer> UploadAsync(RawClient client)
    {
        var length = (UploadMegabytes * Megabyte.Length).ToString(CultureInfo.InvariantCulture);
        await client.SendAsync(Head("POST", $"Content-Length: {length}\r\n"));
        var sending = SendAsync();
        var answer = await client.ReadAsync();
        client.Dispose();
        await sending;
        return answer;

        async Task SendAsync()
        {
            for (var i = 0; i < UploadMegabytes; i++)
            {
                await client.TrySendAsync(Megabyte);
            }
        }
    }

    private static string Head(string method, string fields) => $"{method} /page?secret=x HTTP/1.1\r\nHost: site.test\r\n{fields}\r\n";
}
