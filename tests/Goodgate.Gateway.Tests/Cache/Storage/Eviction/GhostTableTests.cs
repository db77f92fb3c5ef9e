using Goodgate.Gateway.Cache.Storage.Eviction;

namespace Goodgate.Gateway.Tests.Cache.Storage.Eviction;

public sealed class GhostTableTests
{
    [Fact]
    public void A_name_is_remembered_and_taken_once()
    {
        var table = new GhostTable(64);
        table.Add(7);
        table.Take(8, 64).ShouldBeFalse();
        table.Take(7, 64).ShouldBeTrue();
        table.Take(7, 64).ShouldBeFalse();
    }

    [Fact]
    public void Most_of_the_last_ones_are_known_and_old_ones_are_not()
    {
        const int Names = 4096;
        var table = new GhostTable(Names);
        var random = new Random(3);
        uint[] hashes = [.. Enumerable.Range(0, 5 * Names).Select(_ => (uint)random.NextInt64(1L << 32))];
        foreach (var hash in hashes)
        {
            table.Add(hash);
        }

        // Four places for two names each: few sets overflow.
        hashes[^Names..].Count(hash => table.Take(hash, Names)).ShouldBeGreaterThan(Names * 9 / 10);
        hashes[..(3 * Names)].Count(hash => table.Take(hash, Names)).ShouldBe(0);
    }

    [Fact]
    public void How_far_back_it_looks_can_be_less()
    {
        var table = new GhostTable(1024);
        for (var hash = 1u; hash <= 100; hash++)
        {
            table.Add(hash * 2654435761);
        }

        table.Take(unchecked(100 * 2654435761u), within: 10).ShouldBeTrue();
        table.Take(unchecked(50 * 2654435761u), within: 10).ShouldBeFalse();
    }
}
