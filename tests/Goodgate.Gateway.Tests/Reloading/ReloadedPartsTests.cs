using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Goodgate.Gateway.Data;
using Goodgate.Gateway.Settings;
using Goodgate.Gateway.Tests.Observing;

namespace Goodgate.Gateway.Tests.Reloading;

/// <summary>Each part of the settings that a reload takes beside sites and upstreams.</summary>
public sealed class ReloadedPartsTests : IDisposable
{
    private static readonly IPAddress Own = IPAddress.Parse("127.0.0.45");

    private readonly string _folder = Directory.CreateTempSubdirectory("goodgate-reload-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_access_log_goes_on_off_and_elsewhere()
    {
        using var server = new TestServer();
        await using var gateway = await TestGateway.StartAsync([server.Url]);
        var log = gateway.Instance.Observatory.AccessLog;
        await gateway.Client.GetAsync("/0");
        await LogAsync(gateway, new AccessLogSettings { Path = At("a") });
        await gateway.Client.GetAsync("/1");
        await UntilAsync(() => log.Written == 1);
        await LogAsync(gateway, new AccessLogSettings { Path = At("b") });
        await gateway.Client.GetAsync("/2");
        await UntilAsync(() => log.Written == 2);
        await LogAsync(gateway, new AccessLogSettings { Path = At("b"), Format = "combined" });
        await gateway.Client.GetAsync("/3");
        await UntilAsync(() => log.Written == 3);
        await LogAsync(gateway, null);
        await gateway.Client.GetAsync("/4");

        // Its record may come a moment after its answer, when the log is on again; that of the one before cannot.
        await gateway.Client.GetAsync("/late");
        await LogAsync(gateway, new AccessLogSettings { Path = At("a") });
        await gateway.Client.GetAsync("/5");
        await gateway.StopAsync();
        (await File.ReadAllLinesAsync(At("a"))).Select(Target).Where(target => target != "/late").ShouldBe(["/1", "/5"]);
        var lines = await File.ReadAllLinesAsync(At("b"));
        lines.Length.ShouldBe(2);
        Target(lines[0]).ShouldBe("/2");
        lines[1].ShouldContain("\"GET /3 HTTP/1.1\" 200");
    }

    [Fact]
    public async Task Under_traffic_no_record_is_lost_and_none_is_written_twice()
    {
        using var server = new TestServer();
        await using var gateway = await TestGateway.StartAsync([server.Url], settings => settings with { AccessLog = new AccessLogSettings { Path = At("a") } });
        using var over = new CancellationTokenSource();
        var clients = Enumerable.Range(0, 3).Select(async client =>
        {
            var sent = 0;
            for (; !over.IsCancellationRequested; sent++)
            {
                (await gateway.Client.GetAsync($"/{client}-{sent}", CancellationToken.None)).EnsureSuccessStatusCode();
            }

            return sent;
        }).ToArray();
        for (var i = 0; i < 60; i++)
        {
            await LogAsync(gateway, new AccessLogSettings { Path = At(i % 2 == 0 ? "b" : "a") });
        }

        await over.CancelAsync();
        var sent = await Task.WhenAll(clients);
        await gateway.StopAsync();
        var targets = File.ReadLines(At("a")).Concat(File.ReadLines(At("b"))).Select(Target).ToList();
        targets.Count.ShouldBe(sent.Sum());
        targets.Distinct(StringComparer.Ordinal).Count().ShouldBe(sent.Sum());
    }

    [Fact]
    public async Task The_admin_port_moves_and_its_old_address_is_closed()
    {
        // An address of its own: no port of it is taken by anybody else, before or after.
        await using var gateway = await TestGateway.StartAsync([TestServer.Nobody()], settings => settings with { Admin = new AdminSettings { Listen = $"{Own}:0" } });
        var before = gateway.Instance.AdminAddress!;
        var free = FreePort();
        await AdminAsync(gateway, new AdminSettings { Listen = $"{Own}:{free}" });
        gateway.Instance.AdminAddress.ShouldBe($"http://{Own}:{free}");
        using var http = new HttpClient();
        (await http.GetStringAsync(new Uri($"http://{Own}:{free}/readyz"))).ShouldBe("ready\n");
        await GoneAsync(new Uri(before).Port);
        await AdminAsync(gateway, new AdminSettings { Listen = "off" });
        gateway.Instance.AdminAddress.ShouldBeNull();
        await GoneAsync(free);
        await AdminAsync(gateway, new AdminSettings { Listen = "127.0.0.1:0" });
        (await http.GetStringAsync(new Uri(gateway.Instance.AdminAddress + "/readyz"))).ShouldBe("ready\n");
        gateway.Instance.BeginDrain();
        (await http.GetAsync(new Uri(gateway.Instance.AdminAddress + "/readyz"))).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task A_token_changes_where_the_port_is()
    {
        await using var gateway = await TestGateway.StartAsync([TestServer.Nobody()]);
        var before = gateway.Instance.AdminAddress;
        await AdminAsync(gateway, new AdminSettings { Listen = "127.0.0.1:0", Token = "new" });
        gateway.Instance.AdminAddress.ShouldBe(before);
        (await gateway.Admin.GetAsync("/metrics")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics") { Headers = { { "Authorization", "Bearer new" } } };
        (await gateway.Admin.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_admin_port_that_cannot_be_had_leaves_everything_as_it_was()
    {
        using var server = new TestServer();
        await using var gateway = await TestGateway.StartAsync([server.Url], settings => settings with { AccessLog = new AccessLogSettings { Path = At("a") } });
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var before = gateway.Instance.Model;
        var admin = gateway.Instance.AdminAddress;
        var refusal = await Should.ThrowAsync<IOException>(() => gateway.Instance.ReloadAsync(before.Settings with
        {
            Upstreams = [new UpstreamSettings { Name = "app", Servers = [TestServer.Nobody()] }],
            AccessLog = new AccessLogSettings { Path = At("b") },
            Data = At("data"),
            Dns = new DnsSettings { HostsFile = At("hosts") },
            Admin = new AdminSettings { Listen = $"127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}" },
        }));
        refusal.Message.ShouldContain(" is taken. Stop that program, or choose another port.");
        gateway.Instance.Model.ShouldBeSameAs(before);
        gateway.Instance.AdminAddress.ShouldBe(admin);
        (await gateway.Client.GetStringAsync("/kept")).ShouldBe("ok\n");
        (await gateway.Admin.GetStringAsync("/metrics")).ShouldContain("goodgate_config_last_reload_success 0\n");
        DataFolder.Open(At("data")).Dispose();
        await gateway.StopAsync();
        Target((await File.ReadAllLinesAsync(At("a"))).ShouldHaveSingleItem()).ShouldBe("/kept");
        new FileInfo(At("b")).Length.ShouldBe(0);
    }

    [Fact]
    public async Task An_address_its_own_port_is_part_of_says_so()
    {
        await using var gateway = await TestGateway.StartAsync([TestServer.Nobody()]);
        var own = gateway.Instance.AdminAddress!;
        var refusal = await Should.ThrowAsync<IOException>(() => AdminAsync(gateway, new AdminSettings { Listen = $"*:{new Uri(own).Port}", Token = "t" }));
        refusal.Message.ShouldBe($"admin.listen: *:{new Uri(own).Port}: this gateway's own admin port {own} is in the way. Choose another port, or restart.");
        (await gateway.Admin.GetStringAsync("/readyz")).ShouldBe("ready\n");
    }

    [Fact]
    public async Task New_lookups_use_the_new_resolver()
    {
        using var server = new TestServer();
        await File.WriteAllTextAsync(At("none"), "");
        await File.WriteAllTextAsync(At("hosts"), "127.0.0.1 app.test\n");
        var name = $"http://app.test:{new Uri(server.Url).Port}";
        await using var gateway = await TestGateway.StartAsync([name], settings => settings with { Dns = new DnsSettings { HostsFile = At("none"), ResolvConf = At("none"), Resolvers = ["127.0.0.1:1"] } });
        (await gateway.Client.GetAsync("/")).IsSuccessStatusCode.ShouldBeFalse();
        var settings = gateway.Instance.Model.Settings;
        var resolver = gateway.Instance.Model.Resolver;
        await gateway.Instance.ReloadAsync(settings with { Dns = settings.Dns with { Resolvers = ["127.0.0.1:1"] } });
        gateway.Instance.Model.Resolver.ShouldBeSameAs(resolver, "it remembers");
        await gateway.Instance.ReloadAsync(settings with { Dns = settings.Dns with { HostsFile = At("hosts") } });
        (await gateway.Client.GetStringAsync("/")).ShouldBe("ok\n");
    }

    [Fact]
    public async Task The_data_folder_changes_and_the_new_ones_failures_are_known()
    {
        await using var gateway = await TestGateway.StartAsync([TestServer.Nobody()], settings => settings with { Data = At("one") });
        var keeper = gateway.Instance.Observatory.Keeper;
        await gateway.Client.GetAsync("/");
        await UntilAsync(() => keeper.Written == 1);
        await DataAsync(gateway, At("one") + "/");
        using (DataFolder.Open(At("two")))
        {
            (await Should.ThrowAsync<DataFolderException>(() => DataAsync(gateway, At("two")))).Message.ShouldContain("another running goodgate");
        }

        await File.WriteAllTextAsync(FailureFiles.Current(At("two")), "{\"cause\":\"connect-timeout\",\"request_id\":\"old\"}\n");
        await DataAsync(gateway, At("two"));
        gateway.Instance.Verdicts.Find(new() { RequestId = "old" }).ShouldHaveSingleItem();
        await gateway.Client.GetAsync("/");
        await UntilAsync(() => keeper.Written == 2);
        await DataAsync(gateway, null);
        await gateway.Client.GetAsync("/");
        await gateway.StopAsync();
        FailureHistory.Read(At("one"), 10).Failures.Count.ShouldBe(1);
        FailureHistory.Read(At("two"), 10).Failures.Count.ShouldBe(2);
        DataFolder.Open(At("one")).Dispose();
        DataFolder.Open(At("two")).Dispose();
    }

    [Fact]
    public async Task Limits_towards_clients_are_those_of_the_model()
    {
        await using var gateway = await TestGateway.StartAsync([TestServer.Nobody()]);
        await gateway.Instance.ReloadAsync(gateway.Instance.Model.Settings with { Client = new ClientSettings { MaxBodyBytes = 7 } });
        gateway.Instance.Model.Client.MaxBodyBytes.ShouldBe(7);
    }

    [Fact]
    public async Task Metrics_go_to_the_collector_of_the_settings_in_force()
    {
        var (first, second) = (new TaskCompletionSource<(string Path, string Body)>(), new TaskCompletionSource<(string Path, string Body)>());
        await using var one = await Collector.StartAsync(first);
        await using var other = await Collector.StartAsync(second);
        await using var gateway = await TestGateway.StartAsync([TestServer.Nobody()]);
        await ExportAsync(gateway, one.Urls.First() + "/one");
        await gateway.Client.GetAsync("/");
        await UntilAsync(() => gateway.Instance.Outlets.Counters.Failures.Count == 1);
        await Should.ThrowAsync<ArgumentException>(() => ExportAsync(gateway, "collector:4317"));
        first.Task.IsCompleted.ShouldBeFalse("the one in force goes on");

        await ExportAsync(gateway, other.Urls.First() + "/other");
        var sent = await first.Task.WaitAsync(TimeSpan.FromSeconds(60));
        sent.Path.ShouldBe("/one/v1/metrics");
        sent.Body.ShouldContain("connect-refused");

        await gateway.Client.GetAsync("/");
        await ExportAsync(gateway, null);
        (await second.Task.WaitAsync(TimeSpan.FromSeconds(60))).Path.ShouldBe("/other/v1/metrics");
    }

    private string At(string name) => Path.Combine(_folder, name);

    private static string Target(string line) => JsonElement.Parse(line).GetProperty("target").GetString()!;

    private static Task LogAsync(TestGateway gateway, AccessLogSettings? log) => gateway.Instance.ReloadAsync(gateway.Instance.Model.Settings with { AccessLog = log });

    private static Task AdminAsync(TestGateway gateway, AdminSettings admin) => gateway.Instance.ReloadAsync(gateway.Instance.Model.Settings with { Admin = admin });

    private static Task DataAsync(TestGateway gateway, string? folder) => gateway.Instance.ReloadAsync(gateway.Instance.Model.Settings with { Data = folder });

    private static Task ExportAsync(TestGateway gateway, string? endpoint) => gateway.Instance.ReloadAsync(gateway.Instance.Model.Settings with { OtlpEndpoint = endpoint });

    private static int FreePort()
    {
        using var probe = new TcpListener(Own, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    // A record is written, and a failure counted, a moment after its answer.
    private static async Task UntilAsync(Func<bool> isSo)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!isSo())
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    // The old address is closed when requests under way there have ended.
    private static async Task GoneAsync(int port)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(Own, port, limit.Token);
            }
            catch (SocketException)
            {
                return;
            }
        }
    }
}
