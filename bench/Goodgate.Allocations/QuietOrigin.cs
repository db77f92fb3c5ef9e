using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Goodgate.Allocations;

/// <summary>A server that answers with 1 KiB, or 64 KiB for <c>/large</c>: blocking sockets, one thread per connection, no allocation once connected.</summary>
public sealed class QuietOrigin : IDisposable
{
    private static readonly byte[] Response = Make(1024);
    private static readonly byte[] LargeResponse = Make(64 * 1024);

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public QuietOrigin()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        new Thread(Accept) { IsBackground = true }.Start();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    public void Dispose() => _listener.Dispose();

    private void Accept()
    {
        try
        {
            while (true)
            {
                var socket = _listener.Accept();
                new Thread(() => Serve(socket)) { IsBackground = true }.Start();
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Disposed: the run is over.
        }
    }

    private static byte[] Make(int length) => Encoding.ASCII.GetBytes(
        $"HTTP/1.1 200 OK\r\nServer: quiet\r\nDate: Thu, 01 Jan 2026 00:00:00 GMT\r\nContent-Type: text/html\r\nContent-Length: {length}\r\n"
        + $"Last-Modified: Thu, 01 Jan 2026 00:00:00 GMT\r\nETag: \"quiet\"\r\nAccept-Ranges: bytes\r\n\r\n{new string('x', length)}");

    private static void Serve(Socket socket)
    {
        using (socket)
        {
            var buffer = new byte[128 * 1024];
            var end = 0;
            while (socket.Receive(buffer.AsSpan(end), SocketFlags.None, out var error) is > 0 and var count && error == SocketError.Success)
            {
                end += count;
                if (MessageEnd.IsComplete(buffer.AsSpan(0, end)))
                {
                    end = 0;
                    socket.Send(buffer.AsSpan().StartsWith("GET /large "u8) ? LargeResponse : Response);
                }
            }
        }
    }
}
