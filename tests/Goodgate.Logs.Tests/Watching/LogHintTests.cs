using Goodgate.Logs.Following;
using Goodgate.Logs.Running;
using Goodgate.Logs.Watching;

namespace Goodgate.Logs.Tests.Watching;

/// <summary>Logs that cannot be read, or whose times are of another zone: told once.</summary>
public sealed class LogHintTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 28, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_format_that_is_changed_is_told_once()
    {
        var check = new FormatCheck();
        check.Add("a.log", Block(known: 5000, unknown: 40)).ShouldBeNull();
        check.Add("a.log", Block(known: 0, unknown: 999)).ShouldBeNull();
        check.Add("a.log", Block(known: 0, unknown: 1)).ShouldNotBeNull().ShouldStartWith("a.log: its format has changed: the last 1000 lines are of none that is known");
        check.Add("a.log", Block(known: 0, unknown: 5000)).ShouldBeNull();
    }

    [Fact]
    public void A_log_of_much_else_is_not_told()
    {
        var check = new FormatCheck();
        for (var i = 0; i < 20; i++)
        {
            check.Add("app.log", Block(known: 1, unknown: 0)).ShouldBeNull();
            check.Add("app.log", Block(known: 0, unknown: i < 2 ? 900 : 2000)).ShouldBeNull();
        }
    }

    [Theory]
    [InlineData(300, "a.log: its times are 5:00 hours behind")]
    [InlineData(-330, "a.log: its times are 5:30 hours ahead")]
    public void Times_of_another_zone_are_told_once(int minutes, string expected)
    {
        var hint = new ZoneHint();
        var told = new List<string>();
        for (var i = 0; i < 100; i++)
        {
            var now = Start.AddSeconds(i);
            told.AddRange(hint.Add("a.log", now.AddMinutes(-minutes).AddSeconds(-1 - (i % 3)), new Moment(now, TimeSpan.FromSeconds(i))) is { } one ? [one] : []);
        }

        told.ShouldHaveSingleItem().ShouldStartWith(expected);
    }

    [Fact]
    public void Old_lines_and_lines_that_were_held_back_are_of_no_other_zone()
    {
        var hint = new ZoneHint();
        for (var i = 0; i < 1000; i++)
        {
            // An hour of lines in a second; then lines that come up to five minutes late.
            hint.Add("old.log", Start.AddSeconds(i * 4), new Moment(Start.AddHours(9), TimeSpan.FromMilliseconds(i))).ShouldBeNull();
            hint.Add("held.log", Start.AddSeconds(i - (i % 300)), new Moment(Start.AddSeconds(i), TimeSpan.FromSeconds(i))).ShouldBeNull();
        }
    }

    private static BlockResult Block(long known, int unknown)
    {
        var block = new BlockResult { Known = known, FirstUnknown = "what is this" };
        for (var i = 0; i < unknown; i++)
        {
            block.Skips.Add(SkipReason.UnknownFormat);
        }

        return block;
    }
}
