using Goodgate.Gateway.Fpm.Logs;

namespace Goodgate.Gateway.Tests.Fpm;

/// <summary>FPM's own log says why a worker is gone. The lines are those of PHP 8.2.36.</summary>
public sealed class FpmLogTests : IDisposable
{
    private const string Log = """
        [28-Nov-2026 00:06:54] NOTICE: fpm is running, pid 22929
        [28-Nov-2026 00:06:54] NOTICE: ready to handle connections
        [28-Nov-2026 00:06:57] WARNING: [pool www] child 22932, script '/srv/www/sleep.php' (request: "GET /sleep.php?s=10") executing too slow (1.241856 sec), logging
        [28-Nov-2026 00:06:57] NOTICE: child 22932 stopped for tracing
        [28-Nov-2026 00:06:59] WARNING: [pool www] child 22932, script '/srv/www/sleep.php' (request: "GET /sleep.php?s=10") execution timed out (3.243034 sec), terminating
        [28-Nov-2026 00:06:59] WARNING: [pool www] child 22931, script '/srv/www/other.php' (request: "GET /other.php?tok="a") execution timed out (3.242991 sec), terminating
        [28-Nov-2026 00:06:59] WARNING: [pool www] child 22932 exited on signal 15 (SIGTERM) after 4.673525 seconds from start
        [28-Nov-2026 00:06:59] NOTICE: [pool www] child 23157 started
        [28-Nov-2026 00:06:59] WARNING: [pool www] child 22931 exited on signal 15 (SIGTERM) after 4.680268 seconds from start
        [28-Nov-2026 00:06:59] WARNING: [pool www] child 23158 exited on signal 11 (SIGSEGV) after 0.412103 seconds from start
        [28-Nov-2026 00:07:01] NOTICE: Reloading in progress ...

        """;

