using System.Text;
using Goodgate.Logs.Reading;
using Goodgate.Logs.Reporting;
using Goodgate.Logs.Running;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Logs.Tests.Reporting;

public sealed class JoiningTests
{
    private const string Refused = "connect() failed (111: Connection refused) while connecting to upstream";
    private const string TimedOut = "upstream timed out (110: Connection timed out) while reading response header from upstream";

    [Fact]
    public async Task Requests_of_one_connection_stay_apart()
    {
        var (access, error) = (new StringBuilder(), new StringBuilder());
        for (var i = 0; i < 60; i++)
        {
            access.Append(Access($"14:02:{i / 10:00}", "/", 502));
            error.Append(Error($"14:02:{i / 10:00}", "/", Refused));
        }

        var both = await OfAsync(("access.log", access.ToString()), ("error.log", error.ToString()));
        both.Causes.Select(row => (row.Cause.Id, row.Count)).ShouldBe([("connect-refused", 60L)]);
        (both.Failed, both.Requests).ShouldBe((60, 60));

        (await OfAsync(("error.log", error.ToString()))).Failed.ShouldBe(60);
    }

    [Fact]
    public async Task An_access_line_with_several_servers_takes_as_many_attempts()
    {
        var report = await OfAsync(
            ("access.log", (Access("14:02:01", "/a", 504, "us=\"502, 504\" ua=\"10.0.0.7:80, 10.0.0.8:80\" rt=1.0") + Access("14:02:02", "/a", 502, "us=\"502\" ua=\"10.0.0.7:80\" rt=0.0"))),
            ("error.log", Error("14:02:01", "/a", Refused) + Error("14:02:01", "/a", TimedOut, peer: "10.0.0.8") + Error("14:02:02", "/a", Refused)));

        report.Failed.ShouldBe(2);
        report.Repaired.ShouldBe(0);
        report.Causes.Select(row => (row.Cause.Id, row.Count)).ShouldBe([("connect-refused", 1L), ("response-timeout", 1L)], ignoreOrder: true);
    }

    [Fact]
    public async Task An_attempt_that_another_server_repaired_is_no_failed_request()
    {
        var report = await OfAsync(
            ("access.log", Access("14:02:01", "/a", 502) + Access("14:02:05", "/retry", 200) + Access("14:02:09", "/b", 200)),
            ("error.log", Error("14:02:01", "/a", Refused) + Error("14:02:05", "/retry", Refused, connection: 2)));

        (report.Failed, report.Requests, report.Repaired).ShouldBe((1, 3, 1));
        report.Causes.Single().Count.ShouldBe(1);
        report.Untold.ShouldContain(line => line.StartsWith("1 failed attempt has no failed request", StringComparison.Ordinal));

        var repaired = await OfAsync(("access.log", Access("14:02:05", "/retry", 200)), ("error.log", Error("14:02:05", "/retry", Refused)));
        (repaired.Failed, repaired.Requests).ShouldBe((0, 1));
        repaired.Verdict.ShouldContain("1 attempt failed and was repaired by another server");
    }

    [Fact]
    public async Task An_answer_cut_in_its_body_is_a_failed_request_though_it_is_logged_with_200()
    {
        var report = await OfAsync(
            ("access.log", Access("14:02:01", "/a", 200)),
            ("error.log", Error("14:02:01", "/a", "upstream prematurely closed connection while reading upstream")));

        (report.Failed, report.Repaired).ShouldBe((1, 0));
    }

    [Theory]
    [InlineData("cron.service", 502, "undetermined")]
    [InlineData("node-api.service", 502, "worker-crashed")]
    [InlineData("php8.2-fpm.service", 502, "worker-crashed")]
    [InlineData("php8.2-fpm.service", 500, "undetermined")]
    public async Task Only_the_death_of_a_server_explains_a_request_beside_it(string unit, int status, string cause)
    {
        var report = await OfAsync(
            ("syslog", $"Nov 20 14:02:00 web systemd[1]: {unit}: Main process exited, code=exited, status=1/FAILURE\n"),
            ("access.log", Access("14:02:01", "/a", status)));

        report.Causes.Where(row => row.Count > 0).Select(row => row.Cause.Id).ShouldBe([cause]);
        report.Causes.ShouldAllBe(row => row.Cause.Id != "worker-crashed" || row.Count == 0 || row.Confidence == Confidence.Likely);
    }

    [Fact]
    public async Task The_death_of_another_program_is_never_certain()
    {
        var report = await OfAsync(("syslog", "Nov 20 14:02:00 web kernel: [12345.678901] Out of memory: Killed process 30594 (chrome) total-vm:512000kB, anon-rss:261000kB\n"));

        report.Causes.Single().Confidence.ShouldBe(Confidence.Likely);
    }

    [Theory]
    [InlineData("14:03:50", 502, "undetermined")]
    [InlineData("14:02:04", 502, "worker-pool-exhausted")]
    [InlineData("14:03:00", 504, "worker-pool-exhausted")]
    [InlineData("14:03:50", 504, "undetermined")]
    public async Task A_full_pool_explains_failures_of_the_gateway_near_it_alone(string time, int status, string cause)
    {
        var report = await OfAsync(
            ("php-fpm.log", "[20-Nov-2026 14:02:00] WARNING: [pool www] server reached pm.max_children setting (5), consider raising it\n"),
            ("access.log", Access(time, "/a", status)));

        report.Causes.Single(row => row.Count > 0).Cause.Id.ShouldBe(cause);
    }

