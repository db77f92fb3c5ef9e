using System.Net;
using Goodgate.Cli.Settings;
using Goodgate.EndToEnd.Behaviour.Origins;
using Goodgate.EndToEnd.Files;
using Goodgate.EndToEnd.RealServers;
using Goodgate.EndToEnd.Stage;
using Goodgate.Gateway.Settings;

namespace Goodgate.EndToEnd.Importing;

/// <summary>nginx, and a gateway from the settings written from nginx's own, before the same servers: the same answers.</summary>
public sealed class NginxImportTests
{
    private static readonly string[] Fields = ["Location", "Content-Length", "X-Seen"];

    private static readonly string[] Requests =
    [
        "GET / HTTP/1.1",
        "GET /page?a=1&b=%20 HTTP/1.1",
        "GET /api/list?x=1 HTTP/1.1",
        "GET /api HTTP/1.1",
        "DELETE /api/7 HTTP/1.1",
        "GET /static/a.css HTTP/1.1",
        "HEAD /page HTTP/1.1",
        "GET /old/page?q=1 HTTP/1.1",
        "GET /moved HTTP/1.1",
        "GET /teapot HTTP/1.1",
        "GET /health HTTP/1.1",
        "GET /health/deeper HTTP/1.1",
        "GET /secret/plan HTTP/1.1",
    ];

    [Fact]
    public async Task Both_answer_alike()
    {
        await using var app = Telling("app");
        await using var api = Telling("api");
        var groups = $"upstream app {{ server {Authority(app)}; keepalive 8; keepalive_timeout 4s; }}\nupstream api {{ server {Authority(api)} max_fails=0; }}";
        const string Server = """
            server_name site.test;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_set_header Host $http_host;
            proxy_connect_timeout 2s;
            proxy_read_timeout 30s;
            location / { proxy_pass http://app; }
            location /api/ { proxy_pass http://api; }
            location = /health { return 200 "well"; }
            location = /teapot { return 418 "short and stout"; }
            location /old/ { return 301 https://$host$request_uri; }
            location = /moved { return 302 /page; }
            location /secret/ { deny all; proxy_pass http://app; }
            """;
        using var nginx = await NginxServer.StartAsync("", Server, groups);
        await using var gateway = await GatewayFromAsync($"http {{ {groups}\nserver {{ listen 127.0.0.1:{nginx.Port}; {Server} }} }}");
        foreach (var request in Requests)
        {
            await AlikeAsync(nginx.Port, gateway, request, "");
        }

        await AlikeAsync(nginx.Port, gateway, "POST /api/new HTTP/1.1", "Content-Length: 5\r\n", "hello");
    }

    [Fact]
    public async Task Files_and_a_proxied_path_are_served_alike()
    {
        using var site = new ServedSite().With("index.html", "<p>home</p>").With("a.css", "p{}").With("sub/index.html", "<p>sub</p>");
        await using var api = Telling("api");
        var server = $"root {site.Root}; index index.html; location / {{ try_files $uri $uri/ =404; }} location /api/ {{ proxy_set_header Host $http_host; proxy_pass http://{Authority(api)}; }}";
        using var nginx = await NginxServer.StartAsync("", server);
        await using var gateway = await GatewayFromAsync($"http {{ server {{ listen {nginx.Port}; {server} }} }}");
        foreach (var request in (string[])["GET / HTTP/1.1", "GET /a.css HTTP/1.1", "GET /sub/ HTTP/1.1", "GET /api/x HTTP/1.1"])
        {
            await AlikeAsync(nginx.Port, gateway, request, "");
        }

        (await AskAsync(gateway.Address.Port, "GET /none HTTP/1.1", "", "")).Status.ShouldBe(404);
    }

    private static async Task AlikeAsync(int nginx, RunningGateway gateway, string request, string fields, string body = "")
    {
        var theirs = await AskAsync(nginx, request, fields, body);
        var ours = await AskAsync(gateway.Address.Port, request, fields, body);
        ours.Status.ShouldBe(theirs.Status, request);

        // Pages of errors and redirects are each gateway's own.
        if (theirs.Status is 200 or 418)
        {
            Fields.Select(name => $"{name}: {ours.Field(name)}").ShouldBe(Fields.Select(name => $"{name}: {theirs.Field(name)}"), request);
            ours.Text.ShouldBe(theirs.Text, request);
        }
        else if (theirs.Field("Location") is { } location)
        {
            // nginx makes an absolute address of a path, with its own port.
            ours.Field("Location").ShouldBe(location.Replace($"http://site.test:{nginx}", "", StringComparison.Ordinal), request);
        }
    }

    private static async Task<RunningGateway> GatewayFromAsync(string conf)
    {
        var folder = Directory.CreateTempSubdirectory("goodgate-import-");
        try
        {
            var (from, to) = (Path.Combine(folder.FullName, "nginx.conf"), Path.Combine(folder.FullName, "goodgate.yaml"));
            await File.WriteAllTextAsync(from, conf);
            var run = await ImportProgram.RunAsync("nginx", from, "--to-goodgate", to);
            run.ExitCode.ShouldBe(0, run.Error + run.Out);
            var read = SettingsFile.Read(to, _ => null);
            read.Problems.ShouldBeEmpty();
            read.Settings!.Listen.ShouldHaveSingleItem();
            return await RunningGateway.StartAsync(read.Settings with { Listen = [new ListenSettings { Url = "http://127.0.0.1:0" }], Admin = new AdminSettings { Listen = "off" } });
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<Answer> AskAsync(int port, string request, string fields, string body)
    {
        using var client = await RawClient.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port));
        return await client.AskAsync($"{request}\r\nHost: site.test\r\nConnection: close\r\n{fields}\r\n{body}");
    }

    private static string Authority(RawOrigin origin) => new Uri(origin.Url).Authority;

    // Says what it was asked: method, target, Host and content.
    private static RawOrigin Telling(string name) => RawOrigin.Start(async peer =>
    {
        while (await peer.ReadRequestAsync() is { } request)
        {
            var end = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            var head = request[..end];
            var line = head[..head.IndexOf(" HTTP/", StringComparison.Ordinal)];
            var told = $"{name} {line} {OriginPeer.Lines(head, "Host")[0]} {request[(end + 4)..]}";
            await peer.SendAsync($"HTTP/1.1 200 OK\r\nX-Seen: {name}\r\nContent-Length: {told.Length}\r\n\r\n{(line.StartsWith("HEAD", StringComparison.Ordinal) ? "" : told)}");
        }
    });
}
