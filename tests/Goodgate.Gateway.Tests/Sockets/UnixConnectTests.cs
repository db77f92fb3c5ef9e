using System.Net.Sockets;
using Goodgate.Gateway.Settings;
using Goodgate.Gateway.Sockets;
using Goodgate.Gateway.Upstreams;

namespace Goodgate.Gateway.Tests.Sockets;

/// <summary>Unix sockets are connected at once, or not at all.</summary>
public sealed class UnixConnectTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("goodgate-unix-");

    private string Path => System.IO.Path.Combine(_folder.FullName, "s.sock");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Bytes_go_both_ways_and_an_end_is_an_end()
    {
        using var listener = Listen(8);
        using var socket = PolledSocket.ConnectUnix(Address(), out var error).ShouldNotBeNull();
        error.ShouldBe(SocketError.Success);
        using var peer = await listener.AcceptAsync();
        (await socket.SendAsync("question"u8.ToArray())).Bytes.ShouldBe(8);
        var space = new byte[32];
        (await peer.ReceiveAsync(space)).ShouldBe(8);
        var answer = socket.ReceiveAsync(space);
        await peer.SendAsync("answer"u8.ToArray());
        (await answer).Bytes.ShouldBe(6);
        socket.ShutdownSend();
        (await peer.ReceiveAsync(space)).ShouldBe(0);
        peer.Dispose();
        (await socket.ReceiveAsync(space)).ShouldBe(new IoResult(0, SocketError.Success));
        socket.Dispose();
        (await socket.ReceiveAsync(space)).Error.ShouldBe(SocketError.OperationAborted);
    }

    // More than the kernel keeps, several times: each time the writer waits until the reader has made room.
    [Fact]
    public async Task A_writer_goes_on_when_its_slow_reader_has_made_room()
    {
        using var listener = Listen(8);
        using var socket = PolledSocket.ConnectUnix(Address(), out _).ShouldNotBeNull();
        using var peer = await listener.AcceptAsync();
        var content = new byte[4 * 1024 * 1024];
        Random.Shared.NextBytes(content);
        for (var round = 0; round < 3; round++)
        {
            var sending = socket.SendAsync(content).AsTask();
            sending.IsCompleted.ShouldBeFalse();
            var got = new byte[content.Length];
            for (var at = 0; at < got.Length; at += await peer.ReceiveAsync(got.AsMemory(at, Math.Min(100_000, got.Length - at))))
            {
            }

            got.ShouldBe(content);
            (await sending).Bytes.ShouldBe(content.Length);
        }
    }

    [Fact]
    public void Why_it_fails_is_told()
    {
        PolledSocket.ConnectUnix(Address(), out var error).ShouldBeNull();
        error.ShouldBe(SocketError.AddressNotAvailable, "ENOENT, as .NET calls it");
        File.WriteAllText(Path, "nobody listens on a file");
        PolledSocket.ConnectUnix(Address(), out error).ShouldBeNull();
        error.ShouldBe(SocketError.ConnectionRefused);
        File.Delete(Path);
        using var listener = Listen(0);
        List<PolledSocket> queued = [];
        while (PolledSocket.ConnectUnix(Address(), out error) is { } one && queued.Count < 10)
        {
            queued.Add(one);
        }

        error.ShouldBe(SocketError.WouldBlock, "the queue is full, and nobody waits for it");
        queued.ForEach(one => one.Dispose());
    }

    private Socket Listen(int backlog)
    {
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(Path));
        listener.Listen(backlog);
        return listener;
    }

    private byte[] Address()
    {
        var settings = new UpstreamSettings { Name = "php", Servers = [$"fastcgi+unix:{Path}"] };
        return new Server(ServerAddress.Parse(settings.Servers[0], out _)!, settings, TimeProvider.System).UnixAddress.ShouldNotBeNull();
    }
}