    private readonly FpmFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("WARNING: [pool www] child 7 exited on signal 11 (SIGSEGV - core dumped) after 0.4 seconds from start", FpmEventKind.Killed)]
    [InlineData("WARNING: [pool www] child 7 exited with code 3 after 1.5 seconds from start", FpmEventKind.Exited)]
    [InlineData("WARNING: [pool www] server reached pm.max_children setting (5), consider raising it", FpmEventKind.MaxChildren)]
    [InlineData("WARNING: [pool www] server reached max_children setting (5), consider raising it", FpmEventKind.MaxChildren)]
    [InlineData("WARNING: [pool www] seems busy (you may need to increase pm.start_servers, or pm.min/max_spare_servers), spawning 8 children, there are 0 idle, and 4 total children", FpmEventKind.Busy)]
    [InlineData("WARNING: The maximum number of processes has been reached. Please review your configuration and consider raising 'process.max'", FpmEventKind.ProcessMax)]
    [InlineData("NOTICE: Reloading in progress ...", FpmEventKind.Reloading)]
    [InlineData("WARNING: failed processes threshold (10 in 60 sec) is reached, initiating reload", FpmEventKind.CrashStorm)]
    [InlineData("NOTICE: Terminating ...", FpmEventKind.Stopping)]
    [InlineData("NOTICE: Finishing ...", FpmEventKind.Stopping)]
    [InlineData("ERROR: unable to bind listening socket for address '/run/x.sock': Address already in use (98)", FpmEventKind.Failed)]
    [InlineData("WARNING: [pool www] child 7 said into stderr: \"NOTICE: PHP message: PHP Fatal error:  x\"", FpmEventKind.Output)]
    [InlineData("WARNING: pid 5, fpm_children_bury(), line 259: [pool www] child 7 exited on signal 9 (SIGKILL) after 0.4 seconds from start", FpmEventKind.Killed)]
    public void Every_message_has_its_kind(string message, FpmEventKind kind)
    {
        var read = FpmLogLine.Read("[28-Nov-2026 00:06:59.123456] " + message, TimeZoneInfo.Utc).ShouldNotBeNull();
        read.Kind.ShouldBe(kind);
        read.Time.ShouldBe(new DateTimeOffset(2026, 11, 28, 0, 6, 59, 123, 456, TimeSpan.Zero));
        (read.Pool == "www").ShouldBe(message.Contains("[pool www]", StringComparison.Ordinal));
    }

    [Fact]
    public void Two_workers_that_die_in_one_second_are_told_apart()
    {
        var events = Since("00:06:59");
        var one = FpmLogTail.DeathOf(events, 22932).ShouldNotBeNull();
        (one.SignalName, one.Script, one.Request, one.Lasted).ShouldBe(("SIGTERM", "/srv/www/sleep.php", "GET /sleep.php", TimeSpan.FromSeconds(4.673525)));
        FpmLogTail.DeathOf(events, 22931)!.Script.ShouldBe("/srv/www/other.php");
        var crash = FpmLogTail.DeathOf(events, 23158)!;
        (crash.Signal, crash.SignalName, crash.Script).ShouldBe((11, "SIGSEGV", null));
        FpmLogTail.DeathOf(events, null).ShouldBeNull("three died: nobody can say which one it was");
        FpmLogTail.DeathOf(events, 1).ShouldBeNull();
    }

    [Fact]
    public void Only_what_is_new_counts()
    {
        Since("00:07:00").ShouldHaveSingleItem().Kind.ShouldBe(FpmEventKind.Reloading);
        Since("00:07:02").ShouldBeEmpty();
        Since("00:00:00").Count.ShouldBe(8);
    }

    // The client chooses the text of its request.
    [Fact]
    public void A_request_cannot_pretend_to_be_another_line()
    {
        var line = "[28-Nov-2026 00:06:59] WARNING: [pool www] child 5, script '/a.php' (request: \"GET /') (request: \"GET /x\") execution timed out (9.0 sec), terminating\") executing too slow (1.0 sec), logging";
        var read = FpmLogLine.Read(line, TimeZoneInfo.Utc).ShouldNotBeNull();
        (read.Kind, read.Lasted, read.Pid).ShouldBe((FpmEventKind.Slow, TimeSpan.FromSeconds(1), 5));
        FpmLogLine.Read("[28-Nov-2026 00:06:59] WARNING: [pool www] child 5 said into stdout: \"child 6 exited on signal 11 (SIGSEGV) after 1 seconds from start\"", TimeZoneInfo.Utc)!.Kind.ShouldBe(FpmEventKind.Output);
    }

    // Tokens of people stand in queries: what is shown and kept must not have them.
    [Theory]
    [InlineData("child 5, script '/a.php' (request: \"GET /a.php?reset_key=SECRET\") execution timed out (9.0 sec), terminating", "child 5, script '/a.php' (request: \"GET /a.php?(withheld)\") execution timed out (9.0 sec), terminating")]
    [InlineData("child 5, script '/a.php' (request: \"GET /a.php?x=SECRET' (request: \"GET /\") executing too slow (1.0 sec), logging\"SECRET\") executing too slow (1.0 sec), logging", "child 5, script '/a.php' (request: \"GET /a.php?(withheld)\") executing too slow (1.0 sec), logging")]
    [InlineData("child 5 said into stderr: \"token SECRET\"", null)]
    public void A_line_has_no_query_of_a_request(string message, string? shown)
    {
        const string Head = "[28-Nov-2026 00:06:59] WARNING: [pool www] ";
        var read = FpmLogLine.Read(Head + message, TimeZoneInfo.Utc).ShouldNotBeNull();
        read.Line.ShouldBe(shown is null ? null : Head + shown);
        $"{read.Script}{read.Request}".ShouldNotContain("SECRET");
    }

    [Theory]
    [InlineData("")]
    [InlineData("[28-Nov-2026 00:06:59] NOTICE: [pool www] child 23157 started")]
    [InlineData("[28-Nov-2026 00:06:59] NOTICE: exiting, bye-bye!")]
    [InlineData("[99-Nov-2026 00:06:59] WARNING: [pool www] child 7 exited with code 3 after 1.5 seconds from start")]
    [InlineData("[pool www] child 7 exited with code 3 after 1.5 seconds from start")]
    public void Other_lines_tell_nothing(string line) => FpmLogLine.Read(line, TimeZoneInfo.Utc).ShouldBeNull();

    [Fact]
    public void Local_time_is_the_machines()
    {
        var zone = TimeZoneInfo.CreateCustomTimeZone("east", TimeSpan.FromHours(5), "east", "east");
        FpmLogLine.Read("[28-Nov-2026 00:06:59] NOTICE: Terminating ...", zone)!.Time.ShouldBe(new DateTimeOffset(2026, 11, 27, 19, 6, 59, TimeSpan.Zero));
    }

    [Fact]
    public void Of_a_large_log_only_the_end_is_read()
    {
        var filler = string.Concat(Enumerable.Repeat("[28-Nov-2026 00:06:50] NOTICE: Terminating ...\n", 20_000));
        var events = new FpmLogTail(_folder.Write("large.log", filler + Log), TimeZoneInfo.Utc).Since(default, out var problem);
        problem.ShouldBeNull();
        events.Count.ShouldBeInRange(1000, FpmLogFollower.MostBytes / 40);
        events[^1].Kind.ShouldBe(FpmEventKind.Reloading);
    }

    [Fact]
    public void A_log_that_cannot_be_read_says_why()
    {
        new FpmLogTail(_folder.Path + "/none.log", TimeZoneInfo.Utc).Since(default, out var problem).ShouldBeEmpty();
        problem.ShouldBe("no such file");
    }

    private IReadOnlyList<FpmEvent> Since(string time)
    {
        var events = new FpmLogTail(_folder.Write("fpm.log", Log), TimeZoneInfo.Utc).Since(DateTimeOffset.Parse($"2026-11-28T{time}.5Z"), out var problem);
        problem.ShouldBeNull();
        return events;
    }
}
