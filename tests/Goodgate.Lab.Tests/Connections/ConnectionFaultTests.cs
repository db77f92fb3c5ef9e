using System.Net.Sockets;

namespace Goodgate.Lab.Tests.Connections;

public sealed class ConnectionFaultTests
{
    private const string Get = ScriptedAnswerTests.Get;
    private const string Post = "POST /order HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi";
    private const string RightEnd = "\r\n\r\nok\n";
    private const int UploadSize = 16 * 1024 * 1024;

    [Theory]
    [InlineData("upstream-closed-before-response", Ending.Fin)]
    [InlineData("upstream-reset", Ending.Reset)]
    [Proves("upstream-closed-before-response", "upstream-reset")]
    public async Task The_request_is_read_and_no_byte_comes_back(string name, Ending ending)
    {
        await using var playing = await OneFault.PlayAsync(name);
        using var client = await RawClient.ConnectAsync(playing.Url);
        await client.SendAsync(Post);
        var got = await client.ReadToEndAsync();
        got.Bytes.ShouldBeEmpty();
        got.Ending.ShouldBe(ending);
        playing.Seen.Requests.ShouldBe([new SeenRequest("POST", "/order", null)]);
    }

    [Fact]
    [Proves("upstream-closed-before-response-at-once")]
    public async Task The_server_closes_at_once()
    {
        await using var playing = await OneFault.PlayAsync("upstream-closed-before-response-at-once");
        using var client = await RawClient.ConnectAsync(playing.Url);
        var got = await client.ReadToEndAsync();
        got.Bytes.ShouldBeEmpty();
        got.Ending.ShouldBe(Ending.Fin);
        playing.Seen.RequestCount.ShouldBe(0);
    }

    [Theory]
    [InlineData("upstream-closed-before-response-in-head", Ending.Fin)]
    [InlineData("upstream-reset-in-head", Ending.Reset)]
    [Proves("upstream-closed-before-response-in-head", "upstream-reset-in-head")]
    public async Task The_head_breaks_off(string name, Ending ending) =>
        (await ScriptedAnswerTests.AskAsync(name, Get, ending)).Text.ShouldBe("HTTP/1.1 200 OK\r\nContent-Type: text/pl");

    [Theory]
    [InlineData("keepalive-race", Post, Ending.Fin)]
    [InlineData("keepalive-race-idempotent", Get, Ending.Fin)]
    [InlineData("keepalive-race-reset", Post, Ending.Reset)]
    [Proves("keepalive-race", "keepalive-race-idempotent", "keepalive-race-reset")]
    public async Task The_second_request_of_a_connection_is_read_and_not_answered(string name, string second, Ending ending)
    {
        await using var playing = await OneFault.PlayAsync(name);
        using var client = await RawClient.ConnectAsync(playing.Url);
        await client.SendAsync(Get);
        (await client.ReadUntilAsync(RightEnd)).ShouldStartWith("HTTP/1.1 200 OK\r\n");
        await client.SendAsync(second);
        var got = await client.ReadToEndAsync();
        got.Bytes.ShouldBeEmpty();
        got.Ending.ShouldBe(ending);
        playing.Seen.Connections.ShouldBe(1);
        playing.Seen.RequestCount.ShouldBe(2);
        playing.Seen.Count("POST").ShouldBe(second == Post ? 1 : 0);
    }

    [Fact]
    [Proves("response-truncated-reset")]
    public async Task The_body_breaks_off_with_a_reset()
    {
        var text = (await ScriptedAnswerTests.AskAsync("response-truncated-reset", Get, Ending.Reset)).Text;
        text.ShouldContain($"Content-Length: {512 * 1024}\r\n\r\nx");
        BodyLength(text).ShouldBeInRange(1, 256 * 1024);
    }

    [Fact]
    [Proves("upstream-reset-during-upload")]
    public async Task The_upload_breaks_off_with_a_reset()
    {
        await using var playing = await OneFault.PlayAsync("upstream-reset-during-upload");
        using var client = await RawClient.ConnectAsync(playing.Url);
        await client.SendAsync(UploadHead);
        var piece = new string('u', 64 * 1024);
        var failure = await Should.ThrowAsync<SocketException>(async () =>
        {
            for (var sent = 0; sent < UploadSize; sent += piece.Length)
            {
                await client.SendAsync(piece);
            }
        });
        failure.SocketErrorCode.ShouldBeOneOf(SocketError.ConnectionReset, SocketError.Shutdown);
        playing.Seen.Count("POST").ShouldBe(1);
    }

