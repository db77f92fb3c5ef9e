using System.Net;
using System.Net.Sockets;
using Goodgate.Gateway.Files.Disk;
using Goodgate.Gateway.Sockets;
using Goodgate.Gateway.Upstreams;
using Microsoft.Win32.SafeHandles;

namespace Goodgate.Gateway.Tests.Sockets;

/// <summary>Files that go into a socket unread.</summary>
public sealed class FileSendingTests : IDisposable
{
    private const int Size = 6 * 1024 * 1024;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly string _path = Path.GetTempFileName();
    private readonly byte[] _content = new byte[Size];
    private readonly SafeFileHandle _file;

    public FileSendingTests()
    {
        new Random(3).NextBytes(_content);
        File.WriteAllBytes(_path, _content);
        _file = File.OpenHandle(_path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
    }

    public void Dispose()
    {
        _file.Dispose();
        File.Delete(_path);
    }

    [Theory]
    [InlineData(0, Size)]
    [InlineData(0, 1)]
    [InlineData(4095, 700_001)]
    [InlineData(Size - 300_000, 300_000)]
    public async Task A_part_comes_as_it_is_behind_what_was_before_it_and_nothing_beyond(int offset, int length)
    {
        var (ours, theirs) = await PairAsync();
        using (ours)
        using (theirs)
        {
            byte[] head = [1, 2, 3];
            var sending = SendAllAsync(ours, head, new FileStretch(_file, offset, length));
            var got = await ReceiveAsync(theirs, head.Length + length);
            (await sending.WaitAsync(Limit)).ShouldBe(length);
            (await ours.SendAsync(new byte[] { 9 })).Failed.ShouldBeFalse();
            got.AsSpan(0, 3).SequenceEqual(head).ShouldBeTrue();
            got.AsSpan(3).SequenceEqual(_content.AsSpan(offset, length)).ShouldBeTrue();
            (await ReceiveAsync(theirs, 1)).ShouldBe([9], "an ordinary write follows");
        }
    }

    [Fact]
    public async Task What_the_socket_has_no_room_for_waits_until_there_is()
    {
        var (ours, theirs) = await PairAsync();
        using (ours)
        using (theirs)
        {
            var sending = SendAllAsync(ours, default, new FileStretch(_file, 0, Size));
            sending.IsCompleted.ShouldBeFalse("nobody has read, and it is more than both sides hold");
            (await ReceiveAsync(theirs, Size)).ShouldBe(_content);
            (await sending.WaitAsync(Limit)).ShouldBe(Size);
        }
    }

    [Fact]
    public async Task One_call_sends_a_bounded_part()
    {
        var (ours, theirs) = await PairAsync();
        using (ours)
        using (theirs)
        {
            var result = await ours.SendFileAsync(default, new FileStretch(_file, 0, Size)).AsTask().WaitAsync(Limit);
            result.Failed.ShouldBeFalse();
            result.Bytes.ShouldBeInRange(1, FileSending.MostAtOnce);
        }
    }

    [Fact]
    public async Task A_file_that_became_shorter_says_so_after_what_is_left_of_it()
    {
        var (ours, theirs) = await PairAsync();
        using (ours)
        using (theirs)
        {
            RandomAccess.SetLength(_file, 1000);
            (await ours.SendFileAsync(new byte[10], new FileStretch(_file, 0, Size))).ShouldBe(new IoResult(1000, SocketError.Success));
            (await ours.SendFileAsync(default, new FileStretch(_file, 1000, Size - 1000))).ShouldBe(new IoResult(0, FileSending.Impossible));
            (await ReceiveAsync(theirs, 1010)).AsSpan(10).SequenceEqual(_content.AsSpan(0, 1000)).ShouldBeTrue();
            (await ours.SendAsync(new byte[1])).Failed.ShouldBeFalse("the connection is not at fault");
        }
    }

    [Fact]
    public async Task What_cannot_be_sent_so_is_left_to_whoever_reads_it()
    {
        var (ours, theirs) = await PairAsync();
        using (ours)
        using (theirs)
        using (var folder = FileCalls.Open(null, Path.GetTempPath(), FileCalls.ForReading, out _).ShouldNotBeNull())
        {
            (await ours.SendFileAsync(default, new FileStretch(folder, 0, 10))).ShouldBe(new IoResult(0, FileSending.Impossible));
        }
    }

    [Fact]
    public async Task A_peer_that_is_gone_is_told_as_such()
    {
        var (ours, theirs) = await PairAsync();
        using (ours)
        {
            var sending = SendAllAsync(ours, default, new FileStretch(_file, 0, Size));
            theirs.LingerState = new LingerOption(true, 0);
            theirs.Dispose();
            (await sending.WaitAsync(Limit)).ShouldBe(-(int)SocketError.ConnectionReset);
            var later = await ours.SendFileAsync(default, new FileStretch(_file, 0, 10)).AsTask().WaitAsync(Limit);
            later.Error.ShouldBe(SocketError.Shutdown, "EPIPE, and no signal that ends the program");
        }
    }

    [Fact]
    public async Task Closing_ends_it()
    {
        var (ours, theirs) = await PairAsync();
        using (theirs)
        {
            var sending = SendAllAsync(ours, default, new FileStretch(_file, 0, Size));
            ours.Dispose();
            (await sending.WaitAsync(Limit)).ShouldBe(-(int)SocketError.OperationAborted);
            (await ours.SendFileAsync(default, new FileStretch(_file, 0, 10))).Error.ShouldBe(SocketError.OperationAborted);
        }
    }

    [Fact]
    public async Task A_loop_waits_for_no_disk_and_others_do()
    {
        // What was never written is in nobody's memory.
        RandomAccess.SetLength(_file, 2L * Size);
        var hole = new FileStretch(_file, Size + 4096, 100_000);
        var (ours, theirs) = await PairAsync();
        using (ours)
        using (theirs)
        {
            (await OnLoopAsync(ours, theirs, hole)).ShouldBe(new IoResult(0, FileSending.AsksDisk));
            (await Task.Run(() => ours.SendFileAsync(default, hole).AsTask())).Bytes.ShouldBeGreaterThan(0, "a thread of the pool may wait");
        }
    }

    [Fact]
    public async Task What_is_in_memory_goes_out_from_a_loop()
    {
        var (ours, theirs) = await PairAsync();
        using (ours)
        using (theirs)
        {
            // Before Linux 6.5 nobody says what is in memory.
            var result = await OnLoopAsync(ours, theirs, new FileStretch(_file, 5, 10));
            result.ShouldBe(OperatingSystem.IsOSPlatformVersionAtLeast("linux", 6, 5) ? new IoResult(10, SocketError.Success) : new IoResult(0, FileSending.AsksDisk));
        }
    }

    // What waits for a read goes on where the loop hears of it.
    private static async Task<IoResult> OnLoopAsync(PolledSocket ours, Socket theirs, FileStretch file)
    {
        var reading = ReadThenSendAsync(ours, file);
        await theirs.SendAsync(new byte[] { 1 });
        return await reading.WaitAsync(Limit);
    }

    private static async Task<IoResult> ReadThenSendAsync(PolledSocket ours, FileStretch file)
    {
        await ours.ReceiveAsync(new byte[1]).ConfigureAwait(false);
        EventLoop.Current.ShouldNotBeNull();
        return await ours.SendFileAsync(default, file).ConfigureAwait(false);
    }

    // All of it, or the error below zero.
    private static async Task<int> SendAllAsync(PolledSocket socket, ReadOnlyMemory<byte> first, FileStretch file)
    {
        var sent = 0;
        while (sent < file.Length)
        {
            var result = await socket.SendFileAsync(first, file with { Offset = file.Offset + sent, Length = file.Length - sent }).ConfigureAwait(false);
            first = default;
            sent += result.Bytes;
            if (result.Error == FileSending.AsksDisk)
            {
                await Task.Yield();
            }
            else if (result.Failed)
            {
                return -(int)result.Error;
            }
        }

        return sent;
    }

    private static async Task<byte[]> ReceiveAsync(Socket socket, int count)
    {
        var got = new byte[count];
        for (var at = 0; at < count;)
        {
            var read = await socket.ReceiveAsync(got.AsMemory(at)).AsTask().WaitAsync(Limit);
            read.ShouldBeGreaterThan(0);
            at += read;
        }

        return got;
    }

    private static async Task<(PolledSocket Ours, Socket Theirs)> PairAsync()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(1);

        // Less than a file between the two, wherever the system would let it grow.
        var theirs = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 64 * 1024 };
        await theirs.ConnectAsync(listener.LocalEndPoint!);
        return (PolledSocket.Of(await listener.AcceptAsync()), theirs);
    }
}
