using System.Net;
using System.Net.Sockets;

namespace Goodgate.Comparison.Memory;

/// <summary>Clients that have had one answer each and keep their connection.</summary>
public sealed class IdleClients : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly List<Socket> _sockets = [];

    /// <summary>Opens them one after the other.</summary>
    public static async Task<IdleClients> ConnectAsync(int port, int count, CancellationToken cancel)
    {
        var clients = new IdleClients();
        try
        {
            var request = System.Text.Encoding.ASCII.GetBytes($"GET /1k HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n");
            var buffer = new byte[4096];
            for (var i = 0; i < count; i++)
            {
                await clients.AddAsync(port, request, buffer, cancel);
            }

            return clients;
        }
        catch
        {
            clients.Dispose();
            throw;
        }
    }

    public void Dispose() => _sockets.ForEach(socket => socket.Dispose());

    private async Task AddAsync(int port, byte[] request, byte[] buffer, CancellationToken cancel)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _sockets.Add(socket);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Patience);
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), limit.Token);
        await socket.SendAsync(request, limit.Token);
        var received = 0;

        // 1 KiB of content after a head that is never longer than 1 KiB: complete once an x ends what has come, and 1,024 bytes have.
        while (received < 1024 || buffer[received - 1] != 'x')
        {
            var count = await socket.ReceiveAsync(buffer.AsMemory(received), limit.Token);
            received += count > 0 ? count : throw new BenchmarkException($"a connection was closed on idle client {_sockets.Count}");
        }
    }
}
