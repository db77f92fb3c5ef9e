using System.Text.Json;

namespace Goodgate.Cli.Tests.Importing;

/// <summary><c>goodgate import nginx FILE --log LOG</c>: buffers too small for the heads the log tells of.</summary>
public sealed class LoggedHeadTests
{
    private const string Conf = """
        upstream shop { server 10.0.0.7:3000; }
        server { listen 80; server_name shop.test;
        location / { proxy_pass http://shop; proxy_buffer_size 8k; }
        location /api/ { proxy_pass http://10.0.0.9:4000; }
        location ~ \.php$ { fastcgi_pass unix:/run/php/php8.2-fpm.sock; fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name; root /srv; }
        }
        """;

    private static string Line(string upstream) =>
        $"2026/11/20 23:26:54 [error] 7#7: *1 upstream sent too big header while reading response header from upstream, client: 203.0.113.7, server: shop.test, request: \"GET /a HTTP/1.1\", upstream: \"{upstream}\", host: \"shop.test\"\n";

    [Fact]
    public async Task Heads_that_did_not_fit_are_told_beside_the_buffer_of_the_server_that_sent_them()
    {
        var found = await FoundAsync(Line("http://10.0.0.7:3000/a") + "nothing of it\n" + Line("http://10.0.0.7:3000/b") + Line("fastcgi://unix:/run/php/php8.2-fpm.sock:"));

        found.Select(one => one.GetProperty("line").GetInt32()).ShouldBe([3, 5]);
        var proxied = found[0];
        proxied.GetProperty("what").GetString()!.ShouldContain("proxy_buffer_size 8k: 2 heads of 10.0.0.7:3000 did not fit (error.log:1); how large they were nginx does not log");
        proxied.GetProperty("better").GetString().ShouldBe("proxy_buffer_size 16k; proxy_buffers 8 16k; proxy_busy_buffers_size 32k;");
        found[1].GetProperty("what").GetString()!.ShouldContain("fastcgi_buffer_size at its default of 4k: 1 head of unix:/run/php/php8.2-fpm.sock did not fit (error.log:4)");
        found[1].GetProperty("better").GetString()!.ShouldStartWith("fastcgi_buffer_size 16k;");
    }

    [Fact]
    public async Task A_server_whose_name_was_looked_up_is_found_by_the_host() =>
        (await FoundAsync(Line("http://192.0.2.1:3000/a"))).Count.ShouldBe(3);

    [Fact]
    public async Task A_log_without_such_heads_changes_nothing() =>
        (await FoundAsync(Line("http://10.0.0.7:3000/a").Replace("sent too big header", "prematurely closed connection", StringComparison.Ordinal))).ShouldBeEmpty();

    [Theory]
    [InlineData("no such file or folder", "nginx", "nosuch.log")]
    [InlineData("--log goes with nginx", "haproxy", "error.log")]
    public async Task What_cannot_be_read_or_compared_is_said(string expected, string system, string log)
    {
        await using var called = new Called();
        called.Write("nginx.conf", Conf);
        called.Write("error.log", Line("http://10.0.0.7:3000/a"));
        (await called.ToEndAsync("import", system, "nginx.conf", "--log", log)).ShouldBe(ExitCodes.Usage);
        called.Error.ToString().ShouldContain(expected);
    }

    private static async Task<List<JsonElement>> FoundAsync(string log)
    {
        await using var called = new Called();
        called.Write("nginx.conf", Conf);
        called.Write("error.log", log);
        await called.ToEndAsync("import", "nginx", "nginx.conf", "--json", "--log", "error.log");
        return [.. JsonDocument.Parse(called.Out.ToString()).RootElement.GetProperty("findings").EnumerateArray().Where(one => one.GetProperty("rule").GetString() == "header-buffer-small").Select(one => one.Clone())];
    }
}
