using Goodgate.Gateway.Guard;
using Goodgate.Gateway.Rates;

namespace Goodgate.Gateway.Tests.Rates;

/// <summary>The table is bounded, and who fills it gains next to nothing.</summary>
public sealed class ClientTableTests
{
    private const long Second = TimeSpan.TicksPerSecond;

    // An eighth: that seventeen of them meet in one set of sixteen happens once in five million runs.
    private const ulong Some = ClientTable.Most / 8;

    private readonly ManualClock _clock = new();
    private readonly ClientTable _table;

    public ClientTableTests() => _table = new ClientTable(_clock);

    [Fact]
    public void A_million_clients_take_no_more_memory_than_the_first()
    {
        Take(0);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 1UL; i < 1_000_000; i++)
        {
            Take(i);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(4096);
    }

    [Fact]
    public void An_eighth_of_the_table_fits_without_anybody_being_forgotten()
    {
        for (var i = 0UL; i < Some; i++)
        {
            Take(i).ShouldBe(default);
        }

        for (var i = 0UL; i < Some; i++)
        {
            Take(i).Wait.ShouldBeGreaterThan(TimeSpan.Zero);
        }
    }

    [Fact]
    public void A_full_table_refuses_nobody_who_is_new_and_keeps_who_owes_most()
    {
        // Ahead by three requests, and refused.
        var heavy = new Subscriber(true, 0x2001_0DB8_0000_0001);
        while (_table.Take(heavy, Second, 2 * Second).Wait == TimeSpan.Zero)
        {
        }

        var forgotten = 0;
        for (var i = 0UL; i < 20 * ClientTable.Most; i++)
        {
            var decision = Take(i);
            decision.Wait.ShouldBe(TimeSpan.Zero);
            forgotten += decision.HasForgotten ? 1 : 0;
        }

        forgotten.ShouldBeInRange(18 * ClientTable.Most, 20 * ClientTable.Most);
        _table.Take(heavy, Second, 2 * Second).Wait.ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void Clients_whose_time_has_come_make_room_and_are_not_forgotten()
    {
        for (var i = 0UL; i < 3 * ClientTable.Most; i++)
        {
            Take(i);
        }

        _clock.Advance(TimeSpan.FromSeconds(1));
        for (var i = 0UL; i < Some; i++)
        {
            Take(i + (10 * ClientTable.Most)).ShouldBe(default);
        }
    }

    [Fact]
    public void Addresses_whose_halves_cancel_out_do_not_meet()
    {
        // The hash of a 64-bit number is the XOR of its halves: all of these would be one set.
        for (var i = 0UL; i < Some; i++)
        {
            _table.Take(new Subscriber(true, ((0x2001_0000 + i) << 32) | (0x2001_0000 + i)), Second, 0).ShouldBe(default);
        }
    }

    private RateDecision Take(ulong client) => _table.Take(new Subscriber(false, client), Second, 0);
}
