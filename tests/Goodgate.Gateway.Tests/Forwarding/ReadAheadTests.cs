using Goodgate.Gateway.Forwarding;
using Goodgate.Gateway.Spooling;

namespace Goodgate.Gateway.Tests.Forwarding;

/// <summary>A server that is fast before a client that is slow: nothing is lost, out of order, or kept longer than needed.</summary>
public sealed class ReadAheadTests : IDisposable
{
    private const int Kilobyte = 1024;
    private const long Plenty = 64 * 1024 * Kilobyte;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("goodgate-ahead-");
    private readonly SlowReader _reader = new();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_client_that_takes_all_at_once_needs_no_more_room_than_a_piece()
    {
        var room = Room(Plenty);
        var ahead = Begin(room);
        _reader.Reads();
        for (var i = 0; i < 100; i++)
        {
            (await ahead.TakeAsync(Piece(i, 10 * Kilobyte), last: i == 99)).ShouldBeTrue();
            room.Used.ShouldBe(10 * Kilobyte);
        }

        (await ahead.EndAsync()).ShouldBeTrue();
        _reader.Content.ShouldBe(Pieces(100, 10 * Kilobyte));
        (_reader.Ended, _reader.Aborted, room.Used).ShouldBe((true, false, 0));
    }

    [Fact]
    public async Task A_client_that_takes_nothing_holds_nobody_up()
    {
        var room = Room(Plenty);
        var ahead = Begin(room);
        for (var i = 0; i < 40; i++)
        {
            (await ahead.TakeAsync(Piece(i, 50 * Kilobyte), last: i == 39)).ShouldBeTrue();
        }

        room.Used.ShouldBe(40 * 50 * Kilobyte);
        var end = ahead.EndAsync().AsTask();
        end.IsCompleted.ShouldBeFalse("the client has nothing yet");
        _reader.Reads();
        (await end).ShouldBeTrue();
        _reader.Content.ShouldBe(Pieces(40, 50 * Kilobyte));
        (_reader.Ended, room.Used).ShouldBe((true, 0));
    }

    [Fact]
    public async Task Without_room_it_waits_for_the_client_and_goes_on_at_its_speed()
    {
        var ahead = Begin(Room(10 * Kilobyte));
        (await ahead.TakeAsync(Piece(0, 10 * Kilobyte), last: false)).ShouldBeTrue();
        var second = ahead.TakeAsync(Piece(1, 10 * Kilobyte), last: false).AsTask();
        second.IsCompleted.ShouldBeFalse("there is no room for it");
        _reader.Reads();
        (await second).ShouldBeTrue();
        (await ahead.TakeAsync(Piece(2, 20 * Kilobyte), last: true)).ShouldBeTrue();
        _reader.Ended.ShouldBeTrue("what never fits is the client's at once");
        (await ahead.EndAsync()).ShouldBeTrue();
        _reader.Content.ShouldBe([.. Piece(0, 10 * Kilobyte), .. Piece(1, 10 * Kilobyte), .. Piece(2, 20 * Kilobyte)]);
    }

    [Fact]
    public async Task An_end_without_content_is_an_end_too()
    {
        var ahead = Begin(Room(Plenty));
        (await ahead.TakeAsync(Piece(0, 100), last: false)).ShouldBeTrue();
        (await ahead.TakeAsync(default, last: true)).ShouldBeTrue();
        _reader.Reads();
        (await ahead.EndAsync()).ShouldBeTrue();
        (_reader.Content.Length, _reader.Ended).ShouldBe((100, true));
    }

    [Theory]
    [InlineData(Plenty)]
    [InlineData(0)]
    public async Task A_client_that_has_gone_is_told_of_and_gets_nothing_more(long most)
    {
        var room = Room(most);
        var ahead = Begin(room);
        var first = ahead.TakeAsync(Piece(0, 100), last: false).AsTask();
        _reader.Leaves();
        await first;
        (await ahead.TakeAsync(Piece(1, 100), last: true)).ShouldBeFalse();
        (await ahead.EndAsync()).ShouldBeFalse();
        (_reader.Writes, _reader.Ended, _reader.Aborted, room.Used).ShouldBe((1, false, false, 0));
    }

    [Fact]
    public async Task What_the_disk_lost_is_no_clean_end()
    {
        var room = Room(Plenty);
        var ahead = Begin(room);
        for (var i = 0; i < 4; i++)
        {
            (await ahead.TakeAsync(Piece(i, 50 * Kilobyte), last: i == 3)).ShouldBeTrue();
        }

        Cut();
        _reader.Reads();
        (await ahead.EndAsync()).ShouldBeFalse();
        (_reader.Ended, _reader.Aborted, room.Used).ShouldBe((false, true, 0));
    }

    // The client takes the last of it just as more comes, again and again.
    [Fact]
    public async Task However_the_two_meet_nothing_is_lost()
    {
        for (var round = 0; round < 300; round++)
        {
            var reader = new SlowReader(yields: true);
            reader.Reads();
            var ahead = new ReadAhead(reader.WriteAsync, reader.Abort, new Spool(Room(round % 2 == 0 ? Plenty : 2 * Kilobyte)));
            for (var i = 0; i < 20; i++)
            {
                if ((i + round) % 3 == 0)
                {
                    await Task.Yield();
                }

                (await ahead.TakeAsync(Piece(i, 1000), last: i == 19)).ShouldBeTrue();
            }

            (await ahead.EndAsync()).ShouldBeTrue();
            reader.Content.ShouldBe(Pieces(20, 1000));
            reader.Ended.ShouldBeTrue();
        }
    }

    private SpoolRoom Room(long most) => new(most, _folder.FullName);

    private ReadAhead Begin(SpoolRoom room) => new(_reader.WriteAsync, _reader.Abort, new Spool(room));

    private static byte[] Piece(int number, int length) => [.. Enumerable.Range(0, length).Select(i => (byte)((number * 31) + (i / 7)))];

    private static byte[] Pieces(int count, int length) => [.. Enumerable.Range(0, count).SelectMany(i => Piece(i, length))];

    // The spool's file has no name any more, but the process has it open.
    private void Cut()
    {
        var open = Directory.EnumerateFileSystemEntries("/proc/self/fd")
            .Single(one => new FileInfo(one).LinkTarget is { } link && link.StartsWith(_folder.FullName, StringComparison.Ordinal));
        using var file = new FileStream(open, FileMode.Open, FileAccess.Write);
        file.SetLength(0);
    }

    /// <summary>A client that takes nothing until it is told to.</summary>
    private sealed class SlowReader(bool yields = false)
    {
        private readonly TaskCompletionSource<bool> _takes = new();
        private readonly List<byte> _content = [];

        public byte[] Content => [.. _content];

        public int Writes { get; private set; }

        public bool Ended { get; private set; }

        public bool Aborted { get; private set; }

        public void Reads() => _takes.SetResult(true);

        public void Leaves() => _takes.SetResult(false);

        public void Abort() => Aborted = true;

        public async ValueTask<bool> WriteAsync(ReadOnlyMemory<byte> content, bool last)
        {
            Ended.ShouldBeFalse("nothing comes after the end");
            Writes++;
            if (yields && Writes % 2 == 0)
            {
                await Task.Yield();
            }

            if (!await _takes.Task)
            {
                return false;
            }

            _content.AddRange(content.Span);
            Ended = last;
            return true;
        }
    }
}
