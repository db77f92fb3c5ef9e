using Goodgate.EndToEnd.Behaviour.Origins;
using Goodgate.EndToEnd.Stage;
using Goodgate.Gateway.Settings;

namespace Goodgate.EndToEnd.Behaviour;

/// <summary>Host → site → route → what is done.</summary>
public sealed class RoutingTests
{
    [Theory]
    [InlineData("example.com", "exact")]
    [InlineData("EXAMPLE.com", "exact")]
    [InlineData("example.com:8443", "exact")]
    [InlineData("example.com.", "exact")]
    [InlineData("example.com.:80", "exact")]
    [InlineData("www.example.com", "wildcard")]
    [InlineData("a.b.example.com", "wildcard")]
    [InlineData("x.api.example.com", "longer wildcard")]
    [InlineData("badexample.com", "any")]
    [InlineData("192.0.2.1", "any")]
    [InlineData("[2001:db8::1]:80", "ipv6")]
    [InlineData("[2001:db8::1]", "ipv6")]
    [InlineData("", "any")]
    public async Task Hosts_find_their_site(string host, string expected)
    {
        await using var gateway = await RunningGateway.StartAsync(Settings(
            Site("exact", ["example.com"]),
            Site("any", ["*"]),
            Site("wildcard", ["*.example.com"]),
            Site("longer wildcard", ["*.api.example.com"]),
            Site("ipv6", ["[2001:db8::1]"])));
        using var client = await gateway.ConnectAsync();

        (await client.AskAsync($"GET / HTTP/1.1\r\nHost: {host}\r\n\r\n")).Text.ShouldBe(expected);
    }

    [Theory]
    [InlineData("GET", "/", "other.test", 404, "no-site", null, "goodgate; error=destination_not_found; details=\"no-site\"")]
    [InlineData("GET", "/b", "example.com", 404, "no-route", null, "goodgate; error=destination_not_found; details=\"no-route\"")]
    [InlineData("DELETE", "/a", "example.com", 405, "method-not-routed", "GET, HEAD, POST", "goodgate; error=http_request_error; details=\"method-not-routed\"")]
    public async Task What_no_route_serves_is_the_clients_error(string method, string target, string host, int status, string reason, string? allow, string proxyStatus)
    {
        await using var gateway = await RunningGateway.StartAsync(Settings(new SiteSettings
        {
            Name = "s",
            Hosts = ["example.com"],
            Routes = [Respond("reads", "/a") with { Methods = ["GET", "HEAD"] }, Respond("posts", "/a") with { Methods = ["POST", "GET"] }],
        }));
        using var client = await gateway.ConnectAsync();

        var answer = await client.AskAsync($"{method} {target}?secret HTTP/1.1\r\nHost: {host}\r\n\r\n");

        answer.Status.ShouldBe(status);
        answer.Field("Allow").ShouldBe(allow);
        answer.Field("Proxy-Status").ShouldBe(proxyStatus);
        answer.Field("Content-Type").ShouldBe("text/plain; charset=utf-8");
        answer.Field("Cache-Control").ShouldBe("no-store");
        answer.Text.ShouldStartWith($"{status} ");
        answer.Text.ShouldContain($": {reason}: ");
        answer.Text.ShouldNotContain("secret");
        gateway.Instance.Outlets.Counters.RefusedByReason.ShouldBe([new KeyValuePair<string, long>(reason, 1)]);
        (await client.AskAsync("GET /a HTTP/1.1\r\nHost: example.com\r\n\r\n")).Text.ShouldBe("reads", "the connection goes on");
        (await gateway.EndAsync()).ShouldBeEmpty("nothing behind us failed");
    }

    [Fact]
    public async Task A_refusal_of_head_has_the_length_and_no_body()
    {
        await using var gateway = await RunningGateway.StartAsync(Settings(Site("s", ["example.com"])));
        using var client = await gateway.ConnectAsync();

        var head = await client.AskAsync("HEAD / HTTP/1.1\r\nHost: other.test\r\n\r\n");
        var get = await client.AskAsync("GET / HTTP/1.1\r\nHost: other.test\r\n\r\n");

        head.Status.ShouldBe(404);
        head.Body.ShouldBeEmpty();
        head.Field("Content-Length").ShouldBe($"{get.Body.Length}");
    }

    [Theory]
    [InlineData("GET", "/", "root")]
    [InlineData("GET", "/a", "exact a")]
    [InlineData("GET", "/a?x", "exact a")]
    [InlineData("GET", "/a/", "prefix a")]
    [InlineData("GET", "/a/b/c", "prefix a/b")]
    [InlineData("GET", "/a/b", "prefix a/b")]
    [InlineData("POST", "/a/b/c", "posts to a/b")]
    [InlineData("post", "/a/b/c", "prefix a/b")]
    [InlineData("GET", "/ab", "root")]
    [InlineData("GET", "/A", "root")]
    [InlineData("OPTIONS", "*", "root")]
    [InlineData("GET", "http://h.test/a", "exact a")]
    [InlineData("GET", "http://h.test", "root")]
    public async Task The_most_specific_route_is_taken(string method, string target, string expected)
    {
        await using var gateway = await RunningGateway.StartAsync(Settings(new SiteSettings
        {
            Name = "s",
            Hosts = ["*"],
            Routes =
            [
                Respond("root", "/*"), Respond("prefix a", "/a/*"), Respond("prefix a/b", "/a/b/*"), Respond("exact a", "/a"),
                Respond("posts to a/b", "/a/b/*") with { Methods = ["POST"] },
            ],
        }));
        using var client = await gateway.ConnectAsync();

        var answer = await client.AskAsync($"{method} {target} HTTP/1.1\r\nHost: h.test\r\n{(method.Equals("POST", StringComparison.OrdinalIgnoreCase) ? "Content-Length: 0\r\n" : "")}\r\n");

        answer.Text.ShouldBe(expected);
    }

