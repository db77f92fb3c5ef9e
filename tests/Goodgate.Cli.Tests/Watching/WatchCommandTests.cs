using System.Globalization;
using System.Net.Http;
using System.Text.Json;
using Goodgate.Cli.Running;

namespace Goodgate.Cli.Tests.Watching;

/// <summary><c>goodgate watch</c> as it is called.</summary>
public sealed class WatchCommandTests
{
    private const string Refused = "2026/11/28 09:00:00 [error] 7#7: *1 connect() failed (111: Connection refused) while connecting to upstream, client: 203.0.113.7, server: a.test, request: \"GET /a?token=x HTTP/1.1\", upstream: \"http://10.0.0.7:80/a?token=x\", host: \"a.test\"\n";

    [Theory]
    [InlineData("watch --log .", "--log .: it is a folder; a file is expected")]
    [InlineData("watch --log -", "--log -: standard input has no rotation to follow; goodgate logs - reads it")]
    [InlineData("watch --log a.log --zone Mars", "--zone \"Mars\": expected UTC")]
    [InlineData("watch --log a.log --format none", "--format \"none\"")]
    [InlineData("watch --status-url nginx", "--status-url \"nginx\": expected http://")]
    [InlineData("watch --fpm php", "--fpm \"php\": expected unix:/PATH or HOST:PORT, or a pool file")]
    [InlineData("watch --fpm none.conf", "--fpm none.conf: no such file")]
    [InlineData("watch --log a.log --admin 0.0.0.0:0", "--admin 0.0.0.0:0: other machines can reach it, and there is no token. Set GOODGATE_ADMIN_TOKEN in the environment")]
    [InlineData("watch --log a.log --admin x", "--admin x: expected HOST:PORT")]
    [InlineData("watch --lgo a.log", "did you mean --log?")]
    [InlineData("watch --log a.log --admin 1.2.3.4:x", "--admin 1.2.3.4:x: expected HOST:PORT")]
    public async Task What_cannot_be_used_gets_exit_code_2(string typed, string expected)
    {
        await using var called = await Called.WithAsync(typed.Split(' '));
        called.ExitCode.ShouldBe(2);
        called.Error.ToString().ShouldContain(expected);
    }

    [Fact]
    public async Task It_tells_what_fails_and_ends_with_0()
    {
        await using var called = new Called();
        called.Write("error.log", "");
        _ = called.Start("watch", "--log", "error.log");
        await called.Error.LineWithAsync("1 log: read from the end of each; nothing is remembered for the next start (--data DIR remembers)");
        await StartedAsync(called);
        var line = await called.Out.LineWithAsync("connect-refused");
        line.ShouldMatch(@"^\S+Z begins connect-refused 10\.0\.0\.7:80 · \d+ lines? since \S+ · operator must act · next: See whether anything listens on the port\. .*"
            + @" · error\.log:\d+: connect\(\) failed \(111: Connection refused\) while connecting to upstream, upstream: http://10\.0\.0\.7:80/a$");
        called.Signals.RequestStop(StopSignal.Terminate);
        (await called.Run).ShouldBe(0);
    }

