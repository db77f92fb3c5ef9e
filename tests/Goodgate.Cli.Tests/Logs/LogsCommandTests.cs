using System.Text.Json;
using Goodgate.Cli.Logs;

namespace Goodgate.Cli.Tests.Logs;

public sealed class LogsCommandTests
{
    private const string Error = "2026/11/20 23:26:54 [error] 7#7: *1 connect() failed (111: Connection refused) while connecting to upstream, client: 203.0.113.7, server: e, request: \"GET /a?token=geheim HTTP/1.1\", upstream: \"http://10.0.0.7:80/a?token=geheim\", host: \"<b>e</b>\"\n";
    private const string Access = "203.0.113.7 - - [20/Nov/2026:23:26:54 +0000] \"GET /a?token=geheim HTTP/1.1\" 502 157 \"-\" \"curl/8\"\n";
    private const string Pool = "[20-Nov-2026 23:22:34] WARNING: [pool www] server reached pm.max_children setting (5), consider raising it\n";

    [Fact]
    public async Task Each_writes_one_object_per_failure_and_nothing_else()
    {
        await using var called = new Called();
        called.Write("a.log", Access + "203.0.113.7 - - [20/Nov/2026:23:26:55 +0000] \"GET / HTTP/1.1\" 200 5 \"-\" \"-\"\n" + Error + Pool);

        (await called.ToEndAsync("logs", "a.log", "--each")).ShouldBe(ExitCodes.Problem);

        var objects = called.Out.Lines.Select(line => JsonDocument.Parse(line).RootElement).ToList();
        objects.Select(one => one.GetProperty("line").GetInt64()).ShouldBe([1, 3, 4]);
        objects.ShouldAllBe(one => one.EnumerateObject().Select(field => field.Name).SequenceEqual(new[] { "file", "line", "time", "system", "status", "cause", "party", "confidence", "evidence" }));
        var refused = objects[1];
        refused.GetProperty("file").GetString().ShouldBe("a.log");
        refused.GetProperty("time").GetString().ShouldBe("2026-11-20T23:26:54Z");
        refused.GetProperty("system").GetString().ShouldBe("nginx");
        refused.GetProperty("status").GetInt32().ShouldBe(502);
        refused.GetProperty("cause").GetString().ShouldBe("connect-refused");
        refused.GetProperty("party").GetString().ShouldBe("operator");
        refused.GetProperty("confidence").GetString().ShouldBe("certain");
        objects[2].GetProperty("status").ValueKind.ShouldBe(JsonValueKind.Null);
        called.Out.ToString().ShouldNotContain("geheim");
    }

    [Fact]
    public async Task The_report_goes_to_the_terminal_to_Markdown_and_to_one_escaped_HTML_file()
    {
        await using var called = new Called();
        called.Write("access.log", Access);
        called.Write("error.log", Error);

        (await called.ToEndAsync("logs", "access.log", "error.log", "--html", "out.html", "--md", "out.md")).ShouldBe(ExitCodes.Problem);

        called.Out.ToString().ReplaceLineEndings(" ").ShouldContain("1 request failed");
        var html = await File.ReadAllTextAsync(Path.Combine(called.Folder, "out.html"));
        html.ShouldContain("<svg");
        html.ShouldContain("&lt;b&gt;e&lt;/b&gt;");
        html.ShouldNotContain("<b>e</b>");
        html.ShouldNotContain("geheim");
        html.ShouldNotContain("<script");
        (await File.ReadAllTextAsync(Path.Combine(called.Folder, "out.md"))).ShouldContain("`connect-refused`");
    }

    [Fact]
    public async Task Json_has_the_causes()
    {
        await using var called = new Called();
        called.Write("error.log", Error);

        (await called.ToEndAsync("logs", "error.log", "--json")).ShouldBe(ExitCodes.Problem);

        var report = JsonDocument.Parse(called.Out.ToString()).RootElement;
        report.GetProperty("failed").GetInt64().ShouldBe(1);
        report.GetProperty("causes")[0].GetProperty("cause").GetString().ShouldBe("connect-refused");
        report.GetProperty("causes")[0].GetProperty("evidence")[0].GetProperty("line").GetInt64().ShouldBe(1);
    }

