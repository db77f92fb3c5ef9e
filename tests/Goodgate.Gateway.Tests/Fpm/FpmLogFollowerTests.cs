using System.Diagnostics;
using System.Runtime.Versioning;
using Goodgate.Gateway.Fpm.Files;
using Goodgate.Gateway.Fpm.Logs;

namespace Goodgate.Gateway.Tests.Fpm;

public sealed class FpmLogFollowerTests : IDisposable
{
    private readonly FpmFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Each_line_is_read_once_and_only_whole()
    {
        var path = _folder.Write("fpm.log", Line(1) + Line(2));
        var log = new FpmLogFollower(path, TimeZoneInfo.Utc);
        Pids(log).ShouldBe([1, 2]);
        Pids(log).ShouldBeEmpty();
        File.AppendAllText(path, Line(3) + Line(4)[..^20]);
        Pids(log).ShouldBe([3]);
        File.AppendAllText(path, Line(4)[^20..]);
        Pids(log).ShouldBe([4]);
    }

    [Fact]
    public void A_log_that_was_rotated_or_cut_is_read_from_its_beginning()
    {
        var path = _folder.Write("fpm.log", Line(1) + Line(2));
        var log = new FpmLogFollower(path, TimeZoneInfo.Utc);
        Pids(log).ShouldBe([1, 2]);
        File.Move(path, path + ".1");
        File.WriteAllText(path, Line(3) + Line(4) + Line(5));
        Pids(log).ShouldBe([3, 4, 5]);
        File.WriteAllText(path, Line(6));
        Pids(log).ShouldBe([6]);
        File.Delete(path);
        log.ReadOn(default).Problem.ShouldBe("no such file");
    }

    [Fact]
    public void Of_what_was_written_in_between_the_end_counts()
    {
        var path = _folder.Write("fpm.log", Line(1));
        var log = new FpmLogFollower(path, TimeZoneInfo.Utc);
        Pids(log).ShouldBe([1]);
        File.AppendAllText(path, string.Concat(Enumerable.Range(100_000, 20_000).Select(Line)));
        var pids = Pids(log);
        pids.Count.ShouldBeInRange(1000, FpmLogFollower.MostBytes / Line(100_000).Length);
        pids[^1].ShouldBe(119_999);
    }

    [Fact]
    public void Older_lines_are_not_read()
    {
        var path = _folder.Write("fpm.log", Line(1) + Line(2).Replace("00:06:59", "00:07:01", StringComparison.Ordinal) + "more of it\n");
        new FpmLogFollower(path, TimeZoneInfo.Utc).ReadOn(DateTimeOffset.Parse("2026-11-28T00:07:01.9Z")).Events.ShouldHaveSingleItem().Pid.ShouldBe(2);
    }

    // open(2) of a pipe waits for a writer, and of the one that was read nothing is left.
    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void What_is_no_file_is_never_opened()
    {
        var pipe = Path.Combine(_folder.Path, "pipe");
        using (var make = Process.Start("mkfifo", [pipe]))
        {
            make.WaitForExit();
        }

        new FpmLogFollower(pipe, TimeZoneInfo.Utc).ReadOn(default).Problem.ShouldBe("it is a pipe or a device, and can be read once at most");
        PlainFile.Problem(pipe).ShouldNotBeNull().ShouldStartWith("it is a pipe");
        PlainFile.Problem("/dev/null").ShouldNotBeNull().ShouldStartWith("it is a pipe");
        PlainFile.Problem("/proc/self/fd/2").ShouldNotBeNull().ShouldStartWith("it is the output of Goodgate itself");
        PlainFile.Problem(_folder.Path).ShouldBe("it is a folder");
        FpmConfiguration.Read(pipe).Problems.ShouldHaveSingleItem().Message.ShouldContain("it is a pipe");
        PlainFile.Instead(_folder.Path + "/none").ShouldBeNull();
        PlainFile.Problem(_folder.Path + "/none").ShouldBe("no such file");
        PlainFile.Problem(_folder.Path + "/none/none").ShouldNotBeNull().ShouldStartWith("no such folder");
    }

    [Fact]
    public async Task Who_asks_while_it_is_read_gets_the_same()
    {
        var clock = new ManualClock();
        using var gate = new ManualResetEventSlim();
        var log = new RecentEvents(_ =>
        {
            gate.Wait();
            return new LogReading([FpmLogLine.Read(Line(1)[..^1], TimeZoneInfo.Utc)! with { Time = clock.GetUtcNow() }], null);
        }, clock);
        var looks = Enumerable.Range(0, 40).Select(_ => log.LookAsync()).ToList();
        looks.ShouldAllBe(look => look == looks[0]);
        gate.Set();
        (await looks[0]).Events.Count.ShouldBe(1);

        // And not again at once.
        var next = log.LookAsync();
        await clock.TimersAsync(RecentEvents.BetweenLooks, 1);
        next.IsCompleted.ShouldBeFalse();
        clock.Advance(RecentEvents.BetweenLooks);
        (await next).Events.Count.ShouldBe(2);
        clock.Advance(TimeSpan.FromMinutes(11));
        (await log.LookAsync()).Events.Count.ShouldBe(1, "nobody asks for what is so old");
    }

    private static string Line(int pid) => $"[28-Nov-2026 00:06:59] WARNING: [pool www] child {pid} exited on signal 11 (SIGSEGV) after 0.412103 seconds from start\n";

    private static List<int?> Pids(FpmLogFollower log) => [.. log.ReadOn(default).Events.Select(one => one.Pid)];
}
