using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Goodgate.EndToEnd.Behaviour;

/// <summary>
/// An HTTP/2 client that sends what no library would: fields go out as they are given, in HPACK literals without index or Huffman code
/// (RFC 7541 §6.2.2). It understands just enough to say how the stream ended.
/// </summary>
internal sealed class Http2Wire : IDisposable
{
    private const byte Headers = 1;
    private const byte ResetStream = 3;
    private const byte Settings = 4;
    private const byte GoAway = 7;
    private const byte EndStreamAndHeaders = 5;
    private const byte Ack = 1;

    // ":status: 400" stands in the static table (RFC 7541 appendix A, index 12): the first byte of such a header block.
    private const byte Status400 = 0x80 | 12;

    private readonly Socket _socket;
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(60));

    private Http2Wire(Socket socket) => _socket = socket;

    public static async Task<Http2Wire> ConnectAsync(IPEndPoint target)
    {
        var client = new Http2Wire(new Socket(target.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true });
        await client._socket.ConnectAsync(target, client._limit.Token);
        await client._socket.SendAsync("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray(), client._limit.Token);
        await client.SendAsync(Settings, 0, 0, []);
        return client;
    }

    /// <summary>Sends one request without a body on stream 1.</summary>
    public Task SendRequestAsync(IEnumerable<(string Name, string Value)> fields)
    {
        var block = new MemoryStream();
        foreach (var (name, value) in fields)
        {
            block.WriteByte(0);
            Write(block, name);
            Write(block, value);
        }

        return SendAsync(Headers, EndStreamAndHeaders, 1, block.ToArray());
    }

    /// <summary>What came of it: <c>HEADERS</c>, <c>400</c>, <c>RST_STREAM</c> or <c>GOAWAY</c>.</summary>
    public async Task<string> AnswerAsync()
    {
        while (true)
        {
            var head = await ReadAsync(9);
            var payload = await ReadAsync((head[0] << 16) | (head[1] << 8) | head[2]);
            switch (head[3])
            {
                case Headers:
                    return payload[0] == Status400 ? "400" : "HEADERS";
                case ResetStream:
                    return "RST_STREAM";
                case GoAway:
                    return "GOAWAY";
                case Settings when (head[4] & Ack) == 0:
                    await SendAsync(Settings, Ack, 0, []);
                    break;
            }
        }
    }

    public void Dispose()
    {
        _socket.Dispose();
        _limit.Dispose();
    }

    private static void Write(MemoryStream block, string text)
    {
        var bytes = Encoding.Latin1.GetBytes(text);
        bytes.Length.ShouldBeLessThan(127, "one length byte is enough here");
        block.WriteByte((byte)bytes.Length);
        block.Write(bytes);
    }

    private async Task SendAsync(byte type, byte flags, int stream, byte[] payload)
    {
        var frame = new byte[9 + payload.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, payload.Length << 8);
        frame[3] = type;
        frame[4] = flags;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), stream);
        payload.CopyTo(frame, 9);
        await _socket.SendAsync(frame, _limit.Token);
    }

    private async Task<byte[]> ReadAsync(int count)
    {
        var bytes = new byte[count];
        for (var got = 0; got < count;)
        {
            var some = await _socket.ReceiveAsync(bytes.AsMemory(got), _limit.Token);
            some.ShouldBePositive("the connection ended without a word");
            got += some;
        }

        return bytes;
    }
}
