using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Goodgate.Lab.Catalogue;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Lab.Tests.Connections;

[SupportedOSPlatform("linux")]
public sealed class UnreachableTests
{
    [Theory]
    [InlineData("connect-refused", Errno.Refused)]
    [InlineData("connect-refused-dead-socket", Errno.Refused)]
    [InlineData("route-unreachable", Errno.NetworkUnreachable)]
    [InlineData("socket-missing", Errno.NotFound)]
    [InlineData("listen-queue-full", Errno.TryAgain)]
    [Proves("connect-refused", "connect-refused-dead-socket", "route-unreachable", "socket-missing", "listen-queue-full")]
    public async Task Connecting_fails_with_the_error_number_of_the_fault(string name, int errno)
    {
        await using var playing = await OneFault.PlayAsync(name);
        for (var i = 0; i < 3; i++)
        {
            ConnectErrno(playing.Url).ShouldBe(errno);
        }
    }

    [Fact]
    [Proves("connect-timeout")]
    public async Task A_connection_attempt_stays_unanswered()
    {
        await using var playing = await OneFault.PlayAsync("connect-timeout");
        playing.Running.Fault.CanPlay(out var why).ShouldBeTrue(why);
        for (var i = 0; i < 3; i++)
        {
            var target = (IPEndPoint)RawClient.EndPointOf(playing.Url);
            using var socket = RawClient.NewSocket(target);
            socket.Blocking = false;
            Should.Throw<SocketException>(() => socket.Connect(target)).SocketErrorCode.ShouldBeOneOf(SocketError.WouldBlock, SocketError.InProgress);
            StatesTowards(target.Port).ShouldContain("02"); // SYN_SENT, include/net/tcp_states.h
        }
    }

    [Fact]
    [Proves("socket-permission-denied")]
    public async Task A_user_without_rights_may_not_connect()
    {
        await using var playing = await OneFault.PlayAsync("socket-permission-denied");
        File.GetUnixFileMode(playing.Url["http+unix:".Length..]).ShouldBe(UnixFileMode.None);
        playing.Running.Fault.CanPlay(out var why).ShouldBe(!Environment.IsPrivilegedProcess);
        playing.Running.Note.ShouldBe(why);
        var errno = 0;

        // The file-system user of one thread (setfsuid(2)): another than root loses the right to pass modes by. The thread ends with the test.
        var thread = new Thread(() =>
        {
            _ = SetFileSystemUser(65534);
            errno = ConnectErrno(playing.Url);
        });
        if (Environment.IsPrivilegedProcess)
        {
            File.SetUnixFileMode(Path.GetDirectoryName(playing.Url["http+unix:".Length..])!, (UnixFileMode)0b111_101_101);
        }

        thread.Start();
        thread.Join();
        errno.ShouldBe(Errno.AccessDenied);
    }

    [Fact]
    public async Task The_refusing_port_belongs_to_the_lab()
    {
        await using var playing = await OneFault.PlayAsync("connect-refused");
        var port = new Uri(playing.Url).Port;

        // One fault before it, so that the second lab's DNS server, which is opened first, meets this very port; whether a port beside it is free nobody can promise.
        var options = new LabOptions { FirstPort = port - 1 };
        var failure = await Should.ThrowAsync<LabException>(() => FaultLab.StartAsync([Faults.Find("connect-refused")!], options));
        failure.Message.ShouldContain(port.ToString(CultureInfo.InvariantCulture));
        failure.Message.ShouldContain("choose another first port");
    }

    // By connect(2) itself: .NET turns ENOENT into EADDRNOTAVAIL on the way to SocketException.
    private static int ConnectErrno(string url)
    {
        var target = RawClient.EndPointOf(url);
        using var socket = RawClient.NewSocket(target);
        socket.Blocking = target is IPEndPoint;
        var address = target.Serialize();
        return Connect(socket.SafeHandle, address.Buffer.ToArray(), (uint)address.Size) == 0 ? 0 : Marshal.GetLastPInvokeError();
    }

    private static IEnumerable<string> StatesTowards(int port) =>
        File.ReadLines("/proc/net/tcp")
            .Skip(1)
            .Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(f => f[2].EndsWith($":{port:X4}", StringComparison.Ordinal))
            .Select(f => f[3]);

    [DllImport("libc", EntryPoint = "connect", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Connect(SafeHandle socket, byte[] address, uint length);

    [DllImport("libc", EntryPoint = "setfsuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetFileSystemUser(uint user);
}
