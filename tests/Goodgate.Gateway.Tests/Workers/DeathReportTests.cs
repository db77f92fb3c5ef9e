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
    private const string Recycled = "[28-Nov-2026 00:06:59] NOTICE: [pool www] child 14 exited with code 0 after 9.1 seconds from start";
    private const string Reload = "[28-Nov-2026 00:06:59] NOTICE: Reloading in progress ...";

    private static readonly DateTimeOffset Broke = DateTimeOffset.Parse("2026-11-28T00:06:59.7Z");

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
        var verdict = Told("/srv/slow.php", lines);
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
    public void A_worker_that_has_served_its_requests_has_not_died()
    {
        Find(Read(Recycled, Segfault), "/srv/a.php").ShouldBe(11);
        Find(Read(Recycled), "/srv/a.php").ShouldBeNull();
        Find(Read(Recycled.Replace("code 0", "code 255", StringComparison.Ordinal)), "/srv/a.php").ShouldBe(14);
    }

    // The kernel closes the connection of a process before its parent can write.
    [Fact]
    public void A_death_before_the_connection_broke_is_that_of_another()
    {
        var before = Killed.Replace("00:06:59", "00:06:57", StringComparison.Ordinal);
        Find(Read(before), "/srv/a.php").ShouldBeNull();
        Find(Read(before, Segfault), "/srv/a.php").ShouldBe(11);
    }

    [Fact]
    public void A_death_whose_script_is_named_is_not_that_of_another_script()
    {
        Find(Read(Slow, Ended), "/srv/other.php").ShouldBeNull();
        Find(Read(Slow, Ended), null).ShouldBe(13);

        // FPM keeps 255 bytes of a name.
        var file = "/srv/" + new string('a', 300) + ".php";
        Find(Read(Slow.Replace("/srv/slow.php", file[..255], StringComparison.Ordinal), Ended), file).ShouldBe(13);
    }

    [Fact]
    public void Of_several_that_ended_alike_the_reason_is_known_and_not_the_worker()
    {
        var verdict = Told("/srv/a.php", Segfault + "\n" + Segfault.Replace("child 11", "child 21", StringComparison.Ordinal));
        verdict.Summary.ShouldContain("SIGSEGV, one of 2 workers that ended so");
        verdict.Confidence.ShouldBe(Confidence.Certain);
        Find(Read(Segfault, Segfault.Replace("[pool www]", "[pool shop]", StringComparison.Ordinal)), "/srv/a.php").ShouldBeNull("which pool is meant is not known here");
    }

    // process_control_timeout lets requests outlive the line that tells of a reload.
    [Fact]
    public void A_crash_while_FPM_reloads_is_a_crash()
    {
        var reload = Reload.Replace("00:06:59", "00:06:30", StringComparison.Ordinal);
        Told("/srv/a.php", reload + "\n" + Segfault).Summary.ShouldContain("SIGSEGV");
        Told("/srv/a.php", reload + "\n" + Killed).Summary.ShouldContain("a reload of PHP-FPM");
        Told("/srv/a.php", reload).Summary.ShouldContain("a reload of PHP-FPM");
    }

    [Fact]
    public void The_query_of_a_request_is_withheld()
    {
        var verdict = Told("/srv/slow.php", Slow.Replace("GET /slow.php", "GET /slow.php?reset_key=SECRET&login=bob", StringComparison.Ordinal) + "\n" + Ended);
        var line = verdict.Evidence.Single(fact => fact.Name == "fpm-log").Value;
        line.ShouldEndWith("(request: \"GET /slow.php?(withheld)\") execution timed out (2.004861 sec), terminating");
    }

    [Fact]
    public void A_log_that_tells_of_no_death_explains_none() =>
        Find(Read("[28-Nov-2026 00:06:59] NOTICE: ready to handle connections"), "/srv/a.php").ShouldBeNull();

    private static Verdict Told(string script, string lines)
    {
        var (events, request) = (Read(lines), Request(script));
        return Judge.Decide(DeathReport.Tell(Cut, DeathReport.Alike(DeathReport.Find(events, request, new HashSet<int>()).Deaths), DeathReport.Master(events, request), "2s"));
    }

    private static int? Find(IReadOnlyList<FpmEvent> events, string? script, params int[] workers) => DeathReport.Alike(DeathReport.Find(events, Request(script), workers.ToHashSet()).Deaths)?.Death.Pid;

    private static CutRequest Request(string? script) => new(script, Broke.AddMinutes(-1), Broke);

    private static FpmEvent[] Read(params string[] lines) => [.. lines.SelectMany(line => line.Split('\n')).Select(line => FpmLogLine.Read(line, TimeZoneInfo.Utc)!)];
}
