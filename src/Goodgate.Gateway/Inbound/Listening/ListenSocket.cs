using System.Net;
using System.Net.Sockets;

namespace Goodgate.Gateway.Inbound.Listening;

/// <summary>One bound socket, and the loop that accepts from it.</summary>
internal sealed class ListenSocket : IDisposable
{
    // The kernel cuts it to net.core.somaxconn, 4,096 on Linux since 5.4: a burst waits there instead of being refused.
    private const int Backlog = 4096;

    // Without file descriptors an accept fails at once; trying again at once would burn a core.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    // Clients that wait already keep the thread; after so many the others of its connections get their turn.
    private const int MostInARow = 32;

    private readonly Socket _socket;
    private readonly TimeProvider _time;
    private readonly string? _file;
    private volatile bool _closed;
    private int _disposed;

    private ListenSocket(Socket socket, string? file, TimeProvider time)
    {
        _socket = socket;
        _file = file;
        _time = time;
        EndPoint = socket.LocalEndPoint!;
    }

    /// <summary>Address in use, with the port that was chosen.</summary>
    public EndPoint EndPoint { get; }

    /// <summary>Binds and listens.</summary>
    /// <exception cref="SocketException">The address cannot be used.</exception>
    public static ListenSocket Open(EndPoint endpoint, TimeProvider time)
    {
        var file = endpoint is UnixDomainSocketEndPoint ? endpoint.ToString() : null;
        if (endpoint is UnixDomainSocketEndPoint unix)
        {
            SocketFile.RemoveDead(unix);
        }

        var socket = Bind(endpoint);
        try
        {
            socket.Listen(Backlog);
            return new ListenSocket(socket, file, time);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Takes the address, and does not listen yet: nobody can connect.</summary>
    /// <exception cref="SocketException">The address cannot be used.</exception>
    public static Socket Bind(EndPoint endpoint)
    {
        var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, endpoint is IPEndPoint ? ProtocolType.Tcp : ProtocolType.Unspecified);
        try
        {
            if (endpoint is IPEndPoint { AddressFamily: AddressFamily.InterNetworkV6 } ip)
            {
                socket.DualMode = ip.Address.Equals(IPAddress.IPv6Any);
            }

            socket.Bind(endpoint);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Accepts until closed. Never throws.</summary>
    /// <param name="accepted">Takes the socket over; must not throw or wait.</param>
    /// <param name="failed">Hears of what kept a client from being accepted; must not throw or wait.</param>
    public async Task AcceptAllAsync(Action<Socket> accepted, Action<SocketException> failed)
    {
        var inARow = 0;
        while (!_closed)
        {
            try
            {
                var accepting = _socket.AcceptAsync();
                inARow = accepting.IsCompleted ? inARow + 1 : 0;
                accepted(await accepting);
                if (inARow >= MostInARow)
                {
                    inARow = 0;
                    await Task.Yield();
                }
            }
            catch (Exception e)
            {
                // Whatever it is, it is this client's, or passes.
                if (!_closed && e is not SocketException { SocketErrorCode: SocketError.ConnectionReset or SocketError.ConnectionAborted })
                {
                    if (e is SocketException failure)
                    {
                        failed(failure);
                    }

                    await Task.Delay(Pause, _time);
                }
            }
        }
    }

    /// <summary>Stops to listen.</summary>
    public void Dispose()
    {
        // Once: by the second time the file may be that of the gateway that came after this one.
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        _closed = true;
        _socket.Dispose();
        if (_file is not null)
        {
            File.Delete(_file);
        }
    }
}
