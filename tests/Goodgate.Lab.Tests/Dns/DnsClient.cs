using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Goodgate.Lab.Tests.Dns;

/// <summary>Sends hand-made DNS queries and gives back the raw answers.</summary>
internal sealed class DnsClient : IDisposable
{
    public const ushort Id = 0x4711;

    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(60));
    private readonly Socket _udp;
    private readonly IPEndPoint _server;

    public DnsClient(IPEndPoint server)
    {
        _server = server;
        _udp = new Socket(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        _udp.Connect(server);
    }

    /// <summary>A query for class IN, recursion desired.</summary>
    public static byte[] Query(string name, ushort type, byte flags = 1)
    {
        var labels = name.Split('.').SelectMany(l => (byte[])[(byte)l.Length, .. Encoding.Latin1.GetBytes(l)]);
        return [Id >> 8, Id & 0xFF, flags, 0, 0, 1, 0, 0, 0, 0, 0, 0, .. labels, 0, (byte)(type >> 8), (byte)type, 0, 1];
    }

    public async Task SendAsync(byte[] message) => await _udp.SendAsync(message, _limit.Token);

    public async Task<byte[]> ReceiveAsync()
    {
        var buffer = new byte[4096];
        var count = await _udp.ReceiveAsync(buffer, _limit.Token);
        return buffer[..count];
    }

    public async Task<byte[]> AskAsync(string name, ushort type)
    {
        await SendAsync(Query(name, type));
        return await ReceiveAsync();
    }

    public async Task<byte[]> AskOverTcpAsync(string name, ushort type)
    {
        using var tcp = new TcpClient(_server.AddressFamily);
        await tcp.ConnectAsync(_server, _limit.Token);
        var stream = tcp.GetStream();
        var query = Query(name, type);
        await stream.WriteAsync((byte[])[0, (byte)query.Length, .. query], _limit.Token);
        var prefix = new byte[2];
        await stream.ReadExactlyAsync(prefix, _limit.Token);
        var reply = new byte[BinaryPrimitives.ReadUInt16BigEndian(prefix)];
        await stream.ReadExactlyAsync(reply, _limit.Token);
        return reply;
    }

    public void Dispose()
    {
        _udp.Dispose();
        _limit.Dispose();
    }
}
