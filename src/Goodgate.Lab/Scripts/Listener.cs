using System.Net;
using System.Net.Sockets;

namespace Goodgate.Lab.Scripts;

/// <summary>Makes listening sockets, with errors a person can act on.</summary>
internal static class Listener
{
    // Linux cuts it to net.core.somaxconn; tests open hundreds at once.
    private const int Backlog = 512;

    /// <summary>A bound TCP socket that does not listen yet: connecting to it is refused, and nobody else can take the port.</summary>
    public static Socket BindTcp(IPAddress address, int port, string who)
    {
        // Unspecified is TCP too, but without the SO_REUSEADDR that .NET sets on Unix for ProtocolType.Tcp:
        // with it, two sockets may bind the same port as long as neither listens (socket(7)).
        return Bind(new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Unspecified), address, port, who);
    }

    /// <summary>A listening TCP socket.</summary>
    public static Socket Tcp(IPAddress address, int port, string who, int? receiveBuffer = null, int backlog = Backlog)
    {
        var socket = Bind(new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp), address, port, who);
        if (receiveBuffer is { } size)
        {
            // Before listen(): accepted connections inherit it and the window is agreed with the SYN (tcp(7)).
            socket.ReceiveBufferSize = size;
        }

        socket.Listen(backlog);
        return socket;
    }

    /// <summary>A bound Unix socket that does not listen yet; a file of that name left by an earlier run is replaced.</summary>
    public static Socket BindUnix(string path, string who)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            File.Delete(path);
            socket.Bind(new UnixDomainSocketEndPoint(path));
            return socket;
        }
        catch (Exception e) when (e is SocketException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            socket.Dispose();
            throw new LabException(
                $"{who}: cannot make the Unix socket {path}: {LabTrouble.Words(e)}. "
                + "Expected a folder that can be written and a path of at most 107 bytes; choose another folder.", e);
        }
    }

    /// <summary>A listening Unix socket.</summary>
    public static Socket Unix(string path, string who)
    {
        var socket = BindUnix(path, who);
        socket.Listen(Backlog);
        return socket;
    }

    private static Socket Bind(Socket socket, IPAddress address, int port, string who)
    {
        try
        {
            socket.Bind(new IPEndPoint(address, port));
            return socket;
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw new LabException(
                $"{who}: cannot listen on {new IPEndPoint(address, port)}: {LabTrouble.Words(e)}. "
                + "Expected a free port on an address of this machine; choose another first port, or 0 for free ports.", e);
        }
    }
}
