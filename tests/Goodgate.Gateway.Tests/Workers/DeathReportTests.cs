using Goodgate.Gateway.Fpm.Logs;
using Goodgate.Gateway.Workers;
using Goodgate.Verdicts.Judging;
using Goodgate.Verdicts.Observations;

namespace Goodgate.Gateway.Tests.Workers;

/// <summary>Lines as PHP-FPM 8.2 writes them, and what they mean for a request that was cut short.</summary>
public sealed class DeathReportTests
{
    private const string Segfault = "[28-Nov-2026 00:06:59] WARNING: [pool www] child 11 exited on signal 11 (SIGSEGV) after 4.673525 seconds from start";
    private const string Killed = "[28-Nov-2026 00:06:59] WARNING: [pool www] child 12 exited on signal 9 (SIGKILL) after 4.673525 seconds from start";
    private const string Slow = "[28-Nov-2026 00:06:59] WARNING: [pool www] child 13, script '/srv/slow.php' (request: \"GET /slow.php\") execution timed out (2.004861 sec), terminating";
    private const string Ended = "[28-Nov-2026 00:06:59] WARNING: [pool www] child 13 exited on signal 15 (SIGTERM) after 9.1 seconds from start";
    private const string Reload = "[28-Nov-2026 00:06:59] NOTICE: Reloading in progress ...";

    private static readonly Observation Cut = new()
    {
        Source = Source.Gateway,
        Phase = Phase.FirstByte,
        Happening = Happening.WorkerCrashed,
        Detail = "the connection was closed without FCGI_END_REQUEST",
    };

    [Theory]
    [InlineData(Segfault, "worker-crashed", "SIGSEGV")]
    [InlineData(Killed, "worker-crashed", "out of memory")]
    [InlineData(Slow + "\n" + Ended, "worker-killed-by-timeout", "request_terminate_timeout = 2s")]
    [InlineData(Reload, "worker-crashed", "a reload of PHP-FPM ended the worker")]
    public void A_death_is_told_by_the_log(string lines, string cause, string words)
    {
        var events = Read(lines);
        var verdict = Judge.Decide(DeathReport.Tell(Cut, DeathReport.Find(events, "/srv/slow.php", new HashSet<int>()), events, "2s"));
        verdict.Cause.Id.ShouldBe(cause);
        verdict.Summary.ShouldContain(words);
        verdict.Evidence.Single(fact => fact.Name == "fpm-log").Value.ShouldBe(lines.Split('\n')[0]);
    }

    [Fact]
    public void Of_two_in_one_second_the_script_or_the_worker_tells_which_is_meant()
    {
        var events = Read(Segfault, Slow, Ended);
        Find(events, "/srv/slow.php").ShouldBe(13);
        Find(events, "/srv/other.php").ShouldBe(11);
        var both = Read(Segfault, Killed);
        Find(both, "/srv/other.php").ShouldBeNull();
        Find(both, "/srv/other.php", 12).ShouldBe(12);
    }

    [Fact]
    public void A_worker_that_ends_as_it_should_is_no_reason()
    {
        const string Recycled = "[28-Nov-2026 00:06:59] NOTICE: [pool www] child 14 exited with code 0 after 4.673525 seconds from start";
        Find(Read(Recycled, Segfault), "/srv/a.php").ShouldBe(11);
        Find(Read(Recycled), "/srv/a.php").ShouldBeNull();
    }

    [Fact]
    public void A_limit_of_time_that_ended_another_script_is_no_reason() => Find(Read(Slow, Ended), "/srv/a.php").ShouldBeNull();

    [Fact]
    public void A_log_that_tells_of_no_death_explains_none() =>
        Find(Read("[28-Nov-2026 00:06:59] NOTICE: ready to handle connections"), "/srv/a.php").ShouldBeNull();

    private static int? Find(IReadOnlyList<FpmEvent> events, string script, params int[] workers) => DeathReport.Find(events, script, workers.ToHashSet())?.Pid;

    private static FpmEvent[] Read(params string[] lines) =>
        [.. lines.SelectMany(line => line.Split('\n')).Select(line => FpmLogLine.Read(line, TimeZoneInfo.Utc)! with { Line = line })];
}
