using Goodgate.Logs.Judging;
using Goodgate.Logs.Watching;

namespace Goodgate.Logs.Tests.Watching;

/// <summary>Storms in a handful of lines.</summary>
public sealed class BurstBoardTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 28, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Ten_thousand_failures_are_told_in_four_lines()
    {
        var board = new BurstBoard();
        var told = new List<BurstNews>();
        for (var i = 0; i < 10_000; i++)
        {
            var now = Start.AddMilliseconds(i * 10);
            board.Add(Refused("10.0.0.7:80", now, $"/{i}"), now);
            told.AddRange(board.Due(now));
        }

        told.AddRange(board.Due(Start.AddMinutes(5)));
        told.Select(one => one.Stage).ShouldBe([BurstStage.Begins, BurstStage.GoesOn, BurstStage.GoesOn, BurstStage.Over]);
        told[^1].Burst.Count.ShouldBe(10_000);
        (told[^1].Burst.First, told[^1].Burst.Last).ShouldBe((Start, Start.AddMilliseconds(99_990)));
        board.Open.ShouldBeEmpty();
    }

    [Fact]
    public void Servers_are_told_apart_and_too_many_of_them_are_not()
    {
        var board = new BurstBoard();
        for (var i = 0; i < 1000; i++)
        {
            board.Add(Refused($"10.0.0.{i}:80", Start, "/"), Start);
        }

        board.Due(Start).Count.ShouldBe(21);
        board.Open.Sum(one => one.Count).ShouldBe(1000);
    }

    [Fact]
    public void One_failure_is_told_once()
    {
        var board = new BurstBoard();
        board.Add(Refused("a:80", Start, "/"), Start);
        board.Due(Start).ShouldHaveSingleItem().Stage.ShouldBe(BurstStage.Begins);
        board.Due(Start.AddMinutes(2)).ShouldBeEmpty();
        board.Open.ShouldBeEmpty();
    }

    [Fact]
    public void What_was_over_before_it_could_be_told_is_told_once_with_its_own_times()
    {
        var board = new BurstBoard();
        var now = Start.AddHours(3);
        board.Add(Refused("a:80", Start, "/1"), now);
        board.Add(Refused("a:80", Start.AddSeconds(30), "/2"), now);
        board.Add(Refused("a:80", Start.AddHours(1), "/3"), now);
        var told = board.Due(now);
        told.Select(one => (one.Stage, one.Burst.First, one.Burst.Last, one.Burst.Count)).ShouldBe(
        [
            (BurstStage.Over, Start, Start.AddSeconds(30), 2),
            (BurstStage.Over, Start.AddHours(1), Start.AddHours(1), 1),
        ]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_access_line_takes_the_cause_of_its_error_line_whichever_comes_first(bool errorFirst)
    {
        var board = new BurstBoard();
        var (error, access) = (Refused("a:80", Start, "/cart"), Access(Start, "/cart"));
        board.Add(errorFirst ? error : access, Start);
        board.Add(errorFirst ? access : error, Start.AddSeconds(1));
        board.Due(Start.AddSeconds(3));
        var burst = board.Open.ShouldHaveSingleItem();
        (burst.CauseId, burst.Lines, burst.Requests).ShouldBe(("connect-refused", 1, 1));
    }

    [Fact]
    public void An_access_line_without_an_error_line_stands_for_itself_after_a_moment()
    {
        var board = new BurstBoard();
        board.Add(Refused("a:80", Start, "/other"), Start);
        board.Add(Access(Start, "/cart"), Start);
        board.Due(Start.AddSeconds(1)).ShouldHaveSingleItem();
        board.Due(Start.AddSeconds(2)).ShouldHaveSingleItem().Burst.CauseId.ShouldBe("undetermined");
    }

    [Fact]
    public void At_the_end_nothing_waits()
    {
        var board = new BurstBoard();
        board.Add(Access(Start, "/cart"), Start);
        board.Due(Start, all: true).ShouldHaveSingleItem().Burst.Requests.ShouldBe(1);
    }

    private static WatchFinding Refused(string server, DateTimeOffset time, string path) => Seen(
        $"{time:yyyy/MM/dd HH:mm:ss} [error] 7#7: *1 connect() failed (111: Connection refused) while connecting to upstream, client: 203.0.113.7, server: a.test, request: \"GET {path} HTTP/1.1\", upstream: \"http://{server}{path}\", host: \"a.test\"", time);

    private static WatchFinding Access(DateTimeOffset time, string path) =>
        Seen($"203.0.113.7 - - [{time:dd/MMM/yyyy:HH:mm:ss} +0000] \"GET {path} HTTP/1.1\" 502 157 \"-\" \"test\"", time);

    // As the readers of the formats see it; times of lines have whole seconds, so the finer ones are set again.
    private static WatchFinding Seen(string line, DateTimeOffset time)
    {
        var seen = Judged.Line(line)! with { Time = time };
        return new WatchFinding("error.log:1", seen, LineVerdict.Of(seen));
    }
}
