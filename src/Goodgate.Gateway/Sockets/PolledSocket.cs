using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Goodgate.Gateway.Descriptors;
using Goodgate.Gateway.Files.Disk;
using Goodgate.Gateway.Upstreams;

namespace Goodgate.Gateway.Sockets;

/// <summary>A socket on an <see cref="EventLoop"/>. One read and one write at a time may be under way.</summary>
internal sealed class PolledSocket : IDisposable
{
    private const int Reads = Libc.EpollIn | Libc.EpollPeerHangUp | Libc.EpollEdge;

    private readonly Socket? _socket;
    private readonly EventLoop _loop;
    private readonly ReceiveSide _receive;
    private readonly SendSide _send;
    private long _place;
    private int _wanted;
    private bool _ended;
    private int _closed;

    private PolledSocket(Socket? socket, SafeHandle handle, EventLoop loop)
    {
        // A Unix socket tells of room whenever its peer has read (unix_write_space) and wakes the loop for nothing; TCP tells only whoever found none.
        _wanted = socket is null ? Reads : Reads | Libc.EpollOut;
        _socket = socket;
        Handle = handle;
        _loop = loop;
        _receive = new ReceiveSide(this);
        _send = new SendSide(this);
    }

    /// <summary>Its number, for as long as a call is under way.</summary>
    public SafeHandle Handle { get; }

    /// <summary>What the loop asks the kernel to tell of it (epoll_ctl(2)).</summary>
    public int Wanted => Volatile.Read(ref _wanted);

    /// <summary>Its place in the loop's table; 0 = none.</summary>
    public long Place
    {
        get => Volatile.Read(ref _place);
        set => Volatile.Write(ref _place, value);
    }

    /// <summary>True when the peer has closed its side, or the connection is broken: a read says which.</summary>
    public bool HasEnded => Volatile.Read(ref _ended);

    /// <summary>Takes over a socket that is connected, and was not used asynchronously before.</summary>
    /// <param name="socket">The socket.</param>
    /// <param name="loop">The loop that serves it; the next one in turn when left out.</param>
    /// <exception cref="SocketException">The kernel cannot watch one more.</exception>
    public static PolledSocket Of(Socket socket, EventLoop? loop = null)
    {
        var polled = new PolledSocket(socket, socket.SafeHandle, loop ?? EventLoop.Next);
        return polled.Begin() is var error and not SocketError.Success ? throw new SocketException((int)error) : polled;
    }

    /// <summary>Connects a new socket. It is closed when that fails.</summary>
    /// <param name="socket">The socket.</param>
    /// <param name="target">Where to.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>The socket, or why there is none; <see cref="SocketError.OperationAborted"/> when the wait was ended.</returns>
    public static async Task<(PolledSocket? Connected, SocketError Error)> ConnectAsync(Socket socket, EndPoint target, CancellationToken cancel)
    {
        socket.Blocking = false;
        var polled = new PolledSocket(socket, socket.SafeHandle, EventLoop.Next);
        SocketError error;
        using (cancel.UnsafeRegister(static one => ((PolledSocket)one!).Dispose(), polled))
        {
            error = await polled.ConnectAsync(target);
        }

        // Only now nobody closes it any more.
        if (error == SocketError.Success && Volatile.Read(ref polled._closed) == 0)
        {
            return (polled, error);
        }

        polled.Dispose();
        return (null, error == SocketError.Success ? SocketError.OperationAborted : error);
    }

    /// <summary>
    /// Connects a new socket to a Unix socket: that takes no time, it is done or has failed (unix(7)). It is served by the loop of this thread, where there is one:
    /// what it is for goes on there.
    /// </summary>
    /// <param name="address">A <c>struct sockaddr_un</c>.</param>
    /// <param name="error">Why there is none: <see cref="SocketError.WouldBlock"/> when the listener's queue is full.</param>
    public static PolledSocket? ConnectUnix(ReadOnlySpan<byte> address, out SocketError error)
    {
        var descriptor = Libc.OpenSocket(Libc.Unix, Libc.StreamThatDoesNotWait, 0);
        if (descriptor < 0)
        {
            error = SocketErrors.Of(Libc.Errno);
            return null;
        }

        // A listener that is spoken to first has sent nothing yet; if it had, an edge would tell.
        var polled = new PolledSocket(null, new UnixDescriptor(descriptor), EventLoop.Current ?? EventLoop.Next);
        polled._receive.BeginQuiet();
        error = DescriptorReserve.IsTouchedBy(descriptor) ? SocketError.TooManyOpenSockets
            : Libc.Connect(polled.Handle, ref MemoryMarshal.GetReference(address), address.Length) < 0 ? SocketErrors.Of(Libc.Errno)
            : polled.Begin();
        if (error == SocketError.Success)
        {
            return polled;
        }

        polled.Dispose();
        return null;
    }

    /// <summary>Reads what is there, waiting for the first byte; into no memory: only waits.</summary>
    public ValueTask<IoResult> ReceiveAsync(Memory<byte> target) => _receive.ReceiveAsync(target);

    /// <summary>Writes all of it, and of what comes behind it; no packet ends between them where there is room for both.</summary>
    public ValueTask<IoResult> SendAsync(ReadOnlyMemory<byte> first, ReadOnlyMemory<byte> second = default) => _send.SendAsync(first, second);

