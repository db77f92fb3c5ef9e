using System.Globalization;
using System.Net.Sockets;
using Goodgate.Gateway.Settings;
using Goodgate.Gateway.Sockets;
using Goodgate.Gateway.Upstreams;

namespace Goodgate.Gateway.Tests.Sockets;

/// <summary>What the kernel is told to watch of a socket, where two threads tell it at the same time.</summary>
public sealed class WantedTests : IDisposable
{
    // The two have to meet within a call: with the second look in EventLoop.Control taken away, it was socket 3 in one run and socket 63 in another.
    private const int Sockets = 500;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("goodgate-wanted-");
    private PolledSocket? _poked;
    private long _pokes;
    private volatile bool _over;

    public void Dispose() => _folder.Delete(recursive: true);

    // A reader that took much asks for another look, while a writer that found no room asks to be told of some: what is told last must be both.
    [Fact]
    public void Who_asks_for_room_is_told_of_it_whoever_asks_for_bytes_meanwhile()
    {
        var path = Path.Combine(_folder.FullName, "s.sock");
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen(8);
        var settings = new UpstreamSettings { Name = "php", Servers = [$"fastcgi+unix:{path}"] };
        var address = new Server(ServerAddress.Parse(settings.Servers[0], out _)!, settings, TimeProvider.System).UnixAddress.ShouldNotBeNull();
        var poker = new Thread(Poke);
        poker.Start();
        try
        {
            for (var i = 0; i < Sockets; i++)
            {
                using var socket = PolledSocket.ConnectUnix(address, out _).ShouldNotBeNull();
                using var peer = listener.Accept();
                Watched(socket).ShouldBe(0, "nothing was asked for");
                Volatile.Write(ref _poked, socket);
                PokesAnew();
                socket.AskForRoom();
                Volatile.Write(ref _poked, null);
                PokesAnew();
                Watched(socket).ShouldBe(Libc.EpollOut, $"socket {i}");
            }
        }
        finally
        {
            _over = true;
            poker.Join();
        }
    }

    private void Poke()
    {
        while (!_over)
        {
            Volatile.Read(ref _poked)?.Poke();
            Interlocked.Increment(ref _pokes);
        }
    }

    // The poke that was under way has ended.
    private void PokesAnew()
    {
        var after = Interlocked.Read(ref _pokes) + 2;
        SpinWait.SpinUntil(() => Interlocked.Read(ref _pokes) >= after);
    }

    // proc(5), fdinfo of an epoll descriptor: "tfd:       12 events: a0002001 data: …  pos:0 ino:1267 sdev:9".
    private static int Watched(PolledSocket socket)
    {
        var number = (int)socket.Handle.DangerousGetHandle();

        // "socket:[4711]": another test's loop may know another socket by this number, one that was closed and lives on elsewhere.
        var inode = long.Parse(new FileInfo($"/proc/self/fd/{number}").LinkTarget!.Trim("socket:[]".ToCharArray()), CultureInfo.InvariantCulture);
        foreach (var path in Directory.GetFiles("/proc/self/fd").Where(IsEpoll))
        {
            foreach (var line in Lines(path.Replace("/fd/", "/fdinfo/", StringComparison.Ordinal)))
            {
                if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is ["tfd:", var watched, "events:", var events, ..] && watched == $"{number}" && line.Contains($" ino:{inode:x} ", StringComparison.Ordinal))
                {
                    return int.Parse(events, NumberStyles.HexNumber, CultureInfo.InvariantCulture) & Libc.EpollOut;
                }
            }
        }

        throw new InvalidOperationException($"nobody watches descriptor {number}");
    }

    private static string[] Lines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (IOException)
        {
            // Another test has closed its own meanwhile.
            return [];
        }
    }

    private static bool IsEpoll(string path) => new FileInfo(path).LinkTarget == "anon_inode:[eventpoll]";
}