    [Theory]
    [InlineData("response-truncated", "Content-Length: 524288\r\n", "x", 256 * 1024)]
    [InlineData("response-truncated-no-body", "Content-Length: 5\r\n", "\r\n\r\n", 0)]
    [InlineData("response-truncated-chunk-cut", "Transfer-Encoding: chunked\r\n", "\r\n1000\r\nhalf", 256 * 1024 + 19)]
    [InlineData("response-truncated-last-chunk-missing", "Transfer-Encoding: chunked\r\n", "x\r\n", 256 * 1024 + 9)]
    [Proves("response-truncated", "response-truncated-no-body", "response-truncated-chunk-cut", "response-truncated-last-chunk-missing")]
    public async Task The_body_breaks_off_in_order(string name, string framing, string end, int length)
    {
        var text = (await ScriptedAnswerTests.AskAsync(name, Get, Ending.Fin)).Text;
        text.ShouldContain(framing);
        text.ShouldEndWith(end);
        BodyLength(text).ShouldBe(length);
    }

    [Theory]
    [InlineData("response-timeout", "")]
    [InlineData("response-timeout-in-head", "HTTP/1.1 200 OK\r\nContent-Type: text/pl")]
    [InlineData("response-timeout-after-interim", "rel=preload\r\n\r\n")]
    [InlineData("response-stalled", "x")]
    [InlineData("response-stalled-chunked", "x\r\n")]
    [Proves("response-timeout", "response-timeout-in-head", "response-timeout-after-interim", "response-stalled", "response-stalled-chunked")]
    public async Task The_server_falls_silent_and_keeps_the_connection_until_the_client_leaves(string name, string end)
    {
        await using var playing = await OneFault.PlayAsync(name);
        using var client = await RawClient.ConnectAsync(playing.Url);
        await client.SendAsync(Get);

        // A second request proves that the server still holds and reads the connection, and yet says nothing more.
        var read = client.ReadToEndAsync();
        await client.SendAsync(Get);
        read.IsCompleted.ShouldBeFalse();
        client.Finish();
        var got = await read;
        got.Ending.ShouldBe(Ending.Fin);
        got.Text.ShouldEndWith(end);
        got.Text.Length.ShouldBeLessThan(512 * 1024);
        playing.Seen.RequestCount.ShouldBe(1);
        playing.Seen.BytesRead.ShouldBe(2 * Get.Length);
    }

    [Fact]
    [Proves("request-write-timeout")]
    public async Task Nothing_of_the_request_is_read_and_writing_blocks()
    {
        await using var playing = await OneFault.PlayAsync("request-write-timeout");
        using var client = await RawClient.ConnectAsync(playing.Url);
        client.Socket.Blocking = false;
        var sent = 0;
        var piece = new byte[64 * 1024];
        var blocked = Should.Throw<SocketException>(() =>
        {
            while (sent < UploadSize)
            {
                sent += client.Socket.Send(piece);
            }
        });
        blocked.SocketErrorCode.ShouldBe(SocketError.WouldBlock);
        sent.ShouldBeLessThan(UploadSize);
        playing.Seen.BytesRead.ShouldBe(0);
    }

    [Fact]
    [Proves("early-response")]
    public async Task The_early_answer_arrives_and_the_upload_is_still_taken()
    {
        await using var playing = await OneFault.PlayAsync("early-response");
        using var client = await RawClient.ConnectAsync(playing.Url);
        await client.SendAsync(UploadHead);
        (await client.ReadUntilAsync("too large\n")).ShouldStartWith("HTTP/1.1 413 ");
        await client.SendAsync(new string('u', UploadSize));
        client.Finish();
        (await client.ReadToEndAsync()).ShouldSatisfyAllConditions(r => r.Bytes.ShouldBeEmpty(), r => r.Ending.ShouldBe(Ending.Fin));
    }

    [Fact]
    [Proves("early-response-reset")]
    public async Task The_early_answer_arrives_before_the_reset()
    {
        await using var playing = await OneFault.PlayAsync("early-response-reset");
        using var client = await RawClient.ConnectAsync(playing.Url);
        await client.SendAsync(UploadHead + new string('u', 1024));
        var got = await client.ReadToEndAsync();
        got.Text.ShouldStartWith("HTTP/1.1 413 ");
        got.Text.ShouldEndWith("too large\n");
        got.Ending.ShouldBe(Ending.Reset);
    }

    [Fact]
    [Proves("excess-response-when-idle", "idle-close")]
    public async Task A_second_connection_is_served_like_the_first()
    {
        foreach (var name in (string[])["excess-response-when-idle", "idle-close", "keepalive-race"])
        {
            await using var playing = await OneFault.PlayAsync(name);
            for (var i = 1; i <= 2; i++)
            {
                using var client = await RawClient.ConnectAsync(playing.Url);
                await client.SendAsync(Get);
                (await client.ReadUntilAsync(RightEnd)).ShouldStartWith("HTTP/1.1 200 OK\r\n");
                playing.Seen.Connections.ShouldBe(i);
            }
        }
    }

    private static string UploadHead => $"POST /upload HTTP/1.1\r\nHost: a\r\nContent-Length: {UploadSize}\r\n\r\n";

    private static int BodyLength(string text) => text.Length - text.IndexOf("\r\n\r\n", StringComparison.Ordinal) - 4;
}
