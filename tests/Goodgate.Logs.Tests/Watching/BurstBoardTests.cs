using Goodgate.Logs.Following;
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
        var board = new BurstBoard { IsCatchingUp = true };
        var now = Start.AddHours(3);
        board.Add(Refused("a:80", Start, "/1"), now);
        board.Add(Refused("a:80", Start.AddSeconds(30), "/2"), now);
        board.Add(Refused("a:80", Start.AddHours(1), "/3"), now);
        board.Due(now).ShouldBeEmpty();
        board.IsCatchingUp = false;
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

    [Fact]
    public void Lines_of_another_zone_begin_and_end_by_when_they_come()
    {
        var board = new BurstBoard();
        var stages = new List<BurstStage>();
        for (var i = 0; i < 200; i++)
        {
            var now = Start.AddMilliseconds(i * 400);
            board.Add(Refused("a:80", now.AddHours(-5), $"/{i}"), now);
            stages.AddRange(board.Due(now).Select(one => one.Stage));
        }

        stages.AddRange(board.Due(Start.AddMinutes(3)).Select(one => one.Stage));
        stages.ShouldBe([BurstStage.Begins, BurstStage.GoesOn, BurstStage.GoesOn, BurstStage.Over]);
    }

    [Fact]
    public void Two_logs_whose_times_differ_by_hours_are_two_bursts_and_not_one_a_line()
    {
        var board = new BurstBoard();
        var told = new List<BurstNews>();
        for (var i = 0; i < 50; i++)
        {
            var now = Start.AddSeconds(i);
            board.Add(Refused("a:80", now, "/"), now);
            board.Add(Refused("a:80", now.AddHours(-2), "/"), now);
            told.AddRange(board.Due(now));
        }

        told.Count(one => one.Stage == BurstStage.Begins).ShouldBe(2);
        told.ShouldNotContain(one => one.Stage == BurstStage.Over);
        board.Open.Select(one => one.Last - one.First).ShouldBe([TimeSpan.FromSeconds(49), TimeSpan.FromSeconds(49)]);
    }

    [Fact]
    public void A_clock_that_is_set_back_holds_nothing_up()
    {
        var board = new BurstBoard();
        board.Add(Refused("a:80", Start, "/other"), new Moment(Start, TimeSpan.Zero));
        board.Add(Access(Start, "/cart"), new Moment(Start, TimeSpan.Zero));
        board.Due(new Moment(Start, TimeSpan.Zero)).ShouldHaveSingleItem();
        var back = Start.AddHours(-1);
        board.Due(new Moment(back, TimeSpan.FromSeconds(2))).ShouldHaveSingleItem().Burst.CauseId.ShouldBe("undetermined");
        board.Due(new Moment(back, TimeSpan.FromSeconds(62)));
        board.Open.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Old_lines_join_whichever_file_is_read_first(bool errorsFirst)
    {
        var board = new BurstBoard { IsCatchingUp = true };
        var now = Start.AddHours(9);
        DateTimeOffset[] times = [Start, Start.AddHours(1)];
        var errors = times.SelectMany(time => Enumerable.Range(0, 3).Select(i => Refused("a:80", time, $"/{i}"))).ToList();
        var accesses = times.SelectMany(time => Enumerable.Range(0, 3).Select(i => Access(time, $"/{i}"))).ToList();
        foreach (var one in errorsFirst ? errors.Concat(accesses) : accesses.Concat(errors))
        {
            board.Add(one, now);
        }

        board.IsCatchingUp = false;
        board.Due(now.AddSeconds(3)).Select(one => (one.Stage, one.Burst.CauseId, one.Burst.First, one.Burst.Lines, one.Burst.Requests)).ShouldBe(
        [
            (BurstStage.Over, "connect-refused", Start, 3, 3),
            (BurstStage.Over, "connect-refused", Start.AddHours(1), 3, 3),
        ]);
    }

    [Fact]
    public void What_waits_is_kept_for_a_restart()
    {
        var board = new BurstBoard();
        board.Add(Access(Start, "/cart"), Start);
        board.Add(Access(Start, "/home"), Start);
        board.Open.ShouldBeEmpty();
        var kept = board.Kept.ShouldHaveSingleItem();
        (kept.CauseId, kept.Requests, kept.Told).ShouldBe(("undetermined", 2, 0));

        // And it is told by the next run, once.
        var next = new BurstBoard(board.Kept) { IsCatchingUp = true };
        next.IsCatchingUp = false;
        next.Due(Start.AddHours(1)).ShouldHaveSingleItem().Burst.Requests.ShouldBe(2);
        next.Open.ShouldBeEmpty();
    }

    [Fact]
    public void Long_lines_do_not_wait_beyond_measure()
    {
        var board = new BurstBoard();
        for (var i = 0; i < 1000; i++)
        {
            var access = Access(Start, "/");
            board.Add(access with { Seen = access.Seen with { Target = $"/{i}?{new string('x', 28_000)}" } }, Start);
        }

        board.Open.Sum(one => one.Count).ShouldBeInRange(800, 999);
        board.Due(Start, all: true);
        board.Open.Sum(one => one.Count).ShouldBe(1000);
    }

    [Fact]
    public void System_and_party_are_those_of_the_surest_line()
    {
        var board = new BurstBoard();
        var sure = Refused("a:80", Start, "/");
        var unsure = sure with { Where = "other.log:9", Seen = sure.Seen with { System = "other" }, Verdict = sure.Verdict with { Confidence = Goodgate.Verdicts.Judging.Confidence.Undetermined } };
        board.Add(unsure, Start);
        board.Add(sure, Start);
        var burst = board.Open.ShouldHaveSingleItem();
        (burst.System, burst.Where).ShouldBe((sure.Seen.System, "error.log:1"));
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
