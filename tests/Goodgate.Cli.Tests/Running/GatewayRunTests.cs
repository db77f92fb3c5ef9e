using System.Net;
using Goodgate.Cli.Running;
using Goodgate.Lab;
using Goodgate.Lab.Origin;
using Goodgate.Verdicts.Catalogue;

namespace Goodgate.Cli.Tests.Running;

/// <summary>The whole of <c>goodgate run</c>, in this process.</summary>
public sealed class GatewayRunTests : IAsyncDisposable
{
    private const string AnyPort = "http://127.0.0.1:0";

    private readonly Called _called = new();
    private readonly HttpClient _http = new();

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _called.DisposeAsync();
    }

    private async Task<string> StartAsync(params string[] args)
    {
        _ = _called.Start(["run", "--listen", AnyPort, "--admin", "off", .. args]);
        return (await _called.Out.LineWithAsync("listening")).Split(' ')[^1];
    }

    private async Task<string> StartWithAsync(string settings)
    {
        _called.Write("goodgate.yaml", settings);
        _ = _called.Start("run", "--listen", AnyPort);
        return (await _called.Out.LineWithAsync("listening")).Split(' ')[^1];
    }

    private static Task<FaultLab> PlayAsync(string cause) => FaultLab.StartAsync([Lab.Catalogue.Faults.Find(cause)!]);

    [Fact]
    public async Task Starts_while_its_server_is_down_and_names_each_failure()
    {
        await using var lab = await PlayAsync(CauseIds.ConnectRefused);
        var url = await StartAsync("--to", lab.Running[0].Urls[0]);
        using var request = new HttpRequestMessage(HttpMethod.Get, url + "/page?secret=1") { Headers = { { "X-Request-ID", "abc-1" } } };
        using var response = await _http.SendAsync(request);
        response.StatusCode.ShouldBe(HttpStatusCode.BadGateway);
        var line = await _called.Error.LineWithAsync("connect-refused");
        line.ShouldMatch(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z 502 connect-refused GET 127\.0\.0\.1:\d+/page → http://127\.0\.0\.1:\d+ · .*ECONNREFUSED.* · operator must act · next: .* · id abc-1$");
        line.ShouldNotContain("secret");
    }

    [Fact]
    public async Task Says_what_it_serves()
    {
        await using var origin = HealthyOrigin.Start();
        var url = await StartAsync("--to", origin.Url);
        (await _called.Out.LineWithAsync("serving")).ShouldBe($"serving   every host → {origin.Url}");
        (await _called.Out.LineWithAsync("admin")).ShouldBe("admin     off");
        (await _http.GetStringAsync(new Uri(url))).ShouldBe("healthy\n");
    }

    [Fact]
    public async Task A_stop_lets_requests_under_way_finish()
    {
        await using var origin = HealthyOrigin.Start();
        var url = await StartAsync("--to", origin.Url);
        using var response = await _http.GetAsync(new Uri(url + "/slow?bytes=20&piece=1&interval=10"), HttpCompletionOption.ResponseHeadersRead);
        _called.Signals.RequestStop(StopSignal.Terminate);
        (await response.Content.ReadAsByteArrayAsync()).Length.ShouldBe(20);
        (await _called.Run).ShouldBe(0);
        _called.Error.ToString().ShouldContain("goodgate: stopping: 1 request under way, given up to 25s");
    }

    [Fact]
    public async Task The_second_stop_is_at_once()
    {
        await using var origin = HealthyOrigin.Start();
        var url = await StartAsync("--to", origin.Url);
        using var response = await _http.GetAsync(new Uri(url + "/slow?bytes=1000&piece=1&interval=600000"), HttpCompletionOption.ResponseHeadersRead);
        _called.Signals.RequestStop(StopSignal.Interrupt);
        await _called.Error.LineWithAsync("stopping");
        _called.Signals.RequestStop(StopSignal.Interrupt);
        (await _called.Run).ShouldBe(130);
        _called.Error.ToString().ShouldContain("stopped at once");
    }

    [Fact]
    public async Task A_drain_has_an_end()
    {
        await using var origin = HealthyOrigin.Start();
        _called.Write("goodgate.yaml", $"to: {origin.Url}\ndrain_timeout: 0s\n");
        var url = await StartAsync();
        using var response = await _http.GetAsync(new Uri(url + "/slow?bytes=1000&piece=1&interval=600000"), HttpCompletionOption.ResponseHeadersRead);
        _called.Signals.RequestStop(StopSignal.Terminate);
        (await _called.Run).ShouldBe(0);
        _called.Error.ToString().ShouldContain("still under way after 0s were cut off");
    }

    [Fact]
    public async Task A_reload_takes_the_new_file()
    {
        await using var origin = HealthyOrigin.Start();
        _called.Write("goodgate.yaml", "sites: {a: {hosts: ['*'], routes: [{respond: {body: old}}]}}\n");
        var url = await StartAsync();
        (await _http.GetStringAsync(new Uri(url))).ShouldBe("old");
        _called.Write("goodgate.yaml", $"to: {origin.Url}\ndrain_timeout: 7s\ndns: {{resolvers: [127.0.0.1]}}\notlp_endpoint: http://127.0.0.1:1\n");
        _called.Signals.Give(Order.Reload);
        (await _called.Error.LineWithAsync("reloaded")).ShouldBe("goodgate: goodgate.yaml reloaded.");
        (await _http.GetStringAsync(new Uri(url))).ShouldBe("healthy\n");
    }

    [Fact]
    public async Task A_reload_takes_logs_data_and_admin()
    {
        const string Gone = "sites: {a: {hosts: ['*'], upstream: gone}}\nupstreams: {gone: {servers: ['http://127.0.0.1:1']}}\n";
        var url = await StartWithAsync(Gone + "admin: {listen: '127.0.0.1:0'}\n");
        _called.Write("goodgate.yaml", Gone + "admin: {listen: '[::1]:0'}\naccess_log: access.log\ndata: kept\n");
        _called.Signals.Give(Order.Reload);
        var line = await _called.Error.LineWithAsync("reloaded");
        line.ShouldMatch(@"^goodgate: goodgate\.yaml reloaded\. The admin port is at http://\[::1\]:\d+ now\.$");
        using var request = new HttpRequestMessage(HttpMethod.Get, url) { Headers = { { "X-Request-ID", "abc-1" } } };
        using var response = await _http.SendAsync(request);
        await _called.Error.LineWithAsync("id abc-1");
        _called.Signals.RequestStop(StopSignal.Terminate);
        (await _called.Run).ShouldBe(0);
        File.ReadAllText(Path.Combine(_called.Folder, "access.log")).ShouldContain("\"request_id\":\"abc-1\"");
        File.ReadAllText(Path.Combine(_called.Folder, "kept", "failures.jsonl")).ShouldContain("\"request_id\":\"abc-1\"");
    }

    [Theory]
    [InlineData("access_log: /nowhere/access.log", "goodgate.yaml was not reloaded: the access log /nowhere/access.log cannot be opened: its directory does not exist. Create it, and let this user write there. The")]
    [InlineData("data: goodgate.yaml", "goodgate.yaml cannot be used: it is a file. Name a directory. The settings from before stay in force.")]
    [InlineData("admin: {listen: '192.0.2.1:9502', token: t}", "goodgate.yaml was not reloaded: cannot listen on 192.0.2.1:9502 (admin.listen): this machine does not have that address. Expected ")]
    public async Task A_reload_that_cannot_be_carried_out_says_why_and_changes_nothing(string added, string expected)
    {
        const string Before = "sites: {a: {hosts: ['*'], routes: [{respond: {body: good}}]}}\n";
        var url = await StartWithAsync(Before + "admin: {listen: '127.0.0.1:0'}\n");
        _called.Write("goodgate.yaml", Before.Replace("good", "bad", StringComparison.Ordinal) + added + "\n");
        _called.Signals.Give(Order.Reload);
        var line = await _called.Error.LineWithAsync("was not reloaded");
        line.ShouldContain(expected);
        line.ShouldEndWith(" The settings from before stay in force.");
        line.ShouldNotContain("Parameter");
        (await _http.GetStringAsync(new Uri(url))).ShouldBe("good");
    }

    [Fact]
    public async Task A_bad_file_never_replaces_a_good_one()
    {
        _called.Write("goodgate.yaml", "sites: {a: {hosts: ['*'], routes: [{respond: {body: good}}]}}\n");
        var url = await StartAsync();
        _called.Write("goodgate.yaml", "sites: {a: {hots: ['*']}}\n");
        _called.Signals.Give(Order.Reload);
        await _called.Error.LineWithAsync("was not reloaded; the settings from before stay in force");
        _called.Error.ToString().ShouldContain("did you mean \"hosts\"?");
        (await _http.GetStringAsync(new Uri(url))).ShouldBe("good");
    }

    [Fact]
    public async Task Without_a_file_a_reload_says_so()
    {
        await StartAsync("--to", "http://127.0.0.1:1");
        _called.Signals.Give(Order.Reload);
        await _called.Error.LineWithAsync("nothing to reload");
    }

    [Fact]
    public async Task The_access_log_is_written_and_opened_again()
    {
        await using var origin = HealthyOrigin.Start();
        var log = Path.Combine(_called.Folder, "access.log");
        var url = await StartAsync("--to", origin.Url, "--access-log", log);
        (await _called.Out.LineWithAsync("logging")).ShouldBe($"logging   {log}");
        await _http.GetStringAsync(new Uri(url + "/echo"));
        File.Move(log, log + ".1");
        _called.Signals.Give(Order.Reopen);
        await _called.Error.LineWithAsync("logs reopened");
        await _http.GetStringAsync(new Uri(url + "/headers"));
        _called.Signals.RequestStop(StopSignal.Terminate);
        (await _called.Run).ShouldBe(0);
        File.ReadAllText(log).ShouldContain("\"target\":\"/headers\"");
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named_with_its_owner()
    {
        await using var origin = HealthyOrigin.Start();
        (await _called.ToEndAsync("run", "--to", "http://127.0.0.1:1", "--admin", "off", "--listen", origin.Url)).ShouldBe(1);
        var line = _called.Error.Lines.ShouldHaveSingleItem();
        line.ShouldStartWith($"goodgate: cannot listen on {origin.Url}: port {new Uri(origin.Url).Port} is taken by ");
        line.ShouldContain($"(process {Environment.ProcessId})");
    }

    [Fact]
    public async Task A_reload_to_a_port_that_is_taken_names_its_owner()
    {
        await using var origin = HealthyOrigin.Start();
        const string Site = "sites: {a: {hosts: ['*'], routes: [{respond: {body: good}}]}}\nadmin: {listen: 'off'}\n";
        _called.Write("goodgate.yaml", Site + $"listen: ['{AnyPort}']\n");
        _ = _called.Start("run");
        var url = (await _called.Out.LineWithAsync("listening")).Split(' ')[^1];
        _called.Write("goodgate.yaml", Site + $"listen: ['{origin.Url}']\n");
        _called.Signals.Give(Order.Reload);
        var line = await _called.Error.LineWithAsync("was not reloaded");
        line.ShouldStartWith($"goodgate: goodgate.yaml was not reloaded: cannot listen on {origin.Url}: port {new Uri(origin.Url).Port} is taken by ");
        line.ShouldEndWith($"(process {Environment.ProcessId}). Stop that program, or choose another port. The settings from before stay in force.");
        (await _http.GetStringAsync(new Uri(url))).ShouldBe("good");
    }

    [Fact]
    public async Task An_address_of_another_machine_is_named()
    {
        // RFC 5737 §3: TEST-NET-1, never an address of a machine.
        (await _called.ToEndAsync("run", "--to", "http://127.0.0.1:1", "--admin", "off", "--listen", "http://192.0.2.1:8080")).ShouldBe(1);
        _called.Error.Lines.ShouldHaveSingleItem().ShouldContain("this machine does not have that address");
    }

    [Fact]
    public async Task A_socket_without_a_directory_is_named()
    {
        (await _called.ToEndAsync("run", "--to", "http://127.0.0.1:1", "--admin", "off", "--listen", "unix:/nowhere/app.sock")).ShouldBe(1);
        _called.Error.Lines.ShouldHaveSingleItem().ShouldBe(
            "goodgate: cannot listen on unix:/nowhere/app.sock: its directory does not exist. Create it, and let this user write there.");
    }

    [Fact]
    public async Task An_access_log_that_cannot_be_written_is_named()
    {
        (await _called.ToEndAsync("run", "--to", "http://127.0.0.1:1", "--admin", "off", "--listen", AnyPort, "--access-log", "/nowhere/access.log")).ShouldBe(1);
        _called.Error.Lines.ShouldHaveSingleItem().ShouldBe(
            "goodgate: the access log /nowhere/access.log cannot be opened: its directory does not exist. Create it, and let this user write there.");
    }

    [Fact]
    public async Task A_data_folder_is_made_and_told_of()
    {
        await using var lab = await PlayAsync(CauseIds.ConnectRefused);
        var url = await StartAsync("--to", lab.Running[0].Urls[0], "--data", "kept");
        var folder = Path.Combine(_called.Folder, "kept");
        (await _called.Out.LineWithAsync("keeping")).ShouldBe($"keeping   {folder}");
        using var request = new HttpRequestMessage(HttpMethod.Get, url) { Headers = { { "X-Request-ID", "abc-1" } } };
        using var response = await _http.SendAsync(request);
        _called.Signals.RequestStop(StopSignal.Terminate);
        (await _called.Run).ShouldBe(0);
        await using var explained = await Called.WithAsync("explain", "abc-1", "--data", folder);
        explained.ExitCode.ShouldBe(0, explained.Error.ToString());
        explained.Out.ToString().ShouldContain("request abc-1\nconnect-refused: ");
        await using var unknown = await Called.WithAsync("explain", "abc-2", "--data", folder);
        unknown.ExitCode.ShouldBe(1);
        unknown.Error.Lines.ShouldHaveSingleItem().ShouldBe($"goodgate: request abc-2: the data folder {folder} does not mention it; it keeps the last failures only.");
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_used_is_named()
    {
        var file = _called.Write("file", "");
        (await _called.ToEndAsync("run", "--to", "http://127.0.0.1:1", "--admin", "off", "--listen", AnyPort, "--data", "file")).ShouldBe(1);
        _called.Error.Lines.ShouldHaveSingleItem().ShouldBe($"goodgate: the data folder {file} cannot be used: it is a file. Name a directory.");
    }

    [Fact]
    public async Task A_certificate_that_cannot_be_read_is_named()
    {
        _called.Write("goodgate.yaml", "to: http://127.0.0.1:1\nadmin: {listen: 'off'}\nlisten: [{url: 'https://127.0.0.1:0', certificates: [{cert: none.pem, key: none.key}]}]\n");
        (await _called.ToEndAsync("run")).ShouldBe(2);
        _called.Error.ToString().ShouldContain("none.pem");
        _called.Error.ToString().ShouldNotContain("   at ");
    }
}