    /// <summary>Writes all of the first, and then what fits of a file (<see cref="FileSending"/>).</summary>
    public ValueTask<IoResult> SendFileAsync(ReadOnlyMemory<byte> first, FileStretch file) => _send.SendFileAsync(first, file);

    /// <summary>Says that no more will be sent (FIN).</summary>
    public void ShutdownSend()
    {
        try
        {
            _ = Libc.Shutdown(Handle, Libc.ShutWrite);
        }
        catch (ObjectDisposedException)
        {
            // Closed meanwhile.
        }
    }

    /// <summary>What a read would find now, without taking it.</summary>
    public RestState Look()
    {
        Span<byte> one = stackalloc byte[1];
        var count = Receive(one, Libc.MsgPeek, out var error);
        return error == SocketError.WouldBlock ? RestState.Clean : count > 0 ? RestState.Spoke : RestState.Ended;
    }

    /// <summary>Closes at once; operations under way end with an error. Safe from any thread, more than once.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0)
        {
            return;
        }

        _receive.Close();
        _send.Close();
        Displace();
        ((IDisposable?)_socket ?? Handle).Dispose();
    }

    /// <summary>Closes at once with a reset.</summary>
    public void Reset()
    {
        try
        {
            // Zero seconds of lingering is how a socket is told to send RST (man 7 socket, SO_LINGER).
            _socket?.LingerState = new LingerOption(true, 0);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The peer is gone already.
        }

        Dispose();
    }

    /// <summary>Tells of an edge; on the loop's thread.</summary>
    internal void Happened(int what)
    {
        if ((what & (Libc.EpollPeerHangUp | Libc.EpollHangUp | Libc.EpollError)) != 0)
        {
            // Before the sides look at their state: a reader that takes that state away must see this (it asks after its read).
            Interlocked.Exchange(ref _ended, true);
        }

        if ((what & ~Libc.EpollOut) != 0)
        {
            _receive.Happened();
        }

        if ((what & ~(Libc.EpollIn | Libc.EpollPeerHangUp)) != 0)
        {
            _send.Happened();
        }
    }

    /// <summary>Gives up its place in the loop's table, where it has one.</summary>
    internal void Displace()
    {
        if (Interlocked.Exchange(ref _place, 0) is var place and not 0)
        {
            _loop.Remove(place);
        }
    }

    /// <summary>Has the loop look again at what can be done now, after the others' turn.</summary>
    internal void Poke() => _loop.Poke(this);

    /// <summary>Has the loop tell when there is room to write; at once where there is.</summary>
    internal void AskForRoom()
    {
        if ((Wanted & Libc.EpollOut) == 0)
        {
            Volatile.Write(ref _wanted, Wanted | Libc.EpollOut);
            _loop.Poke(this);
        }
    }

    /// <summary>Reads what is there; <see cref="SocketError.WouldBlock"/> when nothing is.</summary>
    internal int Receive(Span<byte> target, out SocketError error)
    {
        if (!target.IsEmpty)
        {
            return Receive(target, 0, out error);
        }

        // A read of no bytes always succeeds; whether there are some is what is asked.
        Span<byte> one = stackalloc byte[1];
        _ = Receive(one, Libc.MsgPeek, out error);
        return 0;
    }

    /// <summary>Writes what fits; <see cref="SocketError.WouldBlock"/> when nothing does. With <paramref name="more"/> the last packet waits for what comes next.</summary>
    internal int Send(ReadOnlySpan<byte> source, bool more, out SocketError error)
    {
        try
        {
            return SocketErrors.Count(Libc.Send(Handle, ref MemoryMarshal.GetReference(source), source.Length, Libc.MsgDontWait | Libc.MsgNoSignal | (more ? Libc.MsgMore : 0)), out error);
        }
        catch (ObjectDisposedException)
        {
            error = SocketError.OperationAborted;
            return 0;
        }
    }

    private int Receive(Span<byte> target, int flags, out SocketError error)
    {
        try
        {
            return SocketErrors.Count(Libc.Receive(Handle, ref MemoryMarshal.GetReference(target), target.Length, Libc.MsgDontWait | flags), out error);
        }
        catch (ObjectDisposedException)
        {
            error = SocketError.OperationAborted;
            return 0;
        }
    }

    private async ValueTask<SocketError> ConnectAsync(EndPoint target)
    {
        try
        {
            var address = target.Serialize();
            if (Libc.Connect(Handle, ref address.Buffer.Span[0], address.Size) < 0 && Libc.Errno is var errno and not Libc.InProgress)
            {
                return SocketErrors.Of(errno);
            }

            // From here on an edge comes when it is connected, or is not going to be.
            _send.BeginQuiet();
            if (Begin() is var problem and not SocketError.Success)
            {
                return problem;
            }

            return await _send.SendAsync(default, default) is { Failed: true } broken
                ? broken.Error
                : (SocketError)(int)_socket!.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error)!;
        }
        catch (ObjectDisposedException)
        {
            return SocketError.OperationAborted;
        }
    }

    private SocketError Begin()
    {
        var error = _loop.Add(this);
        if (Volatile.Read(ref _closed) != 0)
        {
            Displace();
        }

        return error;
    }
}
