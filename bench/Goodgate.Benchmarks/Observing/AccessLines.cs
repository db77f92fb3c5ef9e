using System.Net;
using BenchmarkDotNet.Attributes;
using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Observing;
using Goodgate.Gateway.Observing.Access;
using Goodgate.Gateway.Observing.Lines;
using Goodgate.Gateway.Settings;
using Goodgate.Gateway.Upstreams;

namespace Goodgate.Benchmarks.Observing;

/// <summary>One line of the access log, formatted: a browser's request that one server answered.</summary>
[MemoryDiagnoser]
public class AccessLines
{
    private readonly JsonFormat _json = new();
    private readonly CombinedFormat _combined = new();
    private readonly LineBuffer _lines = new();
    private AccessRecord _plain = null!;
    private AccessRecord _foreign = null!;

    [GlobalSetup]
    public void Prepare()
    {
        var server = new Upstream(new UpstreamSettings { Name = "app", Servers = ["http://127.0.0.1:3000"] }, TimeProvider.System).Servers[0];
        var attempt = new AttemptRecord { Server = server, Peer = "127.0.0.1:3000", Reused = true, Status = 200, BytesSent = 612, BytesReceived = 1290, Duration = TimeSpan.FromMicroseconds(734.5) };
        attempt.FirstByte = TimeSpan.FromMicroseconds(702.3);
        _plain = new AccessRecord
        {
            Time = new DateTimeOffset(2026, 11, 21, 12, 0, 0, 250, TimeSpan.Zero),
            Duration = TimeSpan.FromMicroseconds(812.7),
            RequestId = "4bf92f3577b34da6a3ce929d0e0e4736",
            TraceParent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00",
            Client = IPAddress.Parse("192.0.2.7"),
            Method = "GET",
            Host = "shop.example.com",
            Target = "/articles/4711/reviews?page=2&sort=newest",
            Protocol = "HTTP/1.1",
            IsHttps = true,
            Status = 200,
            Source = ResponseSource.Upstream,
            BytesOut = 1024,
            Site = "shop",
            Route = "/*",
            Upstream = "app",
            Referer = "https://shop.example.com/articles/4711",
            UserAgent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            Attempts = [attempt],
        };
        _foreign = _plain with { Target = "/caf\u00e9/\"quoted\"/\u0001", UserAgent = "\u00fcber-\u00e4gent/1.0 " + new string('\u00e9', 100) };
    }

    [Benchmark(Baseline = true)]
    public int Json() => Write(_json, _plain);

    [Benchmark]
    public int JsonOfForeignBytes() => Write(_json, _foreign);

    [Benchmark]
    public int Combined() => Write(_combined, _plain);

    private int Write(IAccessFormat format, AccessRecord record)
    {
        _lines.Length = 0;
        format.Write(record, _lines);
        return _lines.Length;
    }
}
