using Goodgate.Logs.Access;
using Goodgate.Logs.Lines;
using Goodgate.Logs.Tests.Running;

namespace Goodgate.Logs.Tests.Access;

public sealed class NginxConfTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("goodgate-conf-").FullName;

    [Fact]
    public async Task Formats_are_found_through_includes_and_read_lines()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "conf.d"));
        var conf = Write("nginx.conf", "events {}\nhttp {\n  # log_format no '$status';\n  log_format  plain  '$remote_addr - \"$request\" $status';\n  include conf.d/*.conf;\n}\n");
        Write("conf.d/up.conf", "log_format up escape=json '$remote_addr|$time_iso8601|$status|'\n   '$upstream_connect_time|$upstream_header_time|'\n   \"$upstream_status|$upstream_addr|it\\'s $request\";\n");

        NginxConf.Formats(conf).ShouldBe(["$remote_addr - \"$request\" $status", "$remote_addr|$time_iso8601|$status|$upstream_connect_time|$upstream_header_time|$upstream_status|$upstream_addr|it's $request"]);
        var read = await LogReading.OfAsync("203.0.113.7|2026-11-20T23:26:54+00:00|504|0.001|-|504|10.0.0.7:80|it's GET / HTTP/1.1\n", options => options with { Format = FormatChoice.OfNginx(conf) });
        read.Findings.ShouldBe([(1, "response-timeout")]);
    }

    [Theory]
    [InlineData("log_format x '$status")]
    [InlineData("include nginx.conf; include *.conf; log_format")]
    [InlineData("{{{{;;;;\"")]
    [InlineData("")]
    public void Broken_files_give_what_they_have(string text) => Should.NotThrow(() => FormatChoice.OfNginx(Write("nginx.conf", text)));

    [Fact]
    public void A_file_that_is_not_there_has_none() => NginxConf.Formats(Path.Combine(_folder, "nosuch.conf")).ShouldBeEmpty();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
