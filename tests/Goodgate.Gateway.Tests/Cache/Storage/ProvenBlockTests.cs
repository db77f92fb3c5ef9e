using Goodgate.Gateway.Cache.Storage;
using Goodgate.Gateway.Cache.Storage.Disk;
using Goodgate.Gateway.Files.Disk;
using static Goodgate.Gateway.Tests.Cache.Storage.StoreStage;

namespace Goodgate.Gateway.Tests.Cache.Storage;

/// <summary>Which blocks of a large body may be sent unread: those that were proved since the file was last changed, and no others.</summary>
public sealed class ProvenBlockTests : StoreStory
{
    private const int Block = 64 * 1024;
    private const int Length = 1_000_000;

    [Fact]
    public void A_change_of_the_file_takes_all_proofs_away()
    {
        var proof = new BlockProof();
        proof.Count(0, 0, 8).ShouldBe(0);
        foreach (var index in new[] { 0, 1, 2, 63, 64, 65, 1000 })
        {
            proof.Add(changed: 5, index);
        }

        (proof.Count(5, 0, 8), proof.Count(5, 63, 8), proof.Count(5, 64, 1), proof.Count(5, 3, 8), proof.Count(5, 1000, 8), proof.Count(5, 100_000, 8)).ShouldBe((3, 3, 1, 0, 1, 0));
        proof.Count(6, 0, 8).ShouldBe(0);
        proof.Add(changed: 6, 1);
        (proof.Count(6, 0, 8), proof.Count(6, 1, 8), proof.Count(5, 0, 8)).ShouldBe((0, 1, 0));
    }

    [Fact]
    public async Task What_was_read_once_is_found_where_it_lies()
    {
        Put(Store, "/a", Length);
        await Stage.ReopenAsync();
        var entry = Store.Find("/a")[0];
        using var reader = Store.Open(entry)!;
        reader.Locate(0, Length).ShouldBeNull("nothing was proved");
        await ReadBlockAsync(reader, 0);
        reader.Locate(Block, Length).ShouldBeNull("this block was not");
        await ShouldHoldAsync(Store, "/a", Length);

        // Another reader, every byte of it.
        using var other = Store.Open(entry)!;
        await ReadBlockAsync(other, 0);
        var (body, at) = (Body("/a", Length), 0);
        while (at < Length && other.Locate(at, Length) is { } part)
        {
            part.OnlyInMemory.ShouldBeTrue();
            part.Length.ShouldBe(Math.Min(Block, Length - at));
            Content(part).AsSpan().SequenceEqual(body.AsSpan(at, (int)part.Length)).ShouldBeTrue();
            at += (int)part.Length;
        }

        at.ShouldBe(Length);
        other.Locate(Length, 1).ShouldBeNull("behind the end");
        Content(other.Locate(Block + 5, 10)!.Value).ShouldBe(body[(Block + 5)..(Block + 15)]);
        Content(other.Locate((2 * Block) - 5, 10)!.Value).ShouldBe(body[((2 * Block) - 5)..(2 * Block)], "up to the end of a block");
    }

    [Fact]
    public async Task A_byte_that_somebody_changes_under_a_running_gateway_is_noticed()
    {
        Put(Store, "/a", Length);
        await Store.FlushAsync();
        var entry = Store.Find("/a")[0];
        await ShouldHoldAsync(Store, "/a", Length);
        using var reader = Store.Open(entry)!;
        await ReadBlockAsync(reader, 0);
        reader.Locate(0, 1).ShouldNotBeNull();

        var path = Stage.Files("obj").ShouldHaveSingleItem();
        Change(path, 700_000);
        using var next = Store.Open(entry)!;
        await ReadBlockAsync(next, 0);
        next.Locate(Block, 1).ShouldBeNull("it has to be proved anew");
        next.Locate(0, 1).ShouldNotBeNull("and that was");
        await Should.ThrowAsync<InvalidDataException>(() => ReadAsync(Store, entry));
        Store.Find("/a").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_new_head_costs_one_reading()
    {
        Put(Store, "/a", Length);
        await Store.FlushAsync();
        var entry = Store.Find("/a")[0];
        await ShouldHoldAsync(Store, "/a", Length);
        var path = Stage.Files("obj").ShouldHaveSingleItem();
        var before = ChangedAt(path);
        while (ChangedAt(path) == before)
        {
            // The clock of a file system may stand still for some milliseconds.
            Store.ReplaceHead(entry, Head("/a")).ShouldBeTrue();
            await Store.FlushAsync();
        }

        using var reader = Store.Open(entry)!;
        await ReadBlockAsync(reader, 0);
        reader.Locate(Block, 1).ShouldBeNull();
        await ShouldHoldAsync(Store, "/a", Length);
        reader.Locate(Block, 1).ShouldNotBeNull();
    }

    [Fact]
    public async Task What_lies_in_a_segment_or_in_memory_is_not_sent_so()
    {
        Put(Store, "/a", 100_000);
        await Store.FlushAsync();
        using var memory = Store.Open(Store.Find("/a")[0])!;
        memory.Locate(0, 1).ShouldBeNull();
        await Stage.ReopenAsync();
        using var disk = Store.Open(Store.Find("/a")[0])!;
        await ReadBlockAsync(disk, 0);
        disk.Locate(0, 1).ShouldBeNull();
    }

    private static async Task ReadBlockAsync(IBodyReader reader, int index) => (await reader.ReadAsync(index * (long)Block, new byte[1])).ShouldBe(1);

    private static byte[] Content(FileStretch part)
    {
        var bytes = new byte[part.Length];
        RandomAccess.Read(part.File, bytes, part.Offset).ShouldBe(bytes.Length);
        return bytes;
    }

    private static void Change(string path, int at)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        var (one, before) = (new byte[1], ChangedAt(path));
        RandomAccess.Read(file, one, at);
        one[0] ^= 4;
        do
        {
            // The clock of a file system may stand still for some milliseconds.
            RandomAccess.Write(file, one, at);
        }
        while (ChangedAt(path) == before);
    }

    private static long ChangedAt(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        FileCalls.Stat(file, out var stat).ShouldBe(0);
        return stat.Changed;
    }
}
