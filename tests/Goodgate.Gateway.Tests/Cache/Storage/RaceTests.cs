using System.Buffers.Binary;
using Goodgate.Gateway.Cache.Storage;
using static Goodgate.Gateway.Tests.Cache.Storage.StoreStage;

namespace Goodgate.Gateway.Tests.Cache.Storage;

/// <summary>Several threads find, store, evict, remove, mark, validate and read the same pages at once.</summary>
public sealed class RaceTests : StoreStory
{
    private const int Steps = 6_000;

    private readonly byte[] _bytes = Body("all bodies are stretches of this", 4_000_000);
    private long _read;

    public RaceTests() => Stage.Options = new StoreOptions { MemoryBytes = 3 * MiB, DiskBytes = 12 * MiB, LargestEntry = 2 * MiB };

    [Fact]
    public async Task Who_reads_gets_what_was_stored_or_nothing_and_all_counts_come_out_even()
    {
        await Task.WhenAll(Enumerable.Range(1, 6).Select(seed => Task.Run(() => PlayAsync(new Random(seed)))));
        await Store.FlushAsync();
        _read.ShouldBeGreaterThan(Steps);
        Store.Figures.Evictions.ShouldBeGreaterThan(500);
        Store.Figures.Damaged.ShouldBe(0);
        Store.Figures.Entries.ShouldBe(Store.Entries().Count());
        Store.Figures.MemoryBytes.ShouldBeLessThanOrEqualTo(3 * MiB);
        Store.Figures.DiskBytes.ShouldBeLessThanOrEqualTo(12 * MiB);
        Store.DiskFigures!.Failed.ShouldBe(0);
        var before = Store.Figures.Entries;
        await Stage.ReopenAsync();
        Store.Figures.ShouldSatisfyAllConditions(one => one.Damaged.ShouldBe(0), one => one.Entries.ShouldBeInRange(20, before, "some were in memory only: the queue is small"));
        foreach (var entry in Store.Entries().ToList())
        {
            await CheckAsync(entry, new Random(0));
            Store.Remove(entry);
        }

        await Store.FlushAsync();
        await Store.FlushAsync();
        Store.Table.Bytes.ShouldBe(0);
        Store.Figures.Entries.ShouldBe(0);
        Store.Figures.DiskBytes.ShouldBeLessThan(MiB, "the segment that is written to");
        Store.Tagged("all").ShouldBeEmpty();
    }

    private async Task PlayAsync(Random random)
    {
        for (var step = 0; step < Steps; step++)
        {
            var key = $"/{(int)(Math.Pow(random.NextDouble(), 3) * 1500)}";
            if (Store.Find(key) is not [var entry, ..])
            {
                Store1(key, random);
                continue;
            }

            switch (random.Next(20))
            {
                case 0:
                    Store.Remove(entry);
                    break;
                case 1:
                    Store1(key, random);
                    break;
                case 2:
                    Store.ReplaceHead(entry, new byte[random.Next(2_000)]);
                    break;
                case 3:
                    Store.MarkStale(entry);
                    Store.Tagged("all");
                    break;
                default:
                    await CheckAsync(entry, random);
                    break;
            }
        }
    }

    private void Store1(string key, Random random)
    {
        var length = random.Next(40) == 0 ? random.Next(100_000, 400_000) : random.Next(4, 20_000);
        var from = random.Next(_bytes.Length - length);
        using var writer = Store.Begin(new EntryDraft(key, "", new byte[10], random.Next(2) == 0 ? length : null, ["all"]));
        if (writer is null)
        {
            return;
        }

        // The first bytes say which stretch the others are.
        var start = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(start, from);
        var isTaken = writer.Append(start);
        for (var at = 4; isTaken && at < length; at += 8_000)
        {
            isTaken = writer.Append(_bytes.AsSpan(from + at, Math.Min(8_000, length - at)));
        }

        if (isTaken && random.Next(20) > 0)
        {
            writer.Commit();
        }
    }

    private async Task CheckAsync(StoredEntry entry, Random random)
    {
        if (await ReadAsync(Store, entry, random.Next(1_000, 100_000)) is not { } body)
        {
            return;
        }

        var from = BinaryPrimitives.ReadInt32LittleEndian(body);
        body.AsSpan(4).SequenceEqual(_bytes.AsSpan(from + 4, body.Length - 4)).ShouldBeTrue(entry.Key);
        Interlocked.Increment(ref _read);
    }
}
