using System.Net;
using System.Runtime.Versioning;
using System.Text.Json;
using Goodgate.EndToEnd.RealServers;
using Goodgate.EndToEnd.Stage;

namespace Goodgate.EndToEnd.Logs;

/// <summary>Real gateways before servers that die or are full; then their logs are read as anybody's would be.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class RealLogTests : IDisposable
{
    private const int Good = 5;
    private const int Bad = 7;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("goodgate-logs-");

    public RealLogTests() => File.SetUnixFileMode(_folder.FullName, (UnixFileMode)Convert.ToInt32("755", 8));

    [Fact]
    public async Task Nginx_before_a_server_that_was_killed()
    {
        using var node = await NodeServer.StartAsync();
        using (var nginx = await NginxServer.StartAsync("", Logged($"location / {{ proxy_pass {node.Url}; }}")))
        {
            await AskAsync(nginx.Port, "/ok", Good, 200);
            node.Kill();
            await AskAsync(nginx.Port, "/gone", Bad, 502);
        }

        var report = await ReportAsync("access.log", "error.log");
        report.GetProperty("failed").GetInt64().ShouldBe(Bad);
        report.GetProperty("requests").GetInt64().ShouldBe(Good + Bad);
        var cause = report.GetProperty("causes").EnumerateArray().ShouldHaveSingleItem();
        cause.GetProperty("cause").GetString().ShouldBe("connect-refused");
        cause.GetProperty("count").GetInt64().ShouldBe(Bad);
        cause.GetProperty("confidence").GetString().ShouldBe("certain");

        var each = await EachAsync("error.log");
        each.Count.ShouldBe(Bad);
        each.ShouldAllBe(one => one.EnumerateObject().Select(field => field.Name).SequenceEqual(new[] { "file", "line", "time", "system", "status", "cause", "party", "confidence", "evidence" }));
        each.ShouldAllBe(one => one.GetProperty("system").GetString() == "nginx" && one.GetProperty("status").GetInt32() == 502 && one.GetProperty("cause").GetString() == "connect-refused" && one.GetProperty("party").GetString() == "operator");
        (await EachAsync("access.log")).Select(one => one.GetProperty("cause").GetString()).Distinct().ShouldBe(["undetermined"]);
    }

    [Fact]
    public async Task Nginx_before_a_pool_of_php_that_is_full()
    {
        const int Visitors = 4;
        using var fpm = await PhpFpm.StartAsync(["pm = dynamic", "pm.max_children = 1", "pm.start_servers = 1", "pm.min_spare_servers = 1", "pm.max_spare_servers = 1"], ["-n"]);
        fpm.Write("slow.php", "sleep(5);");
        using (var nginx = await NginxServer.StartAsync("", Logged($"fastcgi_read_timeout 3s; location / {{ fastcgi_pass unix:{fpm.Socket}; fastcgi_param SCRIPT_FILENAME {fpm.Folder}/slow.php; fastcgi_param REQUEST_METHOD $request_method; }}")))
        {
            await Task.WhenAll(Enumerable.Range(0, Visitors).Select(_ => AskAsync(nginx.Port, "/slow.php", 1, 504)));
        }

        await Eventually.IsSoAsync(() => File.ReadAllText(fpm.Log).Contains("max_children", StringComparison.Ordinal), "PHP-FPM says that its pool is full");
        File.Copy(fpm.Log, Path.Combine(_folder.FullName, "php-fpm.log"));

        var report = await ReportAsync("access.log", "error.log", "php-fpm.log");
        report.GetProperty("failed").GetInt64().ShouldBe(Visitors);
        var first = report.GetProperty("causes")[0];
        first.GetProperty("cause").GetString().ShouldBe("worker-pool-exhausted");
        first.GetProperty("count").GetInt64().ShouldBe(Visitors);
        report.GetProperty("verdict").GetString()!.ShouldContain("pool site");
        (await EachAsync("php-fpm.log")).ShouldContain(one => one.GetProperty("cause").GetString() == "worker-pool-exhausted" && one.GetProperty("status").ValueKind == JsonValueKind.Null);
    }

    [Fact]
    public async Task Haproxy_before_a_server_that_was_killed()
    {
        using var node = await NodeServer.StartAsync();
        using (var haproxy = await HaproxyServer.StartAsync($"server s1 {node.At}"))
        {
            await AskAsync(haproxy.Port, "/ok", Good, 200);
            node.Kill();
            await AskAsync(haproxy.Port, "/gone", Bad, 503);
            await Eventually.IsSoAsync(() => haproxy.Log.Count(line => line.Contains("/gone", StringComparison.Ordinal)) == Bad, "HAProxy has logged every request");
            await File.WriteAllLinesAsync(Path.Combine(_folder.FullName, "haproxy.log"), haproxy.Log);
        }

        var report = await ReportAsync("haproxy.log");
        report.GetProperty("failed").GetInt64().ShouldBe(Bad);
        var cause = report.GetProperty("causes").EnumerateArray().ShouldHaveSingleItem();
        cause.GetProperty("cause").GetString().ShouldBe("connect-refused");
        cause.GetProperty("count").GetInt64().ShouldBe(Bad);

        // The state SC is the same for a reset and a failed handshake.
        cause.GetProperty("confidence").GetString().ShouldBe("likely");
        (await EachAsync("haproxy.log")).ShouldAllBe(one => one.GetProperty("status").GetInt32() == 503 && one.GetProperty("system").GetString() == "haproxy");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string Logged(string server) => $"error_log {_folder.FullName}/error.log info; access_log {_folder.FullName}/access.log; {server}";

    private static async Task AskAsync(int port, string path, int times, int status)
    {
        for (var i = 0; i < times; i++)
        {
            using var client = await RawClient.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port));
            (await client.AskAsync($"GET {path} HTTP/1.1\r\nHost: shop.test\r\nConnection: close\r\n\r\n")).Status.ShouldBe(status);
        }
    }

    private string[] Paths(string[] logs) => [.. logs.Select(log => Path.Combine(_folder.FullName, log))];

    private async Task<JsonElement> ReportAsync(params string[] logs)
    {
        var run = await ProgramCall.RunAsync(["logs", .. Paths(logs), "--json"]);
        run.ExitCode.ShouldBe(1, run.Error);
        return JsonDocument.Parse(run.Out).RootElement;
    }

    private async Task<List<JsonElement>> EachAsync(params string[] logs)
    {
        var run = await ProgramCall.RunAsync(["logs", .. Paths(logs), "--each", "--json"]);
        run.ExitCode.ShouldBe(1, run.Error);
        return [.. run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
    }
}
