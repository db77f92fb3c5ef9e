using System.Net.Sockets;
using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Files.Disk;
using Goodgate.Gateway.Inbound.Http1;
using Goodgate.Gateway.Sockets;
using Goodgate.Gateway.Upstreams;

namespace Goodgate.Gateway.Tests.Inbound;

/// <summary>A file on its way to a client: how far it came, who is to read the rest, and how long the client is waited for.</summary>
public sealed class OutletFileTests : IDisposable
{
    private const int KiB = 1024;

    private readonly ManualClock _clock = new();
    private readonly Watch _watch;
    private readonly PieceTransport _transport = new();
    private readonly ClientPatience _patience;
    private readonly Outlet _outlet;

    public OutletFileTests()
    {
        _watch = new Watch(_clock, TimeSpan.FromSeconds(1));
        _patience = new ClientPatience(_watch, new Inlet(_transport), _transport);
        _outlet = new Outlet(_transport, _patience);
    }

    public void Dispose()
    {
        _patience.Dispose();
        _watch.Dispose();
        _transport.Dispose();
    }

    [Fact]
    public async Task It_goes_on_where_it_was_until_all_is_sent_and_the_head_goes_once()
    {
        _outlet.Out.Start(200);
        var sending = Send(900 * KiB);
        _transport.End(200 * KiB);
        _transport.End(700 * KiB);
        (await sending).ShouldBe(new FileSent(900 * KiB, IsGone: false));
        _transport.Asked.ShouldBe([(17, 5, 900 * KiB), (0, 5 + (200 * KiB), 700 * KiB)]);
    }

    [Fact]
    public async Task What_cannot_be_sent_is_left_to_read_and_the_client_is_there()
    {
        var sending = Send(900 * KiB);
        _transport.End(200 * KiB);
        _transport.End(0, FileSending.Impossible);
        (await sending).ShouldBe(new FileSent(200 * KiB, IsGone: false));
        _outlet.Failed.ShouldBeFalse();
    }

    [Fact]
    public async Task Else_it_is_waited_for_on_the_pool()
    {
        var sending = Send(900 * KiB);

        // As on a loop: a thread that is not the pool's.
        new Thread(() => _transport.End(0, FileSending.AsksDisk)).Start();
        await _transport.AskedTwiceAsync();
        _transport.OnPool.ShouldBeTrue();
        _transport.End(900 * KiB);
        (await sending).Bytes.ShouldBe(900 * KiB);
    }

    [Fact]
    public async Task A_client_that_is_gone_is_told()
    {
        var sending = Send(900 * KiB);
        _transport.End(1);
        _transport.End(0, SocketError.ConnectionReset);
        (await sending).ShouldBe(new FileSent(1, IsGone: true));
        _outlet.Failed.ShouldBeTrue();
    }

    // A minute, and a second for each KiB of a piece of 64.
    [Theory]
    [InlineData(20, 123, false)]
    [InlineData(20, 125, true)]
    [InlineData(63, 125, true)]
    [InlineData(65, 125, false)]
    public void A_piece_has_its_time_however_few_bytes_of_it_are_taken_at_once(int taken, int seconds, bool isGivenUp)
    {
        _ = Send(900 * KiB);
        _clock.Advance(TimeSpan.FromSeconds(60));
        _transport.End(taken * KiB);
        _clock.Advance(TimeSpan.FromSeconds(seconds - 60));
        _transport.WasReset.ShouldBe(isGivenUp);
    }

    [Fact]
    public async Task After_it_nobody_is_waited_for()
    {
        var sending = Send(300 * KiB);
        _transport.End(300 * KiB);
        await sending;
        _clock.Advance(TimeSpan.FromHours(1));
        _transport.WasReset.ShouldBeFalse();
    }

    [Theory]
    [InlineData(512 * KiB, true)]
    [InlineData((512 * KiB) - 1, false)]
    public void Small_parts_are_read(int length, bool isSent) => _outlet.SendsFile(length).ShouldBe(isSent);

    private Task<FileSent> Send(long length) => _outlet.SendFileAsync(new FileStretch(null!, 5, length)).AsTask();

    /// <summary>Sends of a file what the test says.</summary>
    private sealed class PieceTransport : Transport
    {
        private readonly SemaphoreSlim _again = new(0);
        private TaskCompletionSource<IoResult> _sending = new();

        public List<(int First, long Offset, long Length)> Asked { get; } = [];

        public bool OnPool { get; private set; }

        public bool WasReset { get; private set; }

        public override string Peer => "";

        public override RestState Resting => RestState.Clean;

        public override bool SendsFiles => true;

        public void End(int bytes, SocketError error = SocketError.Success)
        {
            var sending = _sending;
            _sending = new TaskCompletionSource<IoResult>();
            sending.SetResult(new IoResult(bytes, error));
        }

        public async Task AskedTwiceAsync()
        {
            for (var i = 0; i < 2; i++)
            {
                (await _again.WaitAsync(TimeSpan.FromSeconds(60))).ShouldBeTrue();
            }
        }

        public override ValueTask<IoResult> SendFileAsync(ReadOnlyMemory<byte> first, FileStretch file)
        {
            Asked.Add((first.Length, file.Offset, file.Length));
            OnPool = Thread.CurrentThread.IsThreadPoolThread;
            var sending = new ValueTask<IoResult>(_sending.Task);
            _again.Release();
            return sending;
        }

        public override ValueTask<IoResult> ReceiveAsync(Memory<byte> buffer) => throw new NotSupportedException();

        public override ValueTask<IoResult> SendAsync(ReadOnlyMemory<byte> buffer) => throw new NotSupportedException();

        public override void Rest()
        {
        }

        public override ValueTask ShutdownSendAsync() => default;

        public override void Close() => _again.Dispose();

        public override void Reset() => WasReset = true;
    }
}