    [Fact]
    public async Task No_failure_is_exit_code_0()
    {
        await using var called = new Called();
        called.Write("a.log", "203.0.113.7 - - [20/Nov/2026:23:26:55 +0000] \"GET / HTTP/1.1\" 200 5 \"-\" \"-\"\n");

        (await called.ToEndAsync("logs", "a.log", "--each")).ShouldBe(ExitCodes.Fine);
        called.Out.ToString().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("nosuch.log", "no such file or folder")]
    [InlineData("unknown.log", "its first line is: what is \\x1B[31mthis")]
    public async Task What_cannot_be_read_is_said_in_one_line(string file, string words)
    {
        await using var called = new Called();
        called.Write("unknown.log", "what is \u001b[31mthis\n");

        (await called.ToEndAsync("logs", file, "--each")).ShouldBe(ExitCodes.Usage);

        called.Error.Lines.Single().ShouldContain(words);
        called.Out.ToString().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("--format", "ngnix")]
    [InlineData("--since", "yesterdayish")]
    [InlineData("--zone", "Europe/Nowhere")]
    [InlineData("--zone", "+25:00")]
    [InlineData("--top", "0")]
    public async Task Options_that_cannot_be_used_are_refused(string option, string value)
    {
        await using var called = await Called.WithAsync("logs", "a.log", option, value);
        called.ExitCode.ShouldBe(ExitCodes.Usage);
        called.Error.Lines.Single().ShouldContain(value);
    }

    [Theory]
    [InlineData("UTC", "23:26:54")]
    [InlineData("+02:00", "21:26:54")]
    [InlineData("-0500", "04:26:54")]
    [InlineData("Europe/Berlin", "22:26:54")]
    public async Task A_zone_counts_for_times_that_say_none(string zone, string utc)
    {
        await using var called = new Called();
        called.Write("error.log", Error);

        await called.ToEndAsync("logs", "error.log", "--each", "--zone", zone);

        called.Out.Lines.Single().ShouldContain($"T{utc}Z");
    }

    [Theory]
    [InlineData("2026-11-20T14:00Z", "2026-11-20T14:00:00")]
    [InlineData("2026-11-20 14:00", "2026-11-20T14:00:00")]
    [InlineData("2026-11-20", "2026-11-20T00:00:00")]
    [InlineData("14:02", "2026-11-20T14:02:00")]
    [InlineData("11:30", "2026-11-21T11:30:00")]
    [InlineData("2h", "2026-11-21T10:00:00")]
    [InlineData("3d", "2026-11-18T12:00:00")]
    [InlineData("2026-11-20T15:00:00+01:00", "2026-11-20T14:00:00")]
    public void Times_are_read_as_people_type_them(string typed, string utc) =>
        TypedTime.Read(typed, new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero), TimeZoneInfo.Utc)!.Value.UtcDateTime.ToString("s").ShouldBe(utc);

    [Fact]
    public void The_usual_places_of_nginx_Apache_PHP_cPanel_and_Plesk_are_known()
    {
        var root = Directory.CreateTempSubdirectory("goodgate-places-").FullName;
        try
        {
            string[] there = ["var/log/nginx/error.log", "var/log/apache2/access.log.1", "var/log/php8.2-fpm.log", "usr/local/apache/domlogs/example.com", "var/www/vhosts/system/example.org/logs/proxy_error_log"];
            foreach (var path in there)
            {
                Directory.CreateDirectory(Path.Combine(root, Path.GetDirectoryName(path)!));
                File.WriteAllText(Path.Combine(root, path), "x");
            }

            File.WriteAllText(Path.Combine(root, "var/log/nginx/access.log"), "");

            UsualPlaces.Find(root).Select(path => Path.GetRelativePath(root, path)).ShouldBe(there, ignoreOrder: true);
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }
}
