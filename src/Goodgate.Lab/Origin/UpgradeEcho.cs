using System.Diagnostics.CodeAnalysis;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;

namespace Goodgate.Lab.Origin;

/// <summary>Changes the protocol when asked (RFC 9110 §7.8) and sends everything back: messages over <c>websocket</c>, bytes over <c>echo</c>.</summary>
internal static class UpgradeEcho
{
    private const int MaxMessage = 64 * 1024;

    public static async Task AnswerAsync(OriginExchange exchange, CancellationToken cancel)
    {
        var head = exchange.Head;
        var asked = head.Version == "HTTP/1.1" && head.Lists("Connection", "upgrade");
        if (asked && head.Lists("Upgrade", "websocket") && head["Sec-WebSocket-Key"] is { } key)
        {
            exchange.Keep = false;
            await exchange.InterimAsync("101 Switching Protocols",
                $"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: {Accept(key)}\r\n", cancel);
            await EchoMessagesAsync(exchange.Stream, cancel);
        }
        else if (asked && head.Lists("Upgrade", "echo"))
        {
            exchange.Keep = false;
            await exchange.InterimAsync("101 Switching Protocols", "Connection: Upgrade\r\nUpgrade: echo\r\n", cancel);
            await EchoBytesAsync(exchange, cancel);
        }
        else
        {
            await exchange.AnswerAsync(426, "Connection: Upgrade\r\nUpgrade: websocket, echo\r\n", ReadOnlyMemory<byte>.Empty, cancel);
        }
    }

    // RFC 6455 §4.2.2: SHA-1 of the key and this GUID. The client waits for 101 before its first frame (§4.1), so nothing is left in the reader.
    [SuppressMessage("Security", "CA5350", Justification = "RFC 6455 §4.2.2 prescribes SHA-1; it protects nothing here.")]
    private static string Accept(string key) =>
        Convert.ToBase64String(SHA1.HashData(Encoding.Latin1.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));

    private static async Task EchoMessagesAsync(Stream stream, CancellationToken cancel)
    {
        using var socket = WebSocket.CreateFromStream(stream, new WebSocketCreationOptions { IsServer = true });
        var buffer = new byte[MaxMessage];
        try
        {
            while (true)
            {
                var piece = await socket.ReceiveAsync(buffer, cancel);
                if (piece.MessageType is WebSocketMessageType.Close)
                {
                    await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancel);
                    return;
                }

                await socket.SendAsync(buffer.AsMemory(0, piece.Count), piece.MessageType, piece.EndOfMessage, cancel);
            }
        }
        catch (WebSocketException)
        {
            // The client left without a closing frame, or sent what is no frame: the connection is over.
        }
    }

    private static async Task EchoBytesAsync(OriginExchange exchange, CancellationToken cancel)
    {
        while (await exchange.Reader.TakeAsync(int.MaxValue, cancel) is { IsEmpty: false } piece)
        {
            await exchange.Stream.WriteAsync(piece, cancel);
        }
    }
}
