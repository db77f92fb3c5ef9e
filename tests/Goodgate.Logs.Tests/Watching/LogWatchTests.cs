using Goodgate.Logs.Running;
using Goodgate.Logs.Tests.Following;
using Goodgate.Logs.Watching;

namespace Goodgate.Logs.Tests.Watching;

/// <summary>Positions and counts that are kept together.</summary>
public sealed class LogWatchTests : IDisposable
{
    private const string Refused = "2026/11/28 09:00:00 [error] 7#7: *1 connect() failed (111: Connection refused) while connecting to upstream, client: 203.0.113.7, server: a.test, request: \"GET /a HTTP/1.1\", upstream: \"http://10.0.0.7:80/a\", host: \"a.test\"\n";
    private const string Fine = "203.0.113.7 - - [28/Nov/2026:09:00:00 +0000] \"GET /a HTTP/1.1\" 200 5 \"-\" \"test\"\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("goodgate-watch-").FullName;
    private readonly List<string> _troubles = [];
    private readonly List<WatchFinding> _found = [];

    private string Log => Path.Combine(_folder, "a.log");

    private string State => Path.Combine(_folder, WatchMemory.FileName);

    [Fact]
    public void Lines_are_counted_once_over_two_runs()
    {
        File.WriteAllText(Log, "old\n");
        using (var first = Watch(out _))
        {
            Look(first);
            File.AppendAllText(Log, Refused + Fine);
            Look(first);
            first.Save([]).ShouldBeNull();
        }

        File.AppendAllText(Log, Fine + Refused + "half");
        using var second = Watch(out var isKnown);
        isKnown.ShouldBeTrue();
        Look(second);
        var counts = second.Counts;
        (counts.Lines, counts.Known, counts.Quiet, counts.Failures["connect-refused operator"]).ShouldBe((4, 4, 2, 2));
        _found.Select(one => one.Where).ShouldBe(["a.log:2", "a.log:5"]);
    }