    [Fact]
    public async Task With_json_each_line_is_an_object_also_when_it_is_over()
    {
        await using var called = new Called();
        called.Write("error.log", Refused + Refused);
        _ = called.Start("watch", "--log", "error.log", "--from-start", "--json", "--zone", "UTC");
        using var news = JsonDocument.Parse(await called.Out.LineWithAsync("connect-refused"));
        var root = news.RootElement;
        root.GetProperty("stage").GetString().ShouldBe("over");
        root.GetProperty("cause").GetString().ShouldBe("connect-refused");
        root.GetProperty("about").GetString().ShouldBe("10.0.0.7:80");
        root.GetProperty("where").GetString().ShouldBe("error.log:1");
        root.GetProperty("lines").GetInt64().ShouldBe(2);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public async Task With_json_what_fails_now_begins_whatever_zone_its_log_is_of(int hoursBehind)
    {
        await using var called = new Called();
        called.Write("error.log", "");
        _ = called.Start("watch", "--log", "error.log", "--json", "--zone", "UTC");
        await called.Error.LineWithAsync("read from the end of each");
        await StartedAsync(called, TimeProvider.System.GetUtcNow().AddHours(-hoursBehind).ToString("yyyy/MM/dd HH:mm:ss", CultureInfo.InvariantCulture));
        using var news = JsonDocument.Parse(await called.Out.LineWithAsync("connect-refused"));
        news.RootElement.GetProperty("stage").GetString().ShouldBe("begins");
    }

    [Fact]
    public async Task A_terminal_gets_who_must_act_and_a_line_that_lives()
    {
        await using var called = new Called(terminal: true);
        called.Write("error.log", Refused);
        _ = called.Start("watch", "--log", "error.log", "--from-start", "--zone", "UTC");
        await called.Out.LineWithAsync("error.log:1: connect() failed");
        called.Signals.RequestStop(StopSignal.Interrupt);
        (await called.Run).ShouldBe(0);
        called.Out.ToString().ShouldContain("operator must act: See whether anything listens on the port.");
    }

    [Fact]
    public async Task Two_on_one_folder_are_refused()
    {
        await using var called = new Called();
        called.Write("error.log", "");
        _ = called.Start("watch", "--log", "error.log", "--data", "data");
        await called.Error.LineWithAsync("positions and counts are kept in data");
        await using var second = new Called();
        (await second.ToEndAsync("watch", "--log", "x.log", "--data", Path.Combine(called.Folder, "data"))).ShouldBe(1);
        second.Error.ToString().ShouldContain($"cannot be used: another running goodgate (process {Environment.ProcessId}) uses it");
    }

    [Fact]
    public async Task The_admin_port_shows_counts_and_verdicts()
    {
        await using var called = new Called();
        called.Write("error.log", Refused);
        _ = called.Start("watch", "--log", "error.log", "--from-start", "--admin", "127.0.0.1:0");
        var admin = (await called.Error.LineWithAsync("admin http")).Split(' ')[^1];
        await called.Out.LineWithAsync("connect-refused");
        using var http = new HttpClient();
        (await http.GetStringAsync(new Uri(admin + "/readyz"))).ShouldBe("ready\n");
        var metrics = await http.GetStringAsync(new Uri(admin + "/metrics"));
        metrics.ShouldContain("goodgate_watch_lines_total 1\n");
        metrics.ShouldContain("goodgate_watch_failures_total{cause=\"connect-refused\",party=\"operator\"} 1\n");
        metrics.ShouldContain("goodgate_watch_logs{state=\"read\"} 1\n");
        metrics.ShouldContain("goodgate_build_info{");
        using var page = JsonDocument.Parse(await http.GetStringAsync(new Uri(admin + "/api/verdicts")));
        var verdict = page.RootElement.GetProperty("verdicts")[0];
        verdict.GetProperty("cause").GetString().ShouldBe("connect-refused");
        verdict.GetProperty("evidence").EnumerateArray().ShouldContain(one => one.GetProperty("name").GetString() == "file" && one.GetProperty("value").GetString() == "error.log:1");
    }

    [Fact]
    public async Task The_admin_port_of_a_watch_speaks_of_its_own_options()
    {
        await using var called = new Called();
        called.Variables["GOODGATE_ADMIN_TOKEN"] = "secret";
        called.Write("error.log", "");
        _ = called.Start("watch", "--log", "error.log", "--admin", "127.0.0.1:0");
        var admin = (await called.Error.LineWithAsync("admin http")).Split(' ')[^1];
        using var http = new HttpClient();
        using var refused = await http.GetAsync(new Uri(admin + "/metrics"));
        (await refused.Content.ReadAsStringAsync()).ShouldStartWith("This needs the token of GOODGATE_ADMIN_TOKEN in the environment: Authorization: Bearer TOKEN");
        await using var second = new Called();
        (await second.ToEndAsync("watch", "--log", "x.log", "--admin", new Uri(admin).Authority)).ShouldBe(1);
        second.Error.ToString().ShouldContain($"cannot listen on {new Uri(admin).Authority} (--admin): port ");
    }

    [Fact]
    public async Task Rotated_files_named_by_a_shell_are_left_to_it()
    {
        await using var called = new Called();
        called.Write("error.log", "");
        called.Write("error.log.1", Refused);
        _ = called.Start("watch", "--log", "error.log", "./error.log.1");
        await called.Error.LineWithAsync("rotated files are found by themselves; left out: ./error.log.1");
        await called.Error.LineWithAsync("1 log: read from the end of each");
    }

    // The first look decides where the end is; only what comes after it is new. So lines are written until one is told.
    private static async Task StartedAsync(Called called, string time = "2026/11/28 09:00:00")
    {
        var told = called.Out.LineWithAsync("connect-refused");
        while (!told.IsCompleted)
        {
            await File.AppendAllTextAsync(Path.Combine(called.Folder, "error.log"), Refused.Replace("2026/11/28 09:00:00", time, StringComparison.Ordinal));
            await Task.WhenAny(told, Task.Delay(100));
        }

        await told;
    }
}
