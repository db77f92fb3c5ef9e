using System.Runtime.InteropServices;

namespace Goodgate.Gateway.Sockets;

/// <summary>The system calls of the event loop. All of them return at once but <see cref="EpollWait"/>, and <see cref="SendFile"/> where a disk has to be asked; a result below zero means <see cref="Errno"/>.</summary>
internal static class Libc
{
    public const int EpollIn = 0x1;             // sys/epoll.h
    public const int EpollOut = 0x4;
    public const int EpollError = 0x8;
    public const int EpollHangUp = 0x10;
    public const int EpollPeerHangUp = 0x2000;  // EPOLLRDHUP
    public const int EpollEdge = 1 << 31;       // EPOLLET
    public const int EpollAdd = 1;              // EPOLL_CTL_ADD
    public const int EpollModify = 3;           // EPOLL_CTL_MOD
    public const int EpollCloseOnExec = 0x80000;

    public const int MsgPeek = 0x2;             // bits/socket.h
    public const int MsgDontWait = 0x40;
    public const int MsgNoSignal = 0x4000;
    public const int MsgMore = 0x8000;

    public const int Interrupted = 4;           // EINTR
    public const int InProgress = 115;          // EINPROGRESS

    public const int Unix = 1;                  // AF_UNIX
    public const int StreamThatDoesNotWait = 0x1 | 0x800 | 0x80000; // SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC
    public const int ShutWrite = 1;             // SHUT_WR

    /// <summary>Why the last call on this thread failed.</summary>
    public static int Errno => Marshal.GetLastPInvokeError();

    [DllImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int EpollCreate(int flags);

    [DllImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int EpollControl(int epoll, int operation, SafeHandle socket, ref byte description);

    [DllImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int EpollWait(int epoll, ref byte events, int most, int milliseconds);

    [DllImport("libc", EntryPoint = "recv", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern nint Receive(SafeHandle socket, ref byte buffer, nint length, int flags);

    [DllImport("libc", EntryPoint = "send", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern nint Send(SafeHandle socket, ref byte buffer, nint length, int flags);

    // Without a flag against SIGPIPE: the runtime ignores that signal from its start.
    [DllImport("libc", EntryPoint = "sendfile", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern nint SendFile(SafeHandle socket, SafeHandle file, ref long offset, nint length);

    [DllImport("libc", EntryPoint = "connect", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int Connect(SafeHandle socket, ref byte address, int length);

    [DllImport("libc", EntryPoint = "socket", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int OpenSocket(int family, int type, int protocol);

    [DllImport("libc", EntryPoint = "shutdown", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int Shutdown(SafeHandle socket, int how);
}
