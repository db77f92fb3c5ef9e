using System.Net;
using System.Net.Sockets;
using System.Text;
using Goodgate.EndToEnd.Stage;

namespace Goodgate.EndToEnd.Behaviour;

/// <summary>A body that streams while its first server breaks off: the next one gets all of it, and the end.</summary>
public sealed class RetriedStreamTests
{
    [Fact]
    public async Task A_streamed_body_is_sent_again_to_its_end()
    {
        using var breaking = new TcpListener(IPAddress.Loopback, 0);
        breaking.Start();
        using var good = new TcpListener(IPAddress.Loopback, 0);
        good.Start();
        using var over = new CancellationTokenSource();
        var serving = Task.WhenAll(EachAsync(breaking, BreakAsync, over.Token), EachAsync(good, EchoLengthAsync, over.Token));
        await using (var gateway = await RunningGateway.StartAsync($"http://127.0.0.1:{PortOf(breaking)}", $"http://127.0.0.1:{PortOf(good)}"))
        {
            // Half of them are retried: more rounds would spend the retry budget of ten.
            for (var round = 0; round < 18; round++)
            {
                using var client = await gateway.ConnectAsync();
                var answer = await client.AskAsync(Upload(round));
                answer.Status.ShouldBe(200, $"round {round}");
                answer.Text.ShouldBe("whole");
            }
        }

        await over.CancelAsync();
        await serving;
    }

    private static string Upload(int round)
    {
        var text = new StringBuilder("PUT /x HTTP/1.1\r\nHost: a.test\r\nIdempotency-Key: k").Append(round).Append("\r\nTransfer-Encoding: chunked\r\n\r\n");
        for (var chunk = 0; chunk < 50; chunk++)
        {
            text.Append("5\r\nhello\r\n");
        }

        return text.Append("0\r\n\r\n").ToString();
    }

    private static int PortOf(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;

    private static async Task EachAsync(TcpListener listener, Func<Socket, CancellationToken, Task> play, CancellationToken over)
    {
        try
        {
            while (true)
            {
                using var socket = await listener.AcceptSocketAsync(over);
                await play(socket, over);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            // The test is over.
        }
    }

    private static async Task BreakAsync(Socket socket, CancellationToken over)
    {
        await socket.ReceiveAsync(new byte[64], over);
        socket.LingerState = new LingerOption(true, 0);
    }

    private static async Task EchoLengthAsync(Socket socket, CancellationToken over)
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        while (!text.ToString().Contains("0\r\n\r\n", StringComparison.Ordinal))
        {
            var count = await socket.ReceiveAsync(buffer, over);
            if (count == 0)
            {
                return;
            }

            text.Append(Encoding.Latin1.GetString(buffer, 0, count));
        }

        var hellos = text.ToString().Split("hello").Length - 1;
        await socket.SendAsync(Encoding.Latin1.GetBytes($"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 5\r\n\r\n{(hellos == 50 ? "whole" : "short")}"), over);
    }
}