    [Fact]
    public async Task A_full_pool_explains_what_follows_without_a_pause()
    {
        static string Late(int second, string path) => $"2026/11/20 14:{second / 60:00}:{second % 60:00} [error] 7#7: *{second} upstream timed out (110: Connection timed out) while reading response header from upstream, client: 203.0.113.{second % 200}, server: e, request: \"GET {path} HTTP/1.1\", upstream: \"fastcgi://unix:/run/php.sock\", host: \"e\"\n";
        var run = string.Concat(Enumerable.Range(0, 60).Select(i => Late(130 + (i * 20), "/a")));
        var report = await OfAsync(
            ("php-fpm.log", "[20-Nov-2026 14:02:00] WARNING: [pool www] server reached pm.max_children setting (5), consider raising it\n[20-Nov-2026 14:02:05] WARNING: [pool www] child 9, script '/a.php' (request: \"GET /a.php\") executing too slow (5.1 sec), logging\n"),
            ("error.log", run + Late(3000, "/b")));

        report.Failed.ShouldBe(61);
        report.Causes.Single(row => row.Cause.Id == "worker-pool-exhausted").Count.ShouldBe(60);

        // The last one came half an hour after the run had ended.
        report.Causes.Single(row => row.Cause.Id == "response-timeout").Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_full_pool_does_not_explain_a_500_of_the_application()
    {
        var report = await OfAsync(
            ("php-fpm.log", "[20-Nov-2026 14:02:00] WARNING: [pool www] server reached pm.max_children setting (5), consider raising it\n"),
            ("access.log", Access("14:02:01", "/a", 500)));

        report.Causes.Where(row => row.Cause.Id == "worker-pool-exhausted").Sum(row => row.Count).ShouldBe(0);
    }

    [Fact]
    public async Task Beyond_what_is_joined_every_failure_is_counted_by_its_cause()
    {
        var (access, error) = (new StringBuilder(), new StringBuilder());
        for (var i = 0; i < 50_000; i++)
        {
            var time = $"{10 + (i / 18_000):00}:{i / 300 % 60:00}:{i / 5 % 60:00}";
            access.Append(Access(time, $"/{i % 5}", 502, client: $"10.1.{i % 5}.1"));
            error.Append(Error(time, $"/{i % 5}", i < 12_000 ? TimedOut : Refused, client: $"10.1.{i % 5}.1"));
        }

        var alone = await OfAsync(("access.log", access.ToString()));
        alone.Verdict.ShouldContain("50,000 requests failed;");
        alone.Causes.Single().Count.ShouldBe(50_000);
        alone.Timeline.Sum(step => step.Failed).ShouldBe(50_000);

        var both = await OfAsync(("access.log", access.ToString()), ("error.log", error.ToString()));
        both.Failed.ShouldBe(50_000);
        both.Causes.Select(row => (row.Cause.Id, row.Count)).ShouldBe([("connect-refused", 38_000L), ("response-timeout", 12_000L)]);

        (await OfAsync(("error.log", error.ToString()))).Causes.Select(row => (row.Cause.Id, row.Count)).ShouldBe([("connect-refused", 38_000L), ("response-timeout", 12_000L)]);
    }

    [Fact]
    public async Task Error_lines_of_half_the_requests_beyond_the_kept_ones_add_none()
    {
        var (access, error) = (new StringBuilder(), new StringBuilder());
        for (var i = 0; i < 40_000; i++)
        {
            var time = $"14:{i / 1000:00}:{i / 20 % 50:00}";
            access.Append(Access(time, $"/{i}", 502));
            error.Append(i % 2 == 0 ? Error(time, $"/{i}", Refused) : "");
        }

        (await OfAsync(("access.log", access.ToString()), ("error.log", error.ToString()))).Failed.ShouldBe(40_000);
    }

    [Fact]
    public async Task An_error_log_of_another_zone_is_moved_to_its_access_lines_and_that_is_said()
    {
        var (access, error) = (new StringBuilder(), new StringBuilder());
        for (var i = 0; i < 6; i++)
        {
            access.Append(Access($"14:0{i}:01", $"/{i}", 502));
            error.Append(Error($"09:0{i}:01", $"/{i}", Refused));
        }

        var report = await OfAsync(("access.log", access.ToString()), ("error.log", error.ToString()));

        report.Failed.ShouldBe(6);
        report.Causes.Select(row => (row.Cause.Id, row.Count)).ShouldBe([("connect-refused", 6L)]);
        report.Untold.ShouldContain(line => line.StartsWith("error.log says no time zone", StringComparison.Ordinal) && line.Contains("5:00 hours later", StringComparison.Ordinal));
    }

    private static string Access(string time, string path, int status, string rest = "\"-\" \"curl/8\"", string client = "203.0.113.7") =>
        $"{client} - - [20/Nov/2026:{time} +0000] \"GET {path} HTTP/1.1\" {status} 157 {rest}\n";

    private static string Error(string time, string path, string message, string client = "203.0.113.7", int connection = 1, string peer = "10.0.0.7") =>
        $"2026/11/20 {time} [error] 7#7: *{connection} {message}, client: {client}, server: e, request: \"GET {path} HTTP/1.1\", upstream: \"http://{peer}:80{path}\", host: \"e\"\n";

    private static async Task<LogReport> OfAsync(params (string Name, string Text)[] logs)
    {
        var builder = new ReportBuilder(10);
        foreach (var (name, text) in logs)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            var source = new LogSource(name, () => new MemoryStream(bytes), bytes.Length);
            var intake = builder.Begin(source);
            intake.End(await LogRun.ReadAsync(source, new LogOptions { Now = Judged.Now }, intake.Take, default));
        }

        return builder.Build();
    }
}
