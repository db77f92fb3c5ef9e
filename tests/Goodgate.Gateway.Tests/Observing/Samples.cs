using System.Net;
using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Observing;
using Goodgate.Gateway.Settings;
using Goodgate.Gateway.Upstreams;
using Goodgate.Verdicts.Judging;
using Goodgate.Verdicts.Observations;

namespace Goodgate.Gateway.Tests.Observing;

/// <summary>Records and verdicts as a gateway makes them.</summary>
internal static class Samples
{
    public static DateTimeOffset Noon { get; } = new(2026, 11, 21, 12, 0, 0, 250, TimeSpan.Zero);

    public static AccessRecord Record { get; } = new()
    {
        Time = Noon,
        Duration = TimeSpan.FromMilliseconds(12.3456),
        RequestId = "req-1",
        TraceParent = "00-0123456789abcdef0123456789abcdef-0123456789abcdef-01",
        Client = IPAddress.Parse("192.0.2.7"),
        Method = "GET",
        Host = "shop.example",
        Target = "/cart?a=1&b=2",
        Protocol = "HTTP/1.1",
        IsHttps = true,
        Status = 200,
        Source = ResponseSource.Upstream,
        BytesIn = 3,
        BytesOut = 512,
        Site = "shop",
        Route = "/*",
        Upstream = "app",
        Referer = "https://shop.example/",
        UserAgent = "Mozilla/5.0 (X11)",
    };

    public static Verdict Refused(string id = "req-1", DateTimeOffset? time = null) => Judge.Decide(new Observation
    {
        Source = Source.Gateway,
        Phase = Phase.Connect,
        Happening = Happening.Refused,
        Errno = 111,
        Server = "http://app:3000",
        Peer = "10.0.0.7:3000",
        RequestId = id,
        Time = time ?? Noon,
        ClientStatus = 502,
    });

    public static Verdict Left(string id) => Judge.Decide(new Observation { Source = Source.Gateway, Phase = Phase.Deliver, Happening = Happening.ClientLeft, RequestId = id, Time = Noon });

    public static AttemptRecord Attempt()
    {
        var settings = new UpstreamSettings { Name = "app", Servers = ["http://app:3000"] };
        var server = new Upstream(settings, TimeProvider.System).Servers[0];
        return new AttemptRecord { Server = server, Peer = "10.0.0.7:3000", Duration = TimeSpan.FromMilliseconds(8) };
    }
}
