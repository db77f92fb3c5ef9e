using Goodgate.Logs.Following;
using Goodgate.Logs.Watching;

namespace Goodgate.Logs.Tests.Watching;

/// <summary>What is kept of logs that are followed no more.</summary>
public sealed class WatchRecordTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 28, 9, 0, 0, TimeSpan.Zero);
    private static readonly Dictionary<string, List<FileMark>?> Nothing = [];

    [Fact]
    public void A_log_is_forgotten_thirty_days_after_it_was_followed_last()
    {
        var record = new WatchRecord();
        record.Logs["/a.log"] = [];
        var later = Next(Next(record, Now), Now.AddDays(29));
        later.Logs.ShouldContainKey("/a.log");
        Next(later, Now.AddDays(31)).Logs.ShouldBeEmpty();
    }

    [Fact]
    public void Followed_again_it_is_kept()
    {
        var record = new WatchRecord();
        record.Logs["/a.log"] = [];
        var left = Next(record, Now);
        var again = left.Next(new WatchCounts(), new Dictionary<string, List<FileMark>?> { ["/a.log"] = null }, [], Now.AddDays(29));
        again.Left.ShouldBeEmpty();
        Next(again, Now.AddDays(40)).Logs.ShouldContainKey("/a.log");
    }

    [Fact]
    public void Of_many_the_last_ones_are_kept()
    {
        var record = new WatchRecord();
        for (var i = 0; i < 10_001; i++)
        {
            record.Logs[$"/{i}.log"] = [];
            record.Left[$"/{i}.log"] = Now.AddSeconds(i);
        }

        var next = Next(record, Now.AddDays(1));
        (next.Logs.Count, next.Logs.ContainsKey("/0.log")).ShouldBe((10_000, false));
    }

    private static WatchRecord Next(WatchRecord record, DateTimeOffset now) => record.Next(new WatchCounts(), Nothing, [], now);
}