    [Theory]
    [InlineData("/old/a%2Fb?x=1&y", 308, "https://{host}/new{path}{query}", "https://h.test/new/old/a%2Fb?x=1&y")]
    [InlineData("/old", 308, "https://{host}:8443{path}", "https://h.test:8443/old")]
    [InlineData("/old", 301, "https://{host}{path}{query}", "https://h.test/old")]
    [InlineData("/old?", 302, "/there{query}", "/there?")]
    [InlineData("http://h.test:81/old?q", 307, "{path}-{path}", "/old-/old")]
    [InlineData("/old", 303, "https://elsewhere.test/", "https://elsewhere.test/")]
    public async Task Redirects_put_in_what_was_asked(string target, int status, string to, string location)
    {
        await using var gateway = await RunningGateway.StartAsync(Settings(new SiteSettings
        {
            Name = "s",
            Hosts = ["h.test"],
            Routes = [new RouteSettings { Redirect = new RedirectSettings { To = to, Status = status } }],
        }));
        using var client = await gateway.ConnectAsync();

        var answer = await client.AskAsync($"GET {target} HTTP/1.1\r\nHost: h.test:81\r\n\r\n");

        answer.Status.ShouldBe(status);
        answer.Field("Location").ShouldBe(location);
        answer.Field("Content-Length").ShouldBe("0");
        (await gateway.EndAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("GET", "down for a while\n")]
    [InlineData("HEAD", "")]
    public async Task A_configured_503_says_when_to_come_back_and_why(string method, string body)
    {
        await using var gateway = await RunningGateway.StartAsync(Settings(new SiteSettings
        {
            Name = "s",
            Hosts = ["*"],
            Routes =
            [
                new RouteSettings
                {
                    Origin = "goodgate.yaml:12",
                    Respond = new RespondSettings { Status = 503, Body = "down for a while\n", RetryAfter = TimeSpan.FromMinutes(5) },
                },
            ],
        }));
        using var client = await gateway.ConnectAsync();

        var answer = await client.AskAsync($"{method} / HTTP/1.1\r\nHost: a.test\r\n\r\n");

        answer.Status.ShouldBe(503);
        answer.Text.ShouldBe(body);
        answer.Field("Retry-After").ShouldBe("300");
        answer.Field("Content-Type").ShouldBe("text/plain; charset=utf-8");
        answer.Field("Content-Length").ShouldBe("17");
        answer.Field("Cache-Control").ShouldBe("no-store");
        answer.Field("Proxy-Status").ShouldBe("goodgate; error=proxy_internal_response");
        answer.Field("X-Request-ID").ShouldNotBeNull();
        var verdict = (await gateway.EndAsync()).ShouldHaveSingleItem();
        verdict.Cause.Id.ShouldBe("gateway-configured-response");
        verdict.Observation.Facts.ShouldContain(fact => fact.Name == "rule" && fact.Value == "goodgate.yaml:12");
    }

    [Fact]
    public async Task A_configured_answer_leaves_the_connection_usable_after_a_body()
    {
        await using var gateway = await RunningGateway.StartAsync(Settings(Site("s", ["*"])));
        using var client = await gateway.ConnectAsync();

        for (var i = 0; i < 2; i++)
        {
            (await client.AskAsync($"POST / HTTP/1.1\r\nHost: a.test\r\nContent-Length: 5\r\n\r\nhello")).Text.ShouldBe("s");
        }
    }

    [Fact]
    public async Task Own_failure_pages_are_loaded_and_their_problems_told()
    {
        var directory = Directory.CreateTempSubdirectory("goodgate-pages-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(directory.FullName, "502.html"), "<!doctype html><title>Own</title><p>our own page</p>");
            await File.WriteAllTextAsync(Path.Combine(directory.FullName, "999.html"), "never shown");
            await using var origin = RawOrigin.Answering("nonsense\r\n\r\n");
            var settings = RunningGateway.Before(origin.Url);
            settings = settings with { Sites = [settings.Sites[0] with { ErrorPages = directory.FullName }] };
            await using var gateway = await RunningGateway.StartAsync(settings);

            var answer = await gateway.GetAsync("/", "Accept: text/html\r\n");

            answer.Status.ShouldBe(502);
            answer.Text.ShouldContain("our own page");
            gateway.Instance.Model.Problems.ShouldHaveSingleItem().ShouldContain("999.html");
            await File.WriteAllTextAsync(Path.Combine(directory.FullName, "502.html"), "<!doctype html><title>Own</title><p>a newer page</p>");
            await gateway.Instance.ReloadAsync(settings);
            (await gateway.GetAsync("/", "Accept: text/html\r\n")).Text.ShouldContain("a newer page");
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static GatewaySettings Settings(params SiteSettings[] sites) => new()
    {
        Listen = [new ListenSettings { Url = "http://127.0.0.1:0" }],
        Sites = sites,
        Admin = new AdminSettings { Listen = "off" },
    };

    private static SiteSettings Site(string name, string[] hosts) => new() { Name = name, Hosts = hosts, Routes = [Respond(name, "/*")] };

    private static RouteSettings Respond(string body, string path) => new() { Path = path, Respond = new RespondSettings { Body = body } };
}
