using Goodgate.Gateway.Cache.Fetching;

namespace Goodgate.Gateway.Tests.Cache;

/// <summary>Keys that nobody waits for.</summary>
public sealed class PassTableTests
{
    private readonly ManualClock _time = new();

    [Fact]
    public void What_it_knows_ends_after_two_minutes_and_what_was_found_stays()
    {
        var table = new PassTable(_time);
        table.Add("https://a.test/1", "guarded");
        (table.Has("https://a.test/1"), table.Why("https://a.test/1"), table.Has("https://a.test/2")).ShouldBe((true, "guarded", false));
        _time.Advance(TimeSpan.FromMinutes(3));
        (table.Has("https://a.test/1"), table.Why("https://a.test/1")).ShouldBe((false, "guarded"));
        table.Remove("https://a.test/1");
        table.Why("https://a.test/1").ShouldBeNull();
    }

    // Anybody can ask for addresses that he makes up, each of 8 KiB.
    [Theory]
    [InlineData(20, 60_000)]
    [InlineData(8_000, 2_000)]
    public void However_long_the_keys_are_it_takes_no_more_memory(int length, int count)
    {
        var table = new PassTable(_time);
        var most = 0;
        for (var i = 0; i < count; i++)
        {
            table.Add($"{i}{new string('x', length)}");
            most = Math.Max(most, table.Count);
        }

        ((long)most * length).ShouldBeLessThan(3 * 1024 * 1024);
        most.ShouldBeGreaterThan(length < 100 ? 15_000 : 200, "it is of use");
        table.Has($"{count - 1}{new string('x', length)}").ShouldBeTrue("the last one is known");
    }

    [Fact]
    public void What_was_taken_out_makes_room()
    {
        var table = new PassTable(_time);
        table.Add("kept");
        for (var i = 0; i < 60_000; i++)
        {
            table.Add($"{i}");
            table.Remove($"{i}");
        }

        table.Has("kept").ShouldBeTrue();
    }
}
