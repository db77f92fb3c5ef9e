using System.Security.Cryptography;
using Goodgate.Gateway.Spooling;

namespace Goodgate.Gateway.Tests.Spooling;

public sealed class SpoolTests : IDisposable
{
    private const long Plenty = 16 * 1024 * 1024;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("goodgate-spool-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(1)]
    [InlineData(Spool.InMemory)]
    [InlineData(Spool.InMemory + 1)]
    [InlineData((3 * Spool.InMemory) + 5)]
    public async Task What_was_put_in_comes_out(int size)
    {
        var room = new SpoolRoom(Plenty, _folder.FullName);
        using var spool = new Spool(room);
        var bytes = RandomNumberGenerator.GetBytes(size);
        foreach (var piece in bytes.Chunk(10_000))
        {
            (await spool.TryAppendAsync(piece)).ShouldBeTrue();
        }

        spool.Length.ShouldBe(size);
        (await ReadAsync(spool)).ShouldBe(bytes);
    }

    [Fact]
    public async Task Its_file_has_no_name()
    {
        var room = new SpoolRoom(Plenty, _folder.FullName);
        using var spool = new Spool(room);
        (await spool.TryAppendAsync(new byte[2 * Spool.InMemory])).ShouldBeTrue();
        _folder.EnumerateFileSystemInfos().ShouldBeEmpty();
        OpenFiles().ShouldContain(link => link.StartsWith(_folder.FullName, StringComparison.Ordinal) && link.EndsWith("(deleted)", StringComparison.Ordinal));
        spool.Dispose();
        OpenFiles().ShouldNotContain(link => link.StartsWith(_folder.FullName, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Small_ones_need_no_folder()
    {
        using var spool = new Spool(new SpoolRoom(Plenty, "/nonexistent"));
        (await spool.TryAppendAsync(new byte[Spool.InMemory])).ShouldBeTrue();
    }

    [Fact]
    public async Task Without_a_folder_large_ones_are_refused_and_nothing_of_them_is_in()
    {
        using var spool = new Spool(new SpoolRoom(Plenty, "/nonexistent"));
        (await spool.TryAppendAsync(new byte[100])).ShouldBeTrue();
        (await spool.TryAppendAsync(new byte[Spool.InMemory])).ShouldBeFalse();
        spool.Length.ShouldBe(100);
    }

    [Fact]
    public async Task Room_is_shared_and_given_back()
    {
        var room = new SpoolRoom(Spool.InMemory, _folder.FullName);
        var first = new Spool(room);
        using var second = new Spool(room);
        (await first.TryAppendAsync(new byte[Spool.InMemory - 10])).ShouldBeTrue();
        room.Used.ShouldBe(Spool.InMemory - 10);
        (await second.TryAppendAsync(new byte[11])).ShouldBeFalse();
        (await second.TryAppendAsync(new byte[10])).ShouldBeTrue();
        first.Dispose();
        (await second.TryAppendAsync(new byte[11])).ShouldBeTrue();
        second.Dispose();
        room.Used.ShouldBe(0);
    }

    [Fact]
    public async Task One_message_never_takes_the_room_of_all()
    {
        var room = new SpoolRoom(32 * Spool.InMemory, _folder.FullName);
        using var greedy = new Spool(room);
        (await greedy.TryAppendAsync(new byte[2 * Spool.InMemory])).ShouldBeTrue();
        (await greedy.TryAppendAsync(new byte[1])).ShouldBeFalse();
        using var other = new Spool(room);
        (await other.TryAppendAsync(new byte[Spool.InMemory])).ShouldBeTrue();
    }

    [Fact]
    public void Nobody_can_make_the_count_wrap_around()
    {
        var room = new SpoolRoom(1000);
        room.TryReserve(1).ShouldBeTrue();
        room.TryReserve(long.MaxValue).ShouldBeFalse();
        room.Used.ShouldBe(1);
        new SpoolRoom(0).TryReserve(1).ShouldBeFalse();
    }

    [Fact]
    public async Task One_that_was_read_begins_anew()
    {
        using var spool = new Spool(new SpoolRoom(Plenty, "/nonexistent"));
        for (byte turn = 1; turn <= 10; turn++)
        {
            var bytes = new byte[Spool.InMemory];
            Array.Fill(bytes, turn);
            (await spool.TryAppendAsync(bytes)).ShouldBeTrue();
            (await ReadAsync(spool)).ShouldBe(bytes);
            spool.Rewind();
        }
    }

    private static async Task<byte[]> ReadAsync(Spool spool)
    {
        var all = new List<byte>();
        while (all.Count < spool.Length)
        {
            all.AddRange((await spool.ReadAsync(all.Count)).Span);
        }

        return [.. all];
    }

    private static List<string> OpenFiles() =>
        [.. Directory.EnumerateFileSystemEntries("/proc/self/fd").Select(one => new FileInfo(one).LinkTarget).OfType<string>()];
}