    [Fact]
    public void Bursts_under_way_are_remembered()
    {
        File.WriteAllText(Log, "");
        var board = new BurstBoard();
        using (var first = Watch(out _))
        {
            Look(first);
            File.AppendAllText(Log, Refused);
            Look(first);
            BoardTimes.Add(board, _found[0], Judged.Now.AddDays(30));
            first.Save(board.Open).ShouldBeNull();
        }

        var burst = WatchMemory.Read(_folder, out var problem).Open.ShouldHaveSingleItem();
        problem.ShouldBeNull();
        (burst.CauseId, burst.About, burst.Lines, burst.Where).ShouldBe(("connect-refused", "10.0.0.7:80", 1, "a.log:1"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("{\"Version\":1}")]
    [InlineData("44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a\n{")]
    public void A_damaged_memory_is_set_aside_and_said(string damaged)
    {
        File.WriteAllText(State, damaged);
        File.WriteAllText(Log, Refused);
        using var watch = Watch(out var isKnown);
        isKnown.ShouldBeFalse();
        Look(watch);
        watch.Counts.Lines.ShouldBe(0);
        _troubles.ShouldHaveSingleItem().ShouldContain("is damaged, and was set aside as watch.state.damaged");
        File.ReadAllText(State + ".damaged").ShouldBe(damaged);
    }

    [Fact]
    public void One_changed_figure_is_damage()
    {
        File.WriteAllText(Log, "");
        using (var first = Watch(out _))
        {
            Look(first);
            first.Save([], always: true).ShouldBeNull();
        }

        File.WriteAllText(State, File.ReadAllText(State).Replace("\"Lines\":0", "\"Lines\":7", StringComparison.Ordinal));
        WatchMemory.Read(_folder, out var problem);
        problem.ShouldNotBeNull();
    }

    [Fact]
    public void A_memory_of_a_later_version_is_left_as_it_is()
    {
        Rewrite(json => json.Replace("\"Version\":1", "\"Version\":2", StringComparison.Ordinal));
        var before = File.ReadAllText(State);
        Should.Throw<IOException>(() => WatchMemory.Read(_folder, out _)).Message.ShouldContain("was written by a later goodgate (its version is 2");
        File.ReadAllText(State).ShouldBe(before);
    }

    [Fact]
    public void A_cause_that_is_not_known_costs_its_burst_only()
    {
        Rewrite(json => json.Replace("\"CauseId\":\"connect-refused\"", "\"CauseId\":\"of-tomorrow\"", StringComparison.Ordinal));
        var memory = WatchMemory.Read(_folder, out var problem);
        problem.ShouldBeNull();
        memory.Open.ShouldBeEmpty();
        memory.IsKnown.ShouldBeTrue();
    }

    [Theory]
    [InlineData("Bursts")]
    [InlineData("Logs")]
    [InlineData("Counts")]
    public void A_memory_without_something_is_damaged(string name)
    {
        Rewrite(json =>
        {
            var record = System.Text.Json.Nodes.JsonNode.Parse(json)!;
            record[name] = null;
            return record.ToJsonString();
        });
        WatchMemory.Read(_folder, out var problem);
        problem.ShouldNotBeNull().ShouldContain("is damaged");
    }

    [Fact]
    public void Logs_that_are_not_followed_this_time_are_remembered_for_the_next()
    {
        File.WriteAllText(Log, "");
        using (var first = Watch(out _))
        {
            Look(first);
            first.Save([], always: true);
        }

        using (var other = new LogWatch(new LogOptions { Now = Judged.Now }, WatchMemory.Read(_folder, out _), new EarlyClock()))
        {
            other.Follow("b.log", Path.Combine(_folder, "b.log"), fromStart: false);
            Look(other);
            other.Save([], always: true);
        }

        File.AppendAllText(Log, Refused);
        using var second = Watch(out var isKnown);
        isKnown.ShouldBeTrue();
        Look(second);
        second.Counts.Lines.ShouldBe(1);
    }

    [Fact]
    public void A_memory_that_cannot_be_written_is_said_and_kept_later()
    {
        File.WriteAllText(Log, "");
        using var watch = Watch(out _);
        Look(watch);
        Directory.CreateDirectory(State + ".new");
        watch.Save([], always: true).ShouldNotBeNull();
        Directory.Delete(State + ".new");
        watch.Save([], always: true).ShouldBeNull();
    }

    [Fact]
    public void A_log_of_unknown_format_is_told_once()
    {
        File.WriteAllText(Log, "");
        using var watch = Watch(out _);
        Look(watch);
        for (var i = 0; i < 100; i++)
        {
            File.AppendAllText(Log, "what is this\n");
            Look(watch);
        }

        _troubles.ShouldHaveSingleItem().ShouldStartWith("a.log: unknown format so far; tried ");
        watch.Counts.Skipped["UnknownFormat"].ShouldBe(100);
    }

    [Fact]
    public void Folders_and_pipes_are_refused()
    {
        LogWatch.Refusal(_folder).ShouldBe("it is a folder; a file is expected");
        LogWatch.Refusal("/dev/null").ShouldBe("it is a device; a file is expected");
        LogWatch.Refusal(Log).ShouldBeNull();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // A memory with one log and one burst, changed and with a sum that fits.
    private void Rewrite(Func<string, string> change)
    {
        File.WriteAllText(Log, "");
        var board = new BurstBoard();
        using (var first = Watch(out _))
        {
            Look(first);
            File.AppendAllText(Log, Refused);
            Look(first);
            BoardTimes.Add(board, _found[0], Judged.Now.AddDays(30));
            first.Save(board.Kept).ShouldBeNull();
        }

        var json = File.ReadAllLines(State)[1];
        var changed = change(json);
        changed.ShouldNotBe(json);
        File.WriteAllText(State, $"{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(changed)))}\n{changed}\n");
    }

    private LogWatch Watch(out bool isKnown)
    {
        var memory = WatchMemory.Read(_folder, out var problem);
        if (problem is not null)
        {
            _troubles.Add(problem);
        }

        var watch = new LogWatch(new LogOptions { Now = Judged.Now }, memory, new EarlyClock()) { Found = _found.Add, Trouble = _troubles.Add };
        isKnown = watch.Follow("a.log", Log, fromStart: false);
        return watch;
    }

    private static void Look(LogWatch watch)
    {
        while (watch.Look(CancellationToken.None))
        {
        }
    }
}
