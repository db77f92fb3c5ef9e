using System.Net.Sockets;
using Microsoft.Win32.SafeHandles;

namespace Goodgate.Gateway.Sockets;

/// <summary>
/// One thread that hears from the kernel what became of its sockets (epoll(7), edge-triggered) and runs there what waited for it
/// (docs/decisions/0010-event-loop.md). One a processor, for the whole process: nothing on it may block or run longer than 1 ms.
/// </summary>
internal sealed class EventLoop
{
    // As nginx (epoll_events). What is ready beyond that is fetched by the next call.
    private const int MostEvents = 512;

    private static readonly MadeOnce<EventLoop[]> Started = new(() => Start(Environment.ProcessorCount, () => Libc.EpollCreate(Libc.EpollCloseOnExec)));
    private static int _next;

    [ThreadStatic]
    private static EventLoop? _current;

    private readonly SafeFileHandle _owned;
    private readonly int _epoll;
    private readonly SocketTable _sockets = new();

    private EventLoop(SafeFileHandle epoll, int number)
    {
        _owned = epoll;
        _epoll = (int)_owned.DangerousGetHandle();
        new Thread(Run) { IsBackground = true, Name = $"sockets {number}" }.UnsafeStart();
    }

    /// <summary>All loops of the process.</summary>
    public static IReadOnlyList<EventLoop> All => Started.Value;

    /// <summary>The loop whose turn it is to get a socket.</summary>
    public static EventLoop Next => Started.Value[(int)((uint)Interlocked.Increment(ref _next) % (uint)Started.Value.Length)];

    /// <summary>The loop whose thread this is; null on others.</summary>
    public static EventLoop? Current => _current;

    /// <summary>Opens what all loops need before the first has a thread: where descriptors run out, nothing is left over, and it can be tried again.</summary>
    /// <param name="count">How many.</param>
    /// <param name="open">Opens an epoll instance; less than 0 = errno says why not.</param>
    /// <exception cref="SocketException">One could not be opened.</exception>
    internal static EventLoop[] Start(int count, Func<int> open)
    {
        var opened = new List<SafeFileHandle>(count);
        while (opened.Count < count)
        {
            var epoll = open();
            if (epoll < 0)
            {
                var failure = SocketErrors.Exception(Libc.Errno);
                opened.ForEach(one => one.Dispose());
                throw failure;
            }

            opened.Add(new SafeFileHandle(epoll, ownsHandle: true));
        }

        return [.. opened.Select((epoll, number) => new EventLoop(epoll, number))];
    }

    /// <summary>Sockets it serves.</summary>
    public int Count => _sockets.Count;

    /// <summary>Begins to tell a socket what happens to it.</summary>
    /// <returns>Success, or why the kernel cannot watch one more.</returns>
    /// <exception cref="ObjectDisposedException">It is closed.</exception>
    public SocketError Add(PolledSocket socket)
    {
        var error = SocketError.SocketError;
        try
        {
            error = Control(Libc.EpollAdd, socket, _sockets.Add(socket)) == 0 ? SocketError.Success : SocketErrors.Of(Libc.Errno);
        }
        finally
        {
            // Whoever closes it at the same time does so too: its place is given back once.
            if (error != SocketError.Success)
            {
                socket.Displace();
            }
        }

        return error;
    }

    /// <summary>Tells a socket again what can be done with it, when the others have had their turn.</summary>
    public void Poke(PolledSocket socket)
    {
        try
        {
            // Watching the same as before makes the kernel look anew (epoll_ctl(2), EPOLL_CTL_MOD).
            _ = Control(Libc.EpollModify, socket, socket.Place);
        }
        catch (ObjectDisposedException)
        {
            // Closed meanwhile: whoever did that has ended the wait.
        }
    }

    /// <summary>Forgets a socket that is about to be closed: the kernel does the same by itself.</summary>
    public void Remove(long place) => _sockets.Remove(place);

    private int Control(int operation, PolledSocket socket, long place)
    {
        Span<byte> description = stackalloc byte[EventList.MostBytes];
        var result = 0;
        for (var told = -1; result == 0 && socket.Wanted is var wanted && wanted != told; told = wanted, operation = Libc.EpollModify)
        {
            // Another thread may want more of it meanwhile, and have told so before this call: what is told last must be all that is wanted.
            EventList.Describe(description, wanted, place);
            result = Libc.EpollControl(_epoll, operation, socket.Handle, ref description[0]);
        }

        return result;
    }

    private void Run()
    {
        // Nothing here belongs to a request of its own kind (AsyncLocal): what is not captured need not be restored, several times an exchange.
        ExecutionContext.SuppressFlow();
        _current = this;
        var events = new EventList(MostEvents);
        while (true)
        {
            var count = Libc.EpollWait(_epoll, ref events.First, MostEvents, -1);
            for (var i = 0; i < count; i++)
            {
                var (what, place) = events[i];

                // One that was closed since the kernel wrote the list is in the table no more.
                _sockets.Find(place)?.Happened(what);
            }
        }
    }
}
