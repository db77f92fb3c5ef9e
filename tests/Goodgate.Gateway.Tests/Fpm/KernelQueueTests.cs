using System.Net;
using System.Net.Sockets;
using Goodgate.Gateway.Fpm.Kernel;
using TcpListener = Goodgate.Gateway.Fpm.Kernel.TcpListener;

namespace Goodgate.Gateway.Tests.Fpm;

/// <summary>Real listeners that accept nobody: the kernel's own numbers.</summary>
public sealed class KernelQueueTests : IDisposable
{
    private readonly FpmFolder _folder = new();
    private readonly List<Socket> _sockets = [];

    public void Dispose()
    {
        _sockets.ForEach(socket => socket.Dispose());
        _folder.Dispose();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(6)]
    public void A_unix_socket_is_counted(int waiting)
    {
        var path = ListenUnix("a.sock", backlog: 8);
        ListenUnix("b.sock", backlog: 3);
        Connect(new UnixDomainSocketEndPoint(path), waiting);
        KernelQueue.OfUnix(path).ShouldBe(new QueueReading(waiting, 8, null));
    }

    // Linux lets one more wait than the backlog says (unix_recvq_full: longer than).
    [Fact]
    public void A_full_one_is_full_when_the_next_is_turned_away()
    {
        var path = ListenUnix("a.sock", backlog: 2);
        Connect(new UnixDomainSocketEndPoint(path), 2);
        KernelQueue.OfUnix(path).IsFull.ShouldBeFalse();
        Connect(new UnixDomainSocketEndPoint(path), 1);
        KernelQueue.OfUnix(path).IsFull.ShouldBeTrue();
        var refused = Make(new UnixDomainSocketEndPoint(path));
        refused.Blocking = false;
        Should.Throw<SocketException>(() => refused.Connect(new UnixDomainSocketEndPoint(path))).SocketErrorCode.ShouldBe(SocketError.WouldBlock);
    }

    [Fact]
    public void A_socket_is_found_by_its_file_through_any_path()
    {
        var path = ListenUnix("a.sock", backlog: 8);
        Connect(new UnixDomainSocketEndPoint(path), 2);
        File.CreateSymbolicLink(_folder.Path + "/link.sock", path);
        KernelQueue.OfUnix(_folder.Path + "/link.sock").Waiting.ShouldBe(2);
        File.Move(path, _folder.Path + "/moved.sock");
        KernelQueue.OfUnix(_folder.Path + "/moved.sock").Waiting.ShouldBe(2);
    }

    [Fact]
    public void What_nobody_listens_on_is_unknown_and_says_why()
    {
        var reading = KernelQueue.OfUnix(_folder.Path + "/none.sock");
        (reading.Waiting, reading.Room, reading.IsFull).ShouldBe((null, null, false));
        reading.Unknown.ShouldNotBeNull().ShouldContain("nothing in this network namespace listens on it");
    }

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("0.0.0.0", "127.0.0.1")]
    [InlineData("::1", "::1")]
    [InlineData("::", "127.0.0.1")]
    [InlineData("::", "::1")]
    public void A_port_is_counted(string listens, string asked)
    {
        var listener = Make(new IPEndPoint(IPAddress.Parse(listens), 0));
        if (listener.AddressFamily == AddressFamily.InterNetworkV6)
        {
            listener.DualMode = listens == "::";
        }

        listener.Bind(new IPEndPoint(IPAddress.Parse(listens), 0));
        listener.Listen(7);
        var target = new IPEndPoint(IPAddress.Parse(asked), ((IPEndPoint)listener.LocalEndPoint!).Port);
        Connect(target, 3);
        KernelQueue.OfTcp(target).ShouldBe(new QueueReading(3, 7, null));
    }

    [Fact]
    public void A_port_of_another_machine_is_unknown() => KernelQueue.OfTcp(new IPEndPoint(IPAddress.Parse("192.0.2.1"), 9000)).Unknown.ShouldNotBeNull().ShouldContain("another machine");

    [Fact]
    public void A_port_nobody_listens_on_is_unknown()
    {
        var bound = Make(new IPEndPoint(IPAddress.Loopback, 0));
        bound.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        KernelQueue.OfTcp((IPEndPoint)bound.LocalEndPoint!).Unknown.ShouldNotBeNull().ShouldContain("nothing in this network namespace listens there");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(15)]
    [InlineData(17)]
    [InlineData(71)]
    public void Messages_that_are_cut_are_no_listeners(int length)
    {
        var bytes = new byte[length];
        for (var round = 0; round < 2000; round++)
        {
            new Random(round).NextBytes(bytes);
            TcpListener.Read(bytes).ShouldBeNull();
            UnixListener.Read(bytes).ShouldBeNull();
        }
    }

    private string ListenUnix(string name, int backlog)
    {
        var path = System.IO.Path.Combine(_folder.Path, name);
        var listener = Make(new UnixDomainSocketEndPoint(path));
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen(backlog);
        return path;
    }

    private void Connect(EndPoint target, int count)
    {
        for (var i = 0; i < count; i++)
        {
            Make(target).Connect(target);
        }
    }

    private Socket Make(EndPoint target)
    {
        var socket = new Socket(target.AddressFamily, SocketType.Stream, target.AddressFamily == AddressFamily.Unix ? ProtocolType.Unspecified : ProtocolType.Tcp);
        _sockets.Add(socket);
        return socket;
    }
}
