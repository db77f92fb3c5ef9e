using System.Buffers;
using System.Net;
using System.Net.Sockets;
using Goodgate.Gateway.Sockets;

namespace Goodgate.Gateway.Tests.Sockets;

/// <summary>
/// Many connections at once, each with its own bytes both ways, ended in every way and from every thread: each byte is where it belongs, every wait ends,
/// nothing is left in the loops. The choices come from fixed seeds; the order of the threads is the machine's.
/// </summary>
public sealed class ManySocketsTests
{
    private const int Connections = 300;
    private const int AtOnce = 60;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Each_byte_is_where_it_belongs_and_every_wait_ends()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(AtOnce);
        using var door = new SemaphoreSlim(1);
        var before = EventLoop.All.Sum(loop => loop.Count);

        await Parallel.ForAsync(0, Connections, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (number, cancel) =>
        {
            var (ours, theirs) = await PairAsync(listener, door);
            await PlayAsync(number, ours, theirs).WaitAsync(Limit, cancel);
            ours.Dispose();
            theirs.Dispose();
        });

        // Other tests use the loops too, with a few sockets each.
        EventLoop.All.Sum(loop => loop.Count).ShouldBeLessThan(before + (Connections / 2));
    }

    private static async Task PlayAsync(int number, PolledSocket ours, PolledSocket theirs)
    {
        var random = new Random(number);
        var (there, back) = (random.Next(1, 50_000), random.Next(1, 50_000));
        Task<int>[] all = [SendAsync(ours, number * 2, there), SendAsync(theirs, (number * 2) + 1, back), ReadAsync(theirs, number * 2), ReadAsync(ours, (number * 2) + 1)];
        switch (number % 3)
        {
            case 0:
                (await Task.WhenAll(all)).ShouldBe([there, back, there, back]);
                break;
            case 1:
                await Task.Run(() => (random.Next(2) == 0 ? ours : theirs).Dispose());
                await Task.WhenAll(all);
                break;
            default:
                await Task.Run(ours.Reset);
                await Task.WhenAll(all);
                break;
        }
    }

    private static async Task<int> SendAsync(PolledSocket socket, int stream, int length)
    {
        await Task.Yield();
        var random = new Random(stream);
        for (var at = 0; at < length;)
        {
            var size = Math.Min(length - at, random.Next(1, 20_000));
            var piece = ArrayPool<byte>.Shared.Rent(size);
            for (var i = 0; i < size; i++)
            {
                piece[i] = At(stream, at + i);
            }

            var result = await socket.SendAsync(piece.AsMemory(0, size));
            Spoil(piece);
            if (result.Failed)
            {
                return -1;
            }

            at += size;
        }

        socket.ShutdownSend();
        return length;
    }

    private static async Task<int> ReadAsync(PolledSocket socket, int stream)
    {
        await Task.Yield();
        var random = new Random(stream);
        for (var at = 0; ;)
        {
            var space = ArrayPool<byte>.Shared.Rent(random.Next(1, 20_000));
            var waits = random.Next(8) == 0;
            var result = await socket.ReceiveAsync(waits ? default : space);
            var wrong = 0;
            for (var i = 0; i < result.Bytes; i++)
            {
                wrong += space[i] == At(stream, at + i) ? 0 : 1;
            }

            wrong.ShouldBe(0, $"stream {stream}, the {result.Bytes} bytes at {at}");

            Spoil(space);
            if (result.Failed || (result.Bytes == 0 && !waits))
            {
                return result.Failed ? -1 : at;
            }

            at += result.Bytes;
        }
    }

    // What is read or written after its time shows.
    private static void Spoil(byte[] bytes)
    {
        bytes.AsSpan().Fill(0xEE);
        ArrayPool<byte>.Shared.Return(bytes);
    }

    private static byte At(int stream, int offset) => (byte)(((stream * 40503) + (offset * 31) + (offset >> 8)) >> 1);

    private static async Task<(PolledSocket Ours, PolledSocket Theirs)> PairAsync(Socket listener, SemaphoreSlim door)
    {
        await door.WaitAsync();
        try
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            var (connected, error) = await PolledSocket.ConnectAsync(socket, listener.LocalEndPoint!, default);
            error.ShouldBe(SocketError.Success);
            return (connected.ShouldNotBeNull(), PolledSocket.Of(await listener.AcceptAsync()));
        }
        finally
        {
            door.Release();
        }
    }
}
