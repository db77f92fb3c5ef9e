using System.Net;
using System.Net.Sockets;

namespace Goodgate.Allocations;

/// <summary>Clients that send the same request again and again over kept connections: blocking sockets, no allocation once started.</summary>
public sealed class QuietClients : IDisposable
{
    private const int Connections = 8;

    private readonly byte[] _request;
    private readonly Socket[] _sockets = new Socket[Connections];
    private readonly byte[][] _buffers = new byte[Connections][];
    private readonly Barrier _start = new(Connections + 1);
    private readonly Barrier _end = new(Connections + 1);
    private volatile int _requests;

    public QuietClients(int port, Request request)
    {
        _request = request.Bytes;
        for (var i = 0; i < Connections; i++)
        {
            _sockets[i] = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            _sockets[i].Connect(IPAddress.Loopback, port);
            _buffers[i] = new byte[128 * 1024];
            var index = i;
            new Thread(() => Live(index)) { IsBackground = true }.Start();
        }
    }

    /// <summary>Sends this many requests over all connections and waits for the answers.</summary>
    public void Run(int requests)
    {
        _requests = requests / Connections;
        _start.SignalAndWait();
        _end.SignalAndWait();
    }

    public void Dispose()
    {
        _requests = 0;
        _start.SignalAndWait();
        _end.SignalAndWait();
        Array.ForEach(_sockets, socket => socket.Dispose());
        _start.Dispose();
        _end.Dispose();
    }

    private void Live(int index)
    {
        int requests;
        do
        {
            _start.SignalAndWait();
            requests = _requests;
            for (var i = 0; i < requests; i++)
            {
                Exchange(_sockets[index], _buffers[index]);
            }

            _end.SignalAndWait();
        }
        while (requests > 0);
    }

    private void Exchange(Socket socket, byte[] buffer)
    {
        socket.Send(_request);
        var end = 0;
        do
        {
            var count = socket.Receive(buffer.AsSpan(end));
            end += count > 0 ? count : throw new InvalidOperationException("a connection was closed during the measurement");
        }
        while (!MessageEnd.IsComplete(buffer.AsSpan(0, end)));
        if (!buffer.AsSpan().StartsWith("HTTP/1.1 200"u8))
        {
            throw new InvalidOperationException($"not a 200: {System.Text.Encoding.Latin1.GetString(buffer, 0, Math.Min(end, 200))}");
        }
    }
}
