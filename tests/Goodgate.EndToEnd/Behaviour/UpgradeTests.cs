using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Goodgate.EndToEnd.Behaviour.Origins;
using Goodgate.EndToEnd.Stage;
using Goodgate.Gateway.Settings;
using Goodgate.Lab.Origin;

namespace Goodgate.EndToEnd.Behaviour;

/// <summary>WebSocket and other upgrades (RFC 9110 §7.8, RFC 6455).</summary>
public sealed class UpgradeTests
{
    private const string Ask = "GET /upgrade HTTP/1.1\r\nHost: a.test\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n";
    private const string Switch = "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n";

    [Fact]
    public async Task WebSocket_messages_go_both_ways_and_the_client_closes()
    {
        await using var origin = HealthyOrigin.Start();
        await using var gateway = await RunningGateway.StartAsync(origin.Url);
        using var socket = new ClientWebSocket();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));

        await socket.ConnectAsync(new Uri($"ws://{gateway.Address}/upgrade"), limit.Token);
        foreach (var message in (string[])["one", new string('x', 60_000), ""])
        {
            await socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, endOfMessage: true, limit.Token);
            (await ReceiveAsync(socket, limit.Token)).ShouldBe(message);
        }

        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "done", limit.Token);

        socket.CloseStatus.ShouldBe(WebSocketCloseStatus.NormalClosure);
        (await gateway.EndAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_server_may_close_first()
    {
        await using var origin = RawOrigin.Start(async peer =>
        {
            await peer.ReadHeadAsync();
            await peer.SendAsync(Switch + "bye");
        });
        await using var gateway = await RunningGateway.StartAsync(origin.Url);
        using var client = await gateway.ConnectAsync();

        var answer = await client.AskAsync(Ask);

        answer.Status.ShouldBe(101);
        (await client.ReadBytesAsync(3)).ShouldBe("bye", "bytes in the packet of the 101 belong to the client");
        (await client.ReadToEndAsync()).ShouldBe(Ending.CutByFin);
        (await gateway.EndAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_clients_last_bytes_reach_the_server_before_its_fin()
    {
        var heard = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var origin = RawOrigin.Start(async peer =>
        {
            var head = await peer.ReadHeadAsync();
            await peer.SendAsync(Switch);
            await peer.ReadToEndAsync();
            heard.SetResult(peer.Received[head!.Length..]);
        });
        await using var gateway = await RunningGateway.StartAsync(origin.Url);
        using var client = await gateway.ConnectAsync();

        (await client.AskAsync(Ask)).Status.ShouldBe(101);
        var much = new string('z', 300_000);
        await client.SendAsync(much);
        client.Socket.Shutdown(SocketShutdown.Send);

        (await heard.Task.WaitAsync(TimeSpan.FromSeconds(60))).ShouldBe(much);
        (await gateway.EndAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Bytes_sent_with_the_request_reach_the_server_after_the_101()
    {
        await using var origin = HealthyOrigin.Start();
        await using var gateway = await RunningGateway.StartAsync(origin.Url);
        using var client = await gateway.ConnectAsync();

        (await client.AskAsync(Ask + "early")).Status.ShouldBe(101);

        (await client.ReadBytesAsync(5)).ShouldBe("early");
    }

    [Fact]
    public async Task The_handshake_goes_through_unchanged()
    {
        await using var origin = RawOrigin.Start(async peer =>
        {
            await peer.ReadHeadAsync();
            await peer.SendAsync("HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: WebSocket\r\nSec-WebSocket-Accept: abc\r\n"
                + "Sec-WebSocket-Protocol: chat\r\nSec-WebSocket-Extensions: permessage-deflate\r\nSet-Cookie: a=1\r\n\r\n");
            await peer.ReadToEndAsync();
        });
        await using var gateway = await RunningGateway.StartAsync(origin.Url);
        using var client = await gateway.ConnectAsync();

        var answer = await client.AskAsync(
            "GET /chat HTTP/1.1\r\nHost: a.test\r\nConnection: keep-alive, Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: chat, superchat\r\nSec-WebSocket-Extensions: permessage-deflate\r\nOrigin: http://a.test\r\n\r\n");
        client.Dispose();

        answer.Status.ShouldBe(101);
        answer.Field("Connection").ShouldBe("Upgrade");
        answer.Field("Upgrade").ShouldBe("WebSocket");
        answer.Field("Sec-WebSocket-Accept").ShouldBe("abc");
        answer.Field("Sec-WebSocket-Protocol").ShouldBe("chat");
        answer.Field("Sec-WebSocket-Extensions").ShouldBe("permessage-deflate");
        answer.Field("Set-Cookie").ShouldBe("a=1");
        answer.Fields("Content-Length").ShouldBeEmpty();
        answer.Fields("Transfer-Encoding").ShouldBeEmpty();
        var head = origin.Received[0];
        OriginPeer.Lines(head, "Connection").ShouldBe(["Upgrade"]);
        OriginPeer.Lines(head, "Upgrade").ShouldBe(["websocket"]);
        OriginPeer.Lines(head, "Sec-WebSocket-Protocol").ShouldBe(["chat, superchat"]);
        OriginPeer.Lines(head, "Sec-WebSocket-Version").ShouldBe(["13"]);
        OriginPeer.Lines(head, "Origin").ShouldBe(["http://a.test"]);
    }

    [Fact]
    public async Task Silence_ends_it_with_a_cause()
    {
        await using var origin = HealthyOrigin.Start();
        await using var gateway = await RunningGateway.StartAsync(RunningGateway.Before(new UpstreamSettings
        {
            Name = "app",
            Servers = [origin.Url],
            Timeouts = RunningGateway.LongLimits with { UpgradeIdle = TimeSpan.FromSeconds(3) },
        }));
        using var client = await gateway.ConnectAsync();

        (await client.AskAsync(Ask)).Status.ShouldBe(101);
        await client.SendAsync("x");
        (await client.ReadBytesAsync(1)).ShouldBe("x");

        (await client.ReadToEndAsync()).ShouldBe(Ending.CutByFin);
        var verdict = (await gateway.EndAsync()).ShouldHaveSingleItem();
        verdict.Observation.Limit.ShouldNotBeNull().Setting.ShouldBe("timeouts.upgrade_idle");
        verdict.Observation.Phase.ShouldBe(Verdicts.Observations.Phase.Tunnel);
    }

    [Fact]
    public async Task A_reset_by_the_server_ends_it_with_a_cause()
    {
        await using var origin = RawOrigin.Start(async peer =>
        {
            await peer.ReadHeadAsync();
            await peer.SendAsync(Switch);
            await peer.ReadAsync(1);
            peer.Reset();
        });
        await using var gateway = await RunningGateway.StartAsync(origin.Url);
        using var client = await gateway.ConnectAsync();

        (await client.AskAsync(Ask)).Status.ShouldBe(101);
        await client.SendAsync("x");

        await client.ReadToEndAsync();
        (await gateway.EndAsync()).ShouldHaveSingleItem().Observation.Happening.ShouldBe(Verdicts.Observations.Happening.Reset);
    }

    [Theory]
    [InlineData("200 OK", 200)]
    [InlineData("426 Upgrade Required", 426)]
    [InlineData("403 Forbidden", 403)]
    public async Task A_refusal_is_relayed(string status, int expected)
    {
        await using var origin = RawOrigin.Answering($"HTTP/1.1 {status}\r\nUpgrade: websocket\r\nContent-Length: 2\r\n\r\nno");
        await using var gateway = await RunningGateway.StartAsync(origin.Url);
        using var client = await gateway.ConnectAsync();

        var answer = await client.AskAsync(Ask);

        answer.Status.ShouldBe(expected);
        answer.Text.ShouldBe("no");
        (await client.AskAsync("GET / HTTP/1.1\r\nHost: a.test\r\n\r\n")).Text.ShouldBe("no", "the connection is still HTTP");
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: a.test\r\n\r\n", "echo")]
    [InlineData(Ask, "other")]
    [InlineData("GET / HTTP/1.1\r\nHost: a.test\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n", "h2c")]
    public async Task A_101_that_nobody_asked_for_is_a_failure(string request, string got)
    {
        await using var origin = RawOrigin.Answering($"HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: {got}\r\n\r\n");
        await using var gateway = await RunningGateway.StartAsync(origin.Url);
        using var client = await gateway.ConnectAsync();

        (await client.AskAsync(request)).Status.ShouldBe(502);

        (await gateway.EndAsync()).ShouldHaveSingleItem().Cause.Id.ShouldBe("upgrade-failed");
    }

    private static async Task<string> ReceiveAsync(ClientWebSocket socket, CancellationToken cancel)
    {
        using var message = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var piece = await socket.ReceiveAsync(buffer, cancel);
            piece.MessageType.ShouldBe(WebSocketMessageType.Text);
            message.Write(buffer, 0, piece.Count);
            if (piece.EndOfMessage)
            {
                return Encoding.UTF8.GetString(message.ToArray());
            }
        }
    }
}
