using System.Diagnostics;
using Goodgate.EndToEnd.Behaviour.Origins;
using Goodgate.EndToEnd.Stage;

namespace Goodgate.EndToEnd.Behaviour;

/// <summary>Expect: 100-continue (RFC 9110 §10.1.1): the server decides, and a silent one does not hold anybody up.</summary>
public sealed class ExpectContinueTests
{
    private const string Head = "POST /form HTTP/1.1\r\nHost: a.test\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n";
    private const string Continue = "HTTP/1.1 100 Continue\r\n\r\n";

    [Fact]
    public async Task The_servers_100_lets_the_body_through()
    {
        var before = "";
        await using var origin = RawOrigin.Start(async peer =>
        {
            await peer.ReadHeadAsync();
            before = peer.Received;
            await peer.SendAsync(Continue);
            var body = await peer.ReadAsync(5);
            await peer.SendAsync($"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n{body}");
        });
        await using var gateway = await RunningGateway.StartAsync(origin.Url);
        using var client = await gateway.ConnectAsync();

        await client.SendAsync(Head);
        (await client.ReadBytesAsync(Continue.Length)).ShouldBe(Continue);
        await client.SendAsync("hello");
        var answer = await client.ReadAsync();

        answer.Text.ShouldBe("hello");
        answer.Interim.ShouldBeEmpty("100 comes once");
        OriginPeer.Lines(before, "Expect").ShouldBe(["100-continue"]);
        before.ShouldEndWith("\r\n\r\n");
    }

    [Theory]
    [InlineData("413 Content Too Large")]
    [InlineData("401 Unauthorized")]
    [InlineData("417 Expectation Failed")]
    public async Task A_final_status_comes_in_place_of_the_100(string status)
    {
        await using var origin = RawOrigin.Start(async peer =>
        {
            await peer.ReadHeadAsync();
            await peer.SendAsync($"HTTP/1.1 {status}\r\nContent-Length: 2\r\n\r\nno");
            await peer.ReadToEndAsync();
        });
        await using var gateway = await RunningGateway.StartAsync(origin.Url);
        using var client = await gateway.ConnectAsync();

        await client.SendAsync(Head);
        var answer = await client.ReadAsync();

        answer.Status.ShouldBe(int.Parse(status[..3]));
        answer.Interim.ShouldBeEmpty("the body is not asked for");
        answer.Text.ShouldBe("no");
        answer.Field("Connection").ShouldBe("close", "nobody waits for the body");
        client.Dispose();
        origin.Received[0].ShouldEndWith("\r\n\r\n", Case.Sensitive, "no byte of a body went on");
        (await gateway.EndAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_silent_server_gets_the_body_after_a_second()
    {
        await using var origin = RawOrigin.Answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        await using var gateway = await RunningGateway.StartAsync(origin.Url);
        using var client = await gateway.ConnectAsync();
        var clock = Stopwatch.StartNew();

        await client.SendAsync(Head);
        (await client.ReadBytesAsync(Continue.Length)).ShouldBe(Continue);
        clock.Elapsed.ShouldBeGreaterThan(TimeSpan.FromMilliseconds(900), "the server had its chance to refuse");
        await client.SendAsync("hello");

        (await client.ReadAsync()).Text.ShouldBe("ok");
        origin.Received[0].ShouldEndWith("\r\n\r\nhello");
    }

    [Fact]
    public async Task A_client_that_does_not_wait_is_served_too()
    {
        await using var origin = RawOrigin.Start(async peer =>
        {
            await peer.ReadHeadAsync();
            await peer.SendAsync(Continue);
            await peer.ReadAsync(5);
            await peer.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            await peer.ReadToEndAsync();
        });
        await using var gateway = await RunningGateway.StartAsync(origin.Url);
        using var client = await gateway.ConnectAsync();

        var answer = await client.AskAsync(Head + "hello");

        answer.Text.ShouldBe("ok");
    }

    [Fact]
    public async Task The_connection_serves_on_after_a_body_that_was_waited_for()
    {
        await using var origin = RawOrigin.Start(async peer =>
        {
            for (var i = 0; i < 2 && await peer.ReadHeadAsync() is not null; i++)
            {
                await peer.SendAsync(Continue);
                await peer.ReadAsync(5);
                await peer.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            }
        });
        await using var gateway = await RunningGateway.StartAsync(origin.Url);
        using var client = await gateway.ConnectAsync();

        for (var i = 0; i < 2; i++)
        {
            await client.SendAsync(Head);
            (await client.ReadBytesAsync(Continue.Length)).ShouldBe(Continue);
            await client.SendAsync("hello");
            (await client.ReadAsync()).Text.ShouldBe("ok");
        }

        origin.Connections.ShouldBe(1);
    }

    [Fact]
    public async Task Early_hints_and_100_reach_the_client_one_after_the_other()
    {
        const string Hints = "HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n";
        await using var origin = RawOrigin.Start(async peer =>
        {
            await peer.ReadHeadAsync();
            await peer.SendAsync(Hints + Continue + Hints);
            await peer.ReadAsync(5);
            await peer.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        });
        await using var gateway = await RunningGateway.StartAsync(origin.Url);
        using var client = await gateway.ConnectAsync();

        await client.SendAsync(Head);
        (await client.ReadBytesAsync(Hints.Length)).ShouldBe(Hints);
        var next = new[] { await client.ReadBytesAsync(Continue.Length), await client.ReadBytesAsync(Hints.Length) };
        string.Concat(next).ShouldBeOneOf(Continue + Hints, Hints + Continue);
        await client.SendAsync("hello");

        (await client.ReadAsync()).Text.ShouldBe("ok");
    }
}
