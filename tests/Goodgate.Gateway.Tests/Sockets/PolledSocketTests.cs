using System.Net;
using System.Net.Sockets;
using Goodgate.Gateway.Sockets;
using Goodgate.Gateway.Upstreams;

namespace Goodgate.Gateway.Tests.Sockets;

public sealed class PolledSocketTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Bytes_come_in_order_through_reads_of_every_size()
    {
        var (ours, theirs) = await PairAsync();
        using (ours)
        using (theirs)
        {
            var sent = new byte[300_000];
            new Random(1).NextBytes(sent);
            var sending = Task.Run(() => theirs.Send(sent));
            var got = new List<byte>();
            for (var size = 1; got.Count < sent.Length; size = (size * 7 % 8191) + 1)
            {
                var target = new byte[size];
                var result = await ours.ReceiveAsync(target).AsTask().WaitAsync(Limit);
                result.Bytes.ShouldBeGreaterThan(0);
                got.AddRange(target.AsSpan(0, result.Bytes));
            }

            await sending;
            got.ToArray().ShouldBe(sent);
        }
    }

    [Fact]
    public async Task The_end_that_comes_with_the_last_bytes_is_not_lost()
    {
        for (var i = 0; i < 200; i++)
        {
            var (ours, theirs) = await PairAsync();
            using (ours)
            {
                theirs.Send([1, 2, 3]);
                theirs.Dispose();
                var space = new byte[100];
                var count = 0;
                while (await ours.ReceiveAsync(space).AsTask().WaitAsync(Limit) is { Bytes: > 0 } result)
                {
                    count += result.Bytes;
                }

                count.ShouldBe(3);
            }
        }
    }

    [Fact]
    public async Task More_than_the_kernel_takes_is_written_when_there_is_room()
    {
        var (ours, theirs) = await PairAsync();
        using (ours)
        using (theirs)
        {
            var sent = new byte[8 * 1024 * 1024];
            new Random(2).NextBytes(sent);
            var sending = ours.SendAsync(sent).AsTask();
            sending.IsCompleted.ShouldBeFalse();
            var got = new byte[sent.Length];
            for (var at = 0; at < got.Length;)
            {
                at += await theirs.ReceiveAsync(got.AsMemory(at));
            }

            (await sending.WaitAsync(Limit)).ShouldBe(new IoResult(sent.Length, SocketError.Success));
            got.ShouldBe(sent);
        }
    }

    [Fact]
    public async Task A_read_of_no_bytes_waits_and_takes_nothing()
    {
        var (ours, theirs) = await PairAsync();
        using (ours)
        using (theirs)
        {
            var waiting = ours.ReceiveAsync(Memory<byte>.Empty).AsTask();
            waiting.IsCompleted.ShouldBeFalse();
            theirs.Send([7]);
            (await waiting.WaitAsync(Limit)).ShouldBe(new IoResult(0, SocketError.Success));
            ours.Look().ShouldBe(RestState.Spoke);
            var space = new byte[10];
            (await ours.ReceiveAsync(space).AsTask().WaitAsync(Limit)).Bytes.ShouldBe(1);
            space[0].ShouldBe((byte)7);
        }
    }

    [Fact]
    public async Task Closing_ends_a_read_and_a_write_under_way()
    {
        var (ours, theirs) = await PairAsync();
        using (theirs)
        {
            var reading = ours.ReceiveAsync(new byte[10]).AsTask();
            var writing = ours.SendAsync(new byte[8 * 1024 * 1024]).AsTask();
            ours.Dispose();
            (await reading.WaitAsync(Limit)).Error.ShouldBe(SocketError.OperationAborted);
            (await writing.WaitAsync(Limit)).Error.ShouldBe(SocketError.OperationAborted);
            (await ours.ReceiveAsync(new byte[10])).Error.ShouldBe(SocketError.OperationAborted);
            (await ours.SendAsync(new byte[10])).Error.ShouldBe(SocketError.OperationAborted);
            ours.Look().ShouldBe(RestState.Ended);
        }
    }

    [Fact]
    public async Task A_reset_is_told_as_such()
    {
        var (ours, theirs) = await PairAsync();
        using (ours)
        {
            var reading = ours.ReceiveAsync(new byte[10]).AsTask();
            theirs.LingerState = new LingerOption(true, 0);
            theirs.Dispose();
            (await reading.WaitAsync(Limit)).Error.ShouldBe(SocketError.ConnectionReset);
        }
    }

    [Fact]
    public async Task At_rest_it_tells_silence_words_and_the_end_apart()
    {
        var (ours, theirs) = await PairAsync();
        using (ours)
        {
            ours.Look().ShouldBe(RestState.Clean);
            theirs.Send([1]);
            ours.Look().ShouldBe(RestState.Spoke);
            _ = await ours.ReceiveAsync(new byte[1]);
            theirs.Dispose();
            ours.Look().ShouldBe(RestState.Ended);
        }
    }

    [Fact]
    public async Task A_peer_that_never_stops_sending_leaves_the_loop_to_others()
    {
        var loop = EventLoop.Next;
        var (greedy, sender) = await PairAsync(loop);
        var (other, speaker) = await PairAsync(loop);
        using (greedy)
        using (sender)
        using (other)
        using (speaker)
        {
            using var stop = new CancellationTokenSource();
            var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var flood = Task.Run(() => Flood(sender, begun, stop.Token));
            var draining = DrainAsync(greedy);
            await begun.Task.WaitAsync(Limit);
            for (var i = 0; i < 20; i++)
            {
                var waiting = other.ReceiveAsync(new byte[1]).AsTask();
                speaker.Send([1]);
                (await waiting.WaitAsync(Limit)).Bytes.ShouldBe(1);
            }

            await stop.CancelAsync();
            sender.Dispose();
            await flood;
            (await draining.WaitAsync(Limit)).ShouldBeGreaterThan(0);
        }
    }

    [Fact]
    public async Task Connecting_to_a_closed_port_and_a_missing_file_say_why()
    {
        using var closed = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        closed.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        using var one = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        (await PolledSocket.ConnectAsync(one, closed.LocalEndPoint!, default)).ShouldBe((null, SocketError.ConnectionRefused));

        using var two = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        var missing = new UnixDomainSocketEndPoint(Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("n")));
        (await PolledSocket.ConnectAsync(two, missing, default)).ShouldBe((null, SocketError.AddressNotAvailable));
    }

    [Fact]
    public async Task A_connect_that_nobody_answers_can_be_given_up()
    {
        // A full backlog answers no more SYNs: a port that is silent without leaving the machine.
        using var full = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        full.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        full.Listen(0);
        var waiting = new List<Socket>();
        using var cancel = new CancellationTokenSource();
        var connecting = new List<Task<(PolledSocket? Connected, SocketError Error)>>();
        for (var i = 0; i < 8; i++)
        {
            waiting.Add(new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
            connecting.Add(PolledSocket.ConnectAsync(waiting[i], full.LocalEndPoint!, cancel.Token));
        }

        await connecting[0].WaitAsync(Limit);
        await cancel.CancelAsync();
        var results = await Task.WhenAll(connecting).WaitAsync(Limit);
        results.ShouldContain(one => one.Error == SocketError.OperationAborted);
        foreach (var (connected, _) in results)
        {
            connected?.Dispose();
        }

        waiting.ForEach(one => one.Dispose());
    }

    [Fact]
    public async Task Sockets_closed_while_events_are_on_their_way_leave_the_others_alone()
    {
        var loop = EventLoop.Next;
        for (var i = 0; i < 300; i++)
        {
            var (ours, theirs) = await PairAsync(loop);
            theirs.Send([1]);
            ours.Dispose();
            theirs.Dispose();
            var (next, speaker) = await PairAsync(loop);
            using (next)
            using (speaker)
            {
                var reading = next.ReceiveAsync(new byte[10]).AsTask();
                speaker.Send([1, 2]);
                (await reading.WaitAsync(Limit)).Bytes.ShouldBe(2);
            }
        }
    }

    private static async Task<(PolledSocket Ours, Socket Theirs)> PairAsync(EventLoop? loop = null)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(1);
        var theirs = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await theirs.ConnectAsync(listener.LocalEndPoint!);
        return (PolledSocket.Of(await listener.AcceptAsync(), loop), theirs);
    }

    private static void Flood(Socket sender, TaskCompletionSource begun, CancellationToken stop)
    {
        var bytes = new byte[64 * 1024];
        try
        {
            while (!stop.IsCancellationRequested)
            {
                sender.Send(bytes);
                begun.TrySetResult();
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The test has ended.
        }
    }

    private static async Task<long> DrainAsync(PolledSocket socket)
    {
        var space = new byte[16 * 1024];
        var count = 0L;
        while (await socket.ReceiveAsync(space) is { Bytes: > 0 } result)
        {
            count += result.Bytes;
        }

        return count;
    }
}
