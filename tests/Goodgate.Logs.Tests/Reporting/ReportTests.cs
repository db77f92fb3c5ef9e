using System.Text;
using Goodgate.Logs.Reading;
using Goodgate.Logs.Reporting;
using Goodgate.Logs.Running;

namespace Goodgate.Logs.Tests.Reporting;

public sealed class ReportTests
{
    private static string Access(string time, string path, int status, string client = "203.0.113.7", string agent = "curl/8") =>
        $"{client} - - [20/Nov/2026:{time} +0000] \"GET {path} HTTP/1.1\" {status} 157 \"-\" \"{agent}\"\n";

    private static string Error(string time, string path, string message, string client = "203.0.113.7", int connection = 1, string peer = "10.0.0.7") =>
        $"2026/11/20 {time} [error] 7#7: *{connection} {message}, client: {client}, server: e, request: \"GET {path} HTTP/1.1\", upstream: \"http://{peer}:80{path}\", host: \"e\"\n";

    [Fact]
    public async Task An_error_line_and_its_access_line_are_one_request_with_the_cause_of_the_error()
    {
        var report = await OfAsync(
            ("access.log", Access("14:02:01", "/a", 502) + Access("14:02:01", "/b", 200)),
            ("error.log", Error("14:02:01", "/a", "connect() failed (111: Connection refused) while connecting to upstream")));

        report.Failed.ShouldBe(1);
        report.Requests.ShouldBe(2);
        report.Causes.Select(row => (row.Cause.Id, row.Count)).ShouldBe([("connect-refused", 1L)]);
    }

    [Fact]
    public async Task Both_may_stand_in_one_log_as_containers_write_them()
    {
        var report = await OfAsync(("-", Error("14:02:01", "/a", "connect() failed (111: Connection refused) while connecting to upstream") + Access("14:02:01", "/a", 502)));

        report.Failed.ShouldBe(1);
        report.Causes.Single().Cause.Id.ShouldBe("connect-refused");
    }

    [Fact]
    public async Task Attempts_of_one_request_count_once()
    {
        var report = await OfAsync(("error.log", Error("14:02:01", "/a", "connect() failed (111: Connection refused) while connecting to upstream")
            + Error("14:02:01", "/a", "upstream server temporarily disabled while connecting to upstream")
            + Error("14:02:01", "/a", "upstream timed out (110: Connection timed out) while reading response header from upstream", peer: "10.0.0.8")));

        report.Failed.ShouldBe(1);
        report.Causes.Single().Cause.Id.ShouldBe("response-timeout");
    }

    [Fact]
    public async Task Requests_of_different_clients_and_moments_stay_apart()
    {
        var report = await OfAsync(
            ("access.log", Access("14:02:01", "/a", 502) + Access("14:02:01", "/a", 502, "203.0.113.8") + Access("14:09:01", "/a", 502)),
            ("error.log", Error("14:02:01", "/a", "connect() failed (111: Connection refused) while connecting to upstream")));

        report.Failed.ShouldBe(3);
        report.Causes.Select(row => (row.Cause.Id, row.Count)).ShouldBe([("undetermined", 2L), ("connect-refused", 1L)]);
    }

    [Fact]
    public async Task Two_layers_count_a_request_once_with_the_cause_of_the_one_that_knows()
    {
        var report = await OfAsync(
            ("haproxy.log", "203.0.113.7:38148 [20/Nov/2026:14:02:01.000] fe be/s1 0/0/1/4/5 502 91 - - ---- 1/1/0/0/0 0/0 \"GET /a HTTP/1.1\"\n"),
            ("access.log", "10.0.0.2 - - [20/Nov/2026:14:02:01 +0000] \"GET /a HTTP/1.1\" 502 157 us=\"502\" ua=\"10.0.0.7:80\" ct=- ht=- rt=0.000 br=0\n"));

        report.Failed.ShouldBe(1);
        report.Causes.Single().Cause.Id.ShouldBe("connect-refused");
    }

