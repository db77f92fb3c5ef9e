using System.Net;
using System.Text.Json;
using Goodgate.EndToEnd.Behaviour.Origins;
using Goodgate.EndToEnd.Causes;
using Goodgate.EndToEnd.Files;
using Goodgate.EndToEnd.Stage;
using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Settings;
using Goodgate.Verdicts.Catalogue;

namespace Goodgate.EndToEnd.Behaviour;

/// <summary>Limits on how often one client may come: who is too fast is told how long to wait, and others do not notice.</summary>
public sealed class RateLimitTests : IDisposable
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private readonly LeapingTime _time = new();
    private readonly ServedSite _site = new();

    public RateLimitTests() => _time.Stop();

    public void Dispose() => _site.Dispose();

    [Fact]
    [Proves(CauseIds.RateLimited)]
    public async Task Retry_After_is_true()
    {
        await using var origin = RawOrigin.Answering(Ok);
        await using var gateway = await StartAsync(origin.Url);
        (await ManyAsync(gateway, 3)).ShouldBe([200, 200, 200]);
        for (var round = 0; round < 3; round++)
        {
            var refused = await gateway.GetAsync("/login");
            refused.Status.ShouldBe(429);
            refused.Field("Proxy-Status").ShouldBe("goodgate; error=http_request_denied; details=\"rate-limited\"");
            refused.Field("Cache-Control").ShouldBe("no-store");
            refused.Text.ShouldStartWith("429 Too Many Requests\n\nA little slower, please\n");
            var wait = int.Parse(refused.Field("Retry-After")!, System.Globalization.CultureInfo.InvariantCulture);
            wait.ShouldBe(6);
            _time.Leap(TimeSpan.FromSeconds(wait - 1));
            (await gateway.GetAsync("/login")).Field("Retry-After").ShouldBe("1");
            _time.Leap(TimeSpan.FromSeconds(1));
            (await gateway.GetAsync("/login")).Status.ShouldBe(200);
        }

        var verdict = (await gateway.EndAsync()).ShouldHaveSingleItem("told once a minute, not once a request");
        verdict.Cause.Id.ShouldBe(CauseIds.RateLimited);
        verdict.Summary.ShouldBe("requests came faster than allowed (rate = 10/min, burst 2); rule goodgate.yaml:7");
        verdict.Observation.ClientStatus.ShouldBe(429);
        verdict.Evidence.ShouldContain(fact => fact.Value.Contains("127.0.0.1", StringComparison.Ordinal));
        var counters = gateway.Instance.Outlets.Counters;
        counters.RefusedByReason[CauseIds.RateLimited].ShouldBe(6);
        counters.Failures[(CauseIds.RateLimited, "visitor")].ShouldBe(6);
        counters.Requests.Of(4, ResponseSource.Gateway).ShouldBe(6);
    }

    [Theory]
    [InlineData("text/html", "de", "<html lang=\"de\">", "text/html; charset=utf-8")]
    [InlineData("application/json", "fr", "\"cause\":\"rate-limited\"", "application/problem+json")]
    [InlineData("*/*", "es", "429 Too Many Requests", "text/plain; charset=utf-8")]
    public async Task It_is_told_in_the_form_and_language_of_the_client(string accept, string language, string expected, string type)
    {
        await using var origin = RawOrigin.Answering(Ok);
        await using var gateway = await StartAsync(origin.Url);
        await ManyAsync(gateway, 3);

        var refused = await gateway.GetAsync("/login", $"Accept: {accept}\r\nAccept-Language: {language}\r\n");

        refused.Status.ShouldBe(429);
        refused.Field("Content-Type").ShouldBe(type);
        refused.Field("Content-Language").ShouldBe(language);
        refused.Text.ShouldContain(expected);
        refused.Text.ShouldContain("6");
    }

    [Fact]
    public async Task Other_paths_methods_and_clients_do_not_notice()
    {
        await using var origin = RawOrigin.Answering(Ok);
        await using var gateway = await StartAsync(origin.Url, settings => settings with { TrustedProxies = ["127.0.0.0/8"] });
        (await ManyAsync(gateway, 5, "X-Forwarded-For: 192.0.2.1\r\n")).ShouldBe([200, 200, 200, 429, 429]);
        (await ManyAsync(gateway, 4, "X-Forwarded-For: 192.0.2.9, 192.0.2.1\r\n")).ShouldAllBe(status => status == 429, "what a client writes itself is no new address");
        (await ManyAsync(gateway, 4, "Forwarded: for=192.0.2.2\r\n")).ShouldBe([200, 200, 200, 429]);
        (await ManyAsync(gateway, 2, "X-Forwarded-For: 2001:db8:0:1::1\r\n")).ShouldBe([200, 200]);
        (await ManyAsync(gateway, 2, "X-Forwarded-For: 2001:db8:0:1::2\r\n")).ShouldBe([200, 429]);
        (await ManyAsync(gateway, 4)).ShouldBe([200, 200, 200, 429]);
        (await gateway.GetAsync("/other")).Status.ShouldBe(200);
        (await gateway.GetAsync("/login/more")).Status.ShouldBe(200);
        (await gateway.GetAsync("/%6Cogin")).Status.ShouldBe(429, "another spelling of the path is the same path");
        using var client = await gateway.ConnectAsync();
        (await client.AskAsync("PUT /login HTTP/1.1\r\nHost: a.test\r\nContent-Length: 0\r\n\r\n")).Status.ShouldBe(200);
        gateway.Instance.Outlets.Counters.ForgottenClients.ShouldBe(0);
    }

    [Fact]
    public async Task Over_HTTP2_too()
    {
        await using var origin = RawOrigin.Answering(Ok);
        await using var gateway = await StartAsync(origin.Url, settings => settings with { Listen = [new ListenSettings { Url = "h2c://127.0.0.1:0" }] });
        using var http = new HttpClient { DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
        var login = new Uri($"http://{gateway.Address}/login");
        for (var i = 0; i < 3; i++)
        {
            (await http.GetAsync(login)).StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        using var content = new ByteArrayContent(new byte[100_000]);
        using var refused = await http.PostAsync(login, content);
        refused.Version.ShouldBe(HttpVersion.Version20);
        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(6));
        (await refused.Content.ReadAsStringAsync()).ShouldContain("You can safely send it again later");
        _time.Leap(TimeSpan.FromSeconds(6));
        (await http.GetAsync(login)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_reload_remembers()
    {
        await using var origin = RawOrigin.Answering(Ok);
        await using var gateway = await StartAsync(origin.Url);
        await ManyAsync(gateway, 3);
        var settings = gateway.Instance.Model.Settings;
        var site = settings.Sites[0];
        await gateway.Instance.ReloadAsync(settings with { Sites = [site with { Routes = [.. site.Routes.Reverse(), new RouteSettings { Path = "/new", Upstream = "app" }] }] });
        (await gateway.GetAsync("/login")).Status.ShouldBe(429);

        await gateway.Instance.ReloadAsync(settings with { Sites = [site with { Routes = [new RouteSettings { Upstream = "app" }] }] });
        (await gateway.GetAsync("/login")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task The_access_log_says_refused()
    {
        var log = _site.PathOf("access.log");
        await using var origin = RawOrigin.Answering(Ok);
        await using var gateway = await StartAsync(origin.Url, settings => settings with { AccessLog = new AccessLogSettings { Path = log } });
        await ManyAsync(gateway, 4);
        await gateway.EndAsync();
        var records = (await File.ReadAllLinesAsync(log)).Select(line => JsonElement.Parse(line)).ToList();
        records.Count.ShouldBe(4);
        records[2].TryGetProperty("refused", out _).ShouldBeFalse();
        records[3].GetProperty("status").GetInt32().ShouldBe(429);
        records[3].GetProperty("refused").GetString().ShouldBe("rate-limited");
        records[3].GetProperty("route").GetString().ShouldBe("/login");
    }

    [Fact]
    public async Task A_word_limits_the_logins_of_WordPress_and_nothing_else()
    {
        await using var php = RawOrigin.Answering(Ok);
        _site.With("index.php").With("wp-login.php").With("xmlrpc.php");
        await using var gateway = await RunningGateway.StartAsync(_site.Settings(php.Url, files => files with { Preset = "wordpress", LimitLogins = true }), _time);
        foreach (var path in new[] { "/wp-login.php", "/xmlrpc.php" })
        {
            (await PostManyAsync(gateway, path, 7)).ShouldBe([200, 200, 200, 200, 200, 200, 429]);
            (await PostManyAsync(gateway, path + "/x", 1)).ShouldBe([429], "the same script");
            (await PostManyAsync(gateway, "/" + path, 1)).ShouldBe([429], "the same script");
            (await gateway.GetAsync(path)).Status.ShouldBe(200);
        }

        (await PostManyAsync(gateway, "/wp-comments-post.php", 10)).ShouldAllBe(status => status == 200);
        _time.Leap(TimeSpan.FromSeconds(12));
        (await PostManyAsync(gateway, "/wp-login.php", 2)).ShouldBe([200, 429]);

        var settings = gateway.Instance.Model.Settings;
        await gateway.Instance.ReloadAsync(settings with { Sites = [settings.Sites[0] with { Files = settings.Sites[0].Files! with { LimitLogins = false } }] });
        (await PostManyAsync(gateway, "/wp-login.php", 10)).ShouldAllBe(status => status == 200);
        (await gateway.EndAsync()).ShouldContain(verdict => verdict.Summary.Contains("sites.site.files.limit_logins", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_route_without_an_answer_limits_the_files()
    {
        _site.With("a.txt").With("b.txt");
        var settings = _site.Settings();
        var limited = new RouteSettings { Path = "/a.txt", Rate = new RateSettings { Requests = "1/h" } };
        await using var gateway = await RunningGateway.StartAsync(settings with { Sites = [settings.Sites[0] with { Routes = [limited] }] }, _time);
        (await gateway.GetAsync("/a.txt")).Text.ShouldBe("content\n");
        var refused = await gateway.GetAsync("/a.txt");
        refused.Status.ShouldBe(429);
        refused.Field("Retry-After").ShouldBe("3600");
        (await gateway.GetAsync("/b.txt")).Status.ShouldBe(200);
        (await gateway.GetAsync("/b.txt")).Status.ShouldBe(200);
    }

    // Two beyond the rate, for GET and POST to /login.
    private Task<RunningGateway> StartAsync(string server, Func<GatewaySettings, GatewaySettings>? change = null)
    {
        var settings = RunningGateway.Before(server);
        var limited = new RouteSettings { Path = "/login", Methods = ["GET", "POST"], Upstream = "app", Rate = new RateSettings { Requests = "10/min", Burst = 2 }, Origin = "goodgate.yaml:7" };
        settings = settings with { Sites = [settings.Sites[0] with { Routes = [.. settings.Sites[0].Routes, limited] }] };
        return RunningGateway.StartAsync(change?.Invoke(settings) ?? settings, _time);
    }

    private static async Task<List<int>> ManyAsync(RunningGateway gateway, int count, string fields = "")
    {
        var statuses = new List<int>();
        for (var i = 0; i < count; i++)
        {
            statuses.Add((await gateway.GetAsync("/login", fields)).Status ?? 0);
        }

        return statuses;
    }

    private static async Task<List<int>> PostManyAsync(RunningGateway gateway, string path, int count)
    {
        var statuses = new List<int>();
        for (var i = 0; i < count; i++)
        {
            using var client = await gateway.ConnectAsync();
            statuses.Add((await client.AskAsync($"POST {path} HTTP/1.1\r\nHost: a.test\r\nContent-Length: 7\r\n\r\nlog=adm")).Status ?? 0);
        }

        return statuses;
    }
}
