using System.Net;
using System.Net.Sockets;
using Goodgate.EndToEnd.Behaviour.Origins;
using Goodgate.EndToEnd.Stage;
using Goodgate.Gateway.Settings;

namespace Goodgate.EndToEnd.Behaviour;

/// <summary>A retry happens where it is provably safe, and each "no" has a reason (decision 4 of the design).</summary>
public sealed class RetryTests
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    [Theory]
    [InlineData("GET", "")]
    [InlineData("POST", "hello")]
    [InlineData("DELETE", "")]
    [InlineData("PATCH", "hello")]
    public async Task Another_server_answers_when_one_refuses(string method, string body)
    {
        using var closed = ClosedPort.Take();
        await using var origin = RawOrigin.Answering(Ok);
        await using var gateway = await RunningGateway.StartAsync(RunningGateway.Before(closed.Url, origin.Url).WithRecords());
        using var client = await gateway.ConnectAsync();

        for (var i = 0; i < 4; i++)
        {
            var answer = await client.AskAsync($"{method} / HTTP/1.1\r\nHost: a.test\r\nContent-Length: {body.Length}\r\n\r\n{body}");
            answer.Text.ShouldBe("ok");
        }

        origin.Received.Sum(received => received.Split($"{method} / HTTP/1.1").Length - 1).ShouldBe(4, "each arrived once");
        string.Concat(origin.Received).Split("\r\n\r\nhello").Length.ShouldBe(body.Length > 0 ? 5 : 1);
        var records = await gateway.RecordsAsync();
        records.ShouldAllBe(record => record.Cause == null, "the client got its answer");
        records.Select(record => record.Attempts!.Count).ShouldBe([2, 1, 2, 1], "servers take turns");
        records.Select(record => record.Attempts![^1].Failure).ShouldAllBe(failure => failure == null);
        records.SelectMany(record => record.Attempts!.SkipLast(1)).ShouldAllBe(attempt => attempt.Failure == "refused" && attempt.BytesSent == 0);
        gateway.Instance.Outlets.Counters.Retries.ShouldBe(2);
        gateway.Instance.Outlets.Counters.SavedByRetry.ShouldBe(2);
    }

    [Fact]
    public async Task All_servers_refusing_is_one_failure_with_all_attempts()
    {
        using var one = ClosedPort.Take();
        using var two = ClosedPort.Take();
        await using var gateway = await RunningGateway.StartAsync(RunningGateway.Before(one.Url, two.Url).WithRecords());

        (await gateway.GetAsync()).Status.ShouldBe(502);

        var record = (await gateway.RecordsAsync()).ShouldHaveSingleItem();
        record.Attempts!.Select(attempt => attempt.Server).ShouldBe([one.Url, two.Url]);
        record.NotRetried.ShouldBe("no other server in the upstream");
        record.Cause.ShouldBe("connect-refused");
    }

    [Fact]
    public async Task Retries_can_be_turned_off()
    {
        using var closed = ClosedPort.Take();
        await using var origin = RawOrigin.Answering(Ok);
        await using var gateway = await RunningGateway.StartAsync(Upstream(u => u with { Retries = 0 }, closed.Url, origin.Url));

        (await gateway.GetAsync()).Status.ShouldBe(502);

        (await gateway.RecordsAsync())[0].NotRetried.ShouldBe("retries are turned off");
        origin.Connections.ShouldBe(0);
    }

    [Theory]
    [InlineData("GET", "", "", 2)]
    [InlineData("PUT", "", "hello", 2)]
    [InlineData("POST", "Idempotency-Key: \"k\"\r\n", "hello", 2)]
    [InlineData("POST", "", "hello", 1)]
    [InlineData("PATCH", "", "hello", 1)]
    public async Task A_kept_connection_that_dies_is_replaced_where_that_is_safe(string method, string fields, string body, int arrivals)
    {
        // The first connection serves one request and dies on the second, after it has taken it: nobody can tell what was done.
        await using var origin = RawOrigin.Start(async peer =>
        {
            await peer.ReadRequestAsync();
            await peer.SendAsync(Ok);
            await peer.ReadRequestAsync();
            if (peer.Number > 1)
            {
                await peer.SendAsync(Ok);
                await peer.ReadToEndAsync();
            }
        });
        await using var gateway = await RunningGateway.StartAsync(RunningGateway.Before(origin.Url).WithRecords());
        using var client = await gateway.ConnectAsync();
        (await client.AskAsync("GET /warm HTTP/1.1\r\nHost: a.test\r\n\r\n")).Text.ShouldBe("ok");

        var answer = await client.AskAsync($"{method} /once HTTP/1.1\r\nHost: a.test\r\n{fields}Content-Length: {body.Length}\r\n\r\n{body}");

        answer.Status.ShouldBe(arrivals == 2 ? 200 : 502);
        string.Concat(origin.Received).Split($"{method} /once").Length.ShouldBe(arrivals + 1);
        var records = await gateway.RecordsAsync();
        records[0].Attempts!.Count.ShouldBe(1);
        var record = records[1];
        record.Attempts![0].Reused.ShouldBeTrue();
        record.Attempts.Count.ShouldBe(arrivals);
        record.NotRetried.ShouldBe(arrivals == 2 ? null : $"{method} had already been sent and has no Idempotency-Key");
        if (arrivals == 1)
        {
            record.Cause.ShouldBe("keepalive-race");
        }
    }

    [Fact]
    public async Task A_fresh_connection_that_dies_with_the_request_is_not_repeated()
    {
        await using var origin = RawOrigin.Start(async peer => await peer.ReadRequestAsync());
        await using var other = RawOrigin.Start(async peer => await peer.ReadRequestAsync());
        await using var gateway = await RunningGateway.StartAsync(RunningGateway.Before(origin.Url, other.Url).WithRecords());

        (await gateway.GetAsync()).Status.ShouldBe(502);

        (await gateway.RecordsAsync())[0].NotRetried.ShouldBe("the server had the request and may still be working on it");
        (origin.Connections + other.Connections).ShouldBe(1);
    }

    [Fact]
    public async Task A_response_that_has_begun_is_not_repeated()
    {
        await using var origin = RawOrigin.Start(async peer =>
        {
            await peer.ReadRequestAsync();
            await peer.SendAsync("HTTP/1.1 200 OK\r\nContent-Le");
        });
        await using var gateway = await RunningGateway.StartAsync(RunningGateway.Before(origin.Url, origin.Url).WithRecords());

        (await gateway.GetAsync()).Status.ShouldBe(502);

        (await gateway.RecordsAsync())[0].NotRetried.ShouldBe("the response had begun");
        origin.Connections.ShouldBe(1);
    }

    [Fact]
    public async Task A_large_body_that_was_sent_on_cannot_be_repeated()
    {
        await using var origin = RawOrigin.Start(async peer =>
        {
            await peer.ReadRequestAsync();
            await peer.SendAsync(Ok);
            await peer.ReadHeadAsync();
            await peer.ReadAsync(100_000);
        });
        await using var gateway = await RunningGateway.StartAsync(RunningGateway.Before(origin.Url).WithRecords());
        using var client = await gateway.ConnectAsync();
        await client.AskAsync("GET /warm HTTP/1.1\r\nHost: a.test\r\n\r\n");

        await client.TrySendAsync(System.Text.Encoding.Latin1.GetBytes(
            $"PUT / HTTP/1.1\r\nHost: a.test\r\nContent-Length: 200000\r\n\r\n{new string('x', 200_000)}"));

        (await client.ReadAsync()).Status.ShouldBe(502);
        (await gateway.RecordsAsync())[1].NotRetried.ShouldBe("the request's body was sent on and is larger than what is kept (64 KiB)");
        origin.Connections.ShouldBe(1);
    }

    [Fact]
    public async Task The_budget_ends_retrying()
    {
        using var one = ClosedPort.Take();
        using var two = ClosedPort.Take();
        await using var gateway = await RunningGateway.StartAsync(RunningGateway.Before(one.Url, two.Url).WithRecords());
        using var client = await gateway.ConnectAsync();

        // Within one second at least ten are allowed; the clock of the machine may take a few seconds for thirty, so more than ten are tried.
        for (var i = 0; i < 30; i++)
        {
            await client.AskAsync("GET / HTTP/1.1\r\nHost: a.test\r\n\r\n");
        }

        var reasons = (await gateway.RecordsAsync()).Select(record => record.NotRetried).ToArray();
        reasons.Take(10).ShouldAllBe(reason => reason == "no other server in the upstream");
        reasons.ShouldContain("the retry budget is spent (20 % of recent requests)");
    }

    private static GatewaySettings Upstream(Func<UpstreamSettings, UpstreamSettings> change, params string[] servers) =>
        RunningGateway.Before(change(new UpstreamSettings { Name = "app", Servers = servers, Timeouts = RunningGateway.LongLimits })).WithRecords();

    /// <summary>A port that is bound and does not listen: connecting is refused, and nobody else can take it.</summary>
    private sealed class ClosedPort : IDisposable
    {
        private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Unspecified);

        private ClosedPort() => _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));

        public string Url => $"http://{_socket.LocalEndPoint}";

        public static ClosedPort Take() => new();

        public void Dispose() => _socket.Dispose();
    }
}
