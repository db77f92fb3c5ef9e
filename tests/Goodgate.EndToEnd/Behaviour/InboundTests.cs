using System.Net.Sockets;
using Goodgate.EndToEnd.Behaviour.Origins;
using Goodgate.EndToEnd.Stage;
using Goodgate.Gateway.Settings;

namespace Goodgate.EndToEnd.Behaviour;

/// <summary>One connection of a client, request after request: what comes together, what comes late, what does not come.</summary>
public sealed class InboundTests
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private const string Get = "GET / HTTP/1.1\r\nHost: a.test\r\n\r\n";
    private const string Next = "GET /next HTTP/1.1\r\nHost: a.test\r\n\r\n";

    public static TheoryData<string> First =>
    [
        Get,
        "POST / HTTP/1.1\r\nHost: a.test\r\nContent-Length: 5\r\n\r\nhello",
        "POST / HTTP/1.1\r\nHost: a.test\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nX-T: 1\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a.test\r\nTransfer-Encoding: chunked\r\n\r\n" + "800\r\n" + new string('a', 2048) + "\r\n800\r\n" + new string('b', 2048) + "\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a.test\r\nContent-Length: 70000\r\n\r\n" + new string('x', 70_000),
        "GET / HTTP/1.0\r\nHost: a.test\r\nConnection: keep-alive\r\n\r\n",
    ];

    [Theory]
    [MemberData(nameof(First))]
    public async Task Requests_sent_in_one_go_are_answered_in_order(string first)
    {
        await using var origin = RawOrigin.Start(EchoTargetAsync);
        await using var gateway = await RunningGateway.StartAsync(origin.Url);
        using var client = await gateway.ConnectAsync();

        await client.SendAsync(first + Next + Get);

        (await client.ReadAsync()).Text.ShouldBe("/");
        (await client.ReadAsync()).Text.ShouldBe("/next");
        (await client.ReadAsync()).Text.ShouldBe("/");
        (await gateway.EndAsync()).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(First))]
    public async Task A_request_may_come_byte_by_byte(string request)
    {
        await using var origin = RawOrigin.Start(EchoTargetAsync);
        await using var gateway = await RunningGateway.StartAsync(origin.Url);
        using var client = await gateway.ConnectAsync();

        var slow = Math.Min(request.Length, 300);
        foreach (var one in request[..slow])
        {
            await client.SendAsync(one.ToString());
        }

        await client.SendAsync(request[slow..]);
        (await client.ReadAsync()).Text.ShouldBe("/");
        (await client.AskAsync(Next)).Text.ShouldBe("/next");
    }

    [Fact]
    public async Task A_body_that_nobody_wanted_does_not_become_the_next_request()
    {
        var settings = RunningGateway.Before("http://127.0.0.1:9") with
        {
            Sites = [new SiteSettings { Name = "site", Hosts = ["*"], Routes = [new RouteSettings { Respond = new RespondSettings { Status = 200, Body = "fixed" } }] }],
        };
        await using var gateway = await RunningGateway.StartAsync(settings);
        using var client = await gateway.ConnectAsync();
        const string Smuggled = "GET /smuggled HTTP/1.1\r\nHost: a.test\r\n\r\n";

        await client.SendAsync($"POST / HTTP/1.1\r\nHost: a.test\r\nContent-Length: {Smuggled.Length + 40_000}\r\n\r\n");
        (await client.ReadAsync()).Text.ShouldBe("fixed");
        await client.SendAsync(Smuggled + new string('x', 40_000) + Get);

        (await client.ReadAsync()).Text.ShouldBe("fixed");
        (await gateway.EndAsync()).ShouldBeEmpty();
        gateway.Instance.Outlets.Counters.Requests.Of(2, Gateway.Exchanges.ResponseSource.Gateway).ShouldBe(2);
    }

    [Theory]
    [InlineData("HTTP/1.0", "", "close")]
    [InlineData("HTTP/1.0", "Connection: keep-alive\r\n", "keep-alive")]
    [InlineData("HTTP/1.1", "Connection: close\r\n", "close")]
    [InlineData("HTTP/1.1", "", null)]
    public async Task The_connection_stays_open_as_the_client_asks(string version, string field, string? said)
    {
        await using var origin = RawOrigin.Answering(Ok);
        await using var gateway = await RunningGateway.StartAsync(origin.Url);
        using var client = await gateway.ConnectAsync();

        var answer = await client.AskAsync($"GET / {version}\r\nHost: a.test\r\n{field}\r\n");

        answer.Text.ShouldBe("ok");
        answer.Fields("Connection").ShouldBe(said is null ? [] : [said]);
        if (said != "close")
        {
            (await client.AskAsync(Get)).Text.ShouldBe("ok");
        }
    }

    [Theory]
    [InlineData("TE: trailers\r\nConnection: TE\r\n", true)]
    [InlineData("", false)]
    public async Task Trailers_reach_a_client_that_takes_them(string field, bool takes)
    {
        await using var origin = RawOrigin.Answering("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nX-Checksum: 3\r\nContent-Type: a/b\r\n\r\n");
        await using var gateway = await RunningGateway.StartAsync(origin.Url);
        using var client = await gateway.ConnectAsync();
        var end = "2\r\nok\r\n0\r\n" + (takes ? "X-Checksum: 3\r\n\r\n" : "\r\n");

        await client.SendAsync($"GET / HTTP/1.1\r\nHost: a.test\r\n{field}Connection: close\r\n\r\n");

        (await client.ReadTextToEndAsync()).ShouldEndWith("\r\n\r\n" + end);
    }

    [Theory]
    [InlineData("", 76, null)]
    [InlineData("GET / HTTP/1.1\r\nHost: a", 61, 408)]
    [InlineData("POST / HTTP/1.1\r\nHost: a.test\r\nContent-Length: 5\r\n\r\nhel", 61, 408)]
    public async Task What_does_not_come_is_not_waited_for_for_ever(string request, int seconds, int? status)
    {
        var time = new LeapingTime();
        await using var origin = RawOrigin.Answering(Ok);
        await using var gateway = await RunningGateway.StartAsync(RunningGateway.Before(origin.Url), time);
        using var client = await gateway.ConnectAsync();
        (await client.AskAsync(Get)).Text.ShouldBe("ok");

        await client.SendAsync(request);
        var rest = client.ReadAsync();
        while (!rest.IsCompleted)
        {
            // What was sent may not have been read at the first leap; a second one would be the end of a connection at rest.
            time.Leap(TimeSpan.FromSeconds(seconds));
            await Task.WhenAny(rest, Task.Delay(TimeSpan.FromSeconds(15)));
        }

        var answer = await rest;
        (answer.Head.Length == 0 ? (int?)null : answer.Status).ShouldBe(status);
        (await gateway.EndAsync()).Select(verdict => verdict.Summary).ShouldBeEmpty("a slow client is no failure of anything behind us");
    }

    [Fact]
    public async Task The_time_a_client_takes_for_its_body_is_no_time_of_the_server()
    {
        var time = new LeapingTime();
        await using var origin = RawOrigin.Start(async peer =>
        {
            await peer.ReadRequestAsync();
            peer.Dispose();
        });
        await using var gateway = await RunningGateway.StartAsync(RunningGateway.Before(origin.Url), time);
        using var client = await gateway.ConnectAsync();

        await client.SendAsync("POST / HTTP/1.1\r\nHost: a.test\r\nContent-Length: 5\r\n\r\nhel");
        await Eventually.IsSoAsync(() => gateway.Instance.Outlets.Counters.Active == 1, "the exchange has begun");
        time.Leap(TimeSpan.FromSeconds(20));
        await client.SendAsync("lo");

        (await client.ReadAsync()).Status.ShouldBe(502);
        var seen = (await gateway.EndAsync()).ShouldHaveSingleItem().Observation;
        seen.Elapsed.ShouldNotBeNull().ShouldBeLessThan(TimeSpan.FromSeconds(20));
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: a")]
    [InlineData("POST / HTTP/1.1\r\nHost: a.test\r\nContent-Length: 50000\r\n\r\nhel")]
    public async Task A_client_that_was_told_it_is_too_slow_may_end_its_sentence(string request)
    {
        var time = new LeapingTime();
        await using var origin = RawOrigin.Answering(Ok);
        await using var gateway = await RunningGateway.StartAsync(RunningGateway.Before(origin.Url), time);
        using var client = await gateway.ConnectAsync();
        var refused = gateway.Instance.Outlets.Counters.RefusedByReason;

        await client.SendAsync(request);
        for (var looks = 0; !refused.ContainsKey("request-timeout"); looks++)
        {
            // What was sent may not have arrived at the first leap; a leap after the answer would end the lingering too.
            if (looks % 3000 == 0)
            {
                time.Leap(TimeSpan.FromSeconds(61));
            }

            await Task.Delay(TimeSpan.FromMilliseconds(5));
        }

        time.Stop();
        (await client.ReadAsync()).Status.ShouldBe(408);
        (await client.ReadToEndAsync()).ShouldBe(Ending.CutByFin);
        for (var i = 0; i < 20; i++)
        {
            // Closed instead, the first would be answered with a reset, and the next not be taken any more.
            await client.SendAsync(new string('x', 1000));
        }

        client.Socket.Shutdown(SocketShutdown.Send);
        await Eventually.IsSoAsync(() => gateway.Instance.Connections == 0, "the gateway let go of the connection");
    }

    private static async Task EchoTargetAsync(OriginPeer peer)
    {
        while (await peer.ReadRequestAsync() is { } request)
        {
            var target = request.Split(' ')[1];
            await peer.SendAsync($"HTTP/1.1 200 OK\r\nContent-Length: {target.Length}\r\n\r\n{target}");
        }
    }
}