    [Fact]
    public async Task A_full_pool_explains_the_timeouts_beside_it_and_the_sentence_says_what_to_do()
    {
        var access = new StringBuilder();
        for (var i = 0; i < 30; i++)
        {
            access.Append(Access($"14:{2 + (i / 10):00}:{i % 10:00}", $"/p{i}", 504, $"203.0.113.{i}", i == 3 ? "Mozilla/5.0 (compatible; Googlebot/2.1)" : "Mozilla/5.0"));
        }

        var report = await OfAsync(
            ("access.log", access.ToString()),
            ("php-fpm.log", "[20-Nov-2026 14:01:58] NOTICE: Reloading in progress ...\n[20-Nov-2026 14:02:00] WARNING: [pool www] server reached pm.max_children setting (5), consider raising it\n[20-Nov-2026 14:03:00] WARNING: [pool www] server reached pm.max_children setting (5), consider raising it\n[20-Nov-2026 14:04:00] WARNING: [pool www] server reached pm.max_children setting (5), consider raising it\n"),
            ("slow.log", "[20-Nov-2026 14:02:03]  [pool www] pid 812\nscript_filename = /var/www/html/import.php\n[0x00007f2a5c0] curl_exec() /var/www/html/import.php:12\n"));

        report.Causes[0].Cause.Id.ShouldBe("worker-pool-exhausted");
        report.Causes[0].Count.ShouldBe(30);
        report.Verdict.ShouldBe("PHP-FPM pool www was full on 2026-11-20 from 14:02 to 14:04 UTC: 30 requests failed; your host, or you if the server is yours, must act: raise pm.max_children, or find why import.php is slow.");
        report.Changes.Single().What.ShouldBe("reload");
        report.Harm[0].ShouldContain("Googlebot");
        report.Scope.ShouldStartWith("site-wide");
        report.Timeline.Sum(step => step.Failed).ShouldBe(30);
    }

    [Fact]
    public async Task A_dead_worker_explains_the_reset_of_that_moment_alone()
    {
        var report = await OfAsync(
            ("error.log", Error("14:02:01", "/a", "recv() failed (104: Connection reset by peer) while reading response header from upstream")
                + Error("14:20:01", "/a", "recv() failed (104: Connection reset by peer) while reading response header from upstream", connection: 2)),
            ("php-fpm.log", "[20-Nov-2026 14:02:01] WARNING: [pool www] child 12 exited on signal 11 (SIGSEGV) after 1.7 seconds from start\n"));

        report.Causes.Select(row => (row.Cause.Id, row.Count)).ShouldBe([("worker-crashed", 1L), ("upstream-reset", 1L)], ignoreOrder: true);
    }

    [Fact]
    public async Task Clients_that_left_are_not_counted_as_failures()
    {
        var report = await OfAsync(("access.log", Access("14:02:01", "/a", 499) + Access("14:02:02", "/a", 499) + Access("14:02:03", "/a", 502)));

        report.Failed.ShouldBe(1);
        report.Causes[0].Cause.Id.ShouldBe("undetermined");
        report.Untold.ShouldContain(line => line.Contains("$upstream_status", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_wrong_and_nothing_known_are_told_apart()
    {
        (await OfAsync(("access.log", Access("14:02:01", "/a", 200)))).Verdict.ShouldBe("No failure found in 1 request.");
        var unknown = await OfAsync(("x.log", "hello\nworld\n"));
        unknown.Verdict.ShouldStartWith("Nothing could be read");
        unknown.Logs[0].Unknown.ShouldBe("hello");
    }

    [Theory]
    [InlineData("access.log", "access.log.1", "access.log.2.gz", "access.log.10.gz")]
    [InlineData("error.log", "error.log-20261120", "error.log-20261119.gz")]
    public void Rotated_sets_are_read_oldest_first(params string[] newestFirst) =>
        LogSources.InOrder(newestFirst.Select(name => new LogSource(name, () => Stream.Null, 0))).Select(one => one.Name).ShouldBe(newestFirst.Reverse());

    private static async Task<LogReport> OfAsync(params (string Name, string Text)[] logs)
    {
        var builder = new ReportBuilder(10);
        foreach (var (name, text) in logs)
        {
            var source = new LogSource(name, () => new MemoryStream(Encoding.UTF8.GetBytes(text)), text.Length);
            var intake = builder.Begin(source);
            intake.End(await LogRun.ReadAsync(source, new LogOptions { Now = Judged.Now }, intake.Take, default));
        }

        return builder.Build();
    }
}
