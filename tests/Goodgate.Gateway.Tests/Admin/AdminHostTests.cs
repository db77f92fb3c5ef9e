using System.Net;
using Goodgate.Gateway.Admin;
using Goodgate.Gateway.Settings;

namespace Goodgate.Gateway.Tests.Admin;

public sealed class AdminHostTests
{
    private static readonly AdminPage Secret = new("/secret", "a page", _ => AdminAnswer.Text(200, "secret"));
    private static readonly AdminPage Broken = new("/broken", "a page with a defect", _ => throw new InvalidOperationException("boom"));
    private static readonly AdminPage Below = new("/api/things/", "things", request => AdminAnswer.Text(200, $"{request.Rest} {string.Join(' ', request.Query)}"));

    [Theory]
    [InlineData("0.0.0.0:0")]
    [InlineData("*:0")]
    [InlineData("[::]:0")]
    [InlineData("192.0.2.1:9502")]
    public async Task An_address_open_to_others_needs_a_token(string listen)
    {
        var refusal = await Should.ThrowAsync<ArgumentException>(() => StartAsync(listen));
        refusal.Message.ShouldContain("admin.token");
        refusal.Message.ShouldContain("127.0.0.1");
        await Should.ThrowAsync<ArgumentException>(() => StartAsync(listen, "  "));
    }

    [Theory]
    [InlineData("9502")]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1:99999")]
    [InlineData("admin.example:9502")]
    [InlineData("::1:9502")]
    [InlineData("")]
    public async Task An_address_that_cannot_be_read_says_what_was_expected(string listen) =>
        (await Should.ThrowAsync<ArgumentException>(() => StartAsync(listen))).Message.ShouldStartWith("admin.listen: ");

    [Fact]
    public async Task Off_is_off() => (await AdminHost.StartAsync(new AdminSettings { Listen = "off" }, [], CancellationToken.None)).ShouldBeNull();

    [Fact]
    public async Task An_address_in_use_is_refused_with_the_remedy()
    {
        await using var first = await StartAsync();
        var refusal = await Should.ThrowAsync<IOException>(() => StartAsync(first.Address["http://".Length..]));
        var port = new Uri(first.Address).Port;
        refusal.Message.ShouldBe($"cannot listen on 127.0.0.1:{port} (admin.listen): port {port} is taken. Stop that program, or choose another port.");
    }

    [Fact]
    public async Task Readiness_follows_the_gateways_life()
    {
        await using var host = await StartAsync();
        (await GetAsync(host, "/readyz")).ShouldBe((503, "starting\n"));
        (await GetAsync(host, "/healthz")).ShouldBe((200, "ok\n"));
        host.SetReady();
        (await GetAsync(host, "/readyz")).ShouldBe((200, "ready\n"));
        host.SetDraining();
        (await GetAsync(host, "/readyz")).ShouldBe((503, "draining\n"));
        (await GetAsync(host, "/healthz")).ShouldBe((200, "ok\n"));
        host.SetReady();
        (await GetAsync(host, "/readyz")).ShouldBe((503, "draining\n"));
    }

    [Theory]
    [InlineData("localhost", 200)]
    [InlineData("LOCALHOST:1234", 200)]
    [InlineData("127.0.0.1:80", 200)]
    [InlineData("[::1]:9502", 200)]
    [InlineData("evil.example", 403)]
    [InlineData("localhost.evil.example", 403)]
    [InlineData("127.0.0.1.evil.example:9502", 403)]
    [InlineData("10.0.0.1", 403)]
    public async Task On_loopback_only_names_of_this_machine_are_answered(string name, int status)
    {
        await using var host = await StartAsync();
        foreach (var path in (string[])["/secret", "/", "/readyz", "/nothing"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, host.Address + path);
            request.Headers.Host = name;
            var answer = await SendAsync(request);
            (answer.Status == 403).ShouldBe(status == 403, path);
        }
    }

    [Theory]
    [InlineData("Bearer correct horse", 200)]
    [InlineData("bearer correct horse", 200)]
    [InlineData("Bearer wrong", 401)]
    [InlineData("Bearer correct hors", 401)]
    [InlineData("Bearer correct horse!", 401)]
    [InlineData("Bearer ", 401)]
    [InlineData("Basic correct horse", 401)]
    [InlineData("correct horse", 401)]
    [InlineData(null, 401)]
    public async Task With_a_token_only_its_bearer_reads(string? authorization, int status)
    {
        foreach (var listen in (string[])["127.0.0.1:0", "0.0.0.0:0"])
        {
            await using var host = await StartAsync(listen, "correct horse");
            using var request = new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{new Uri(host.Address).Port}/secret");
            if (authorization is not null)
            {
                request.Headers.TryAddWithoutValidation("Authorization", authorization).ShouldBeTrue();
            }

            using var client = new HttpClient();
            using var answer = await client.SendAsync(request);
            ((int)answer.StatusCode).ShouldBe(status);
            (await answer.Content.ReadAsStringAsync()).Contains("secret", StringComparison.Ordinal).ShouldBe(status == 200);
            answer.Headers.WwwAuthenticate.Any(one => one.Scheme == "Bearer").ShouldBe(status == 401);
        }
    }

    [Fact]
    public async Task Probes_need_no_token_everything_else_does()
    {
        await using var host = await StartAsync("0.0.0.0:0", "t");
        var address = $"http://127.0.0.1:{new Uri(host.Address).Port}";
        using var client = new HttpClient();
        foreach (var (path, status) in new[] { ("/healthz", 200), ("/readyz", 503), ("/", 401), ("/secret", 401), ("/nothing", 401), ("/api/things/x", 401) })
        {
            ((int)(await client.GetAsync(address + path)).StatusCode).ShouldBe(status, path);
        }
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    public async Task Nothing_can_be_changed_and_no_origin_is_let_in(string method)
    {
        await using var host = await StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), host.Address + "/secret");
        request.Headers.Add("Origin", "http://evil.example");
        request.Headers.Add("Access-Control-Request-Method", "GET");
        using var client = new HttpClient();
        using var answer = await client.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        answer.Content.Headers.Allow.ShouldBe(["GET", "HEAD"]);
        answer.Headers.ShouldNotContain(field => field.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("/secret")]
    [InlineData("/nothing")]
    [InlineData("/healthz")]
    public async Task Every_answer_carries_the_security_fields(string path)
    {
        await using var host = await StartAsync();
        using var client = new HttpClient();
        using var answer = await client.GetAsync(host.Address + path);
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        answer.Headers.GetValues("X-Frame-Options").ShouldBe(["DENY"]);
        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("default-src 'none'");
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        answer.Headers.Contains("Server").ShouldBeFalse();
        answer.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
    }

    [Fact]
    public async Task The_index_lists_the_pages_and_a_wrong_path_too()
    {
        await using var host = await StartAsync();
        (await GetAsync(host, "/")).Body.ShouldContain("/secret              a page");
        var (status, body) = await GetAsync(host, "/nothing");
        status.ShouldBe(404);
        body.ShouldContain("/secret");
    }

    [Fact]
    public async Task A_page_gets_what_stands_behind_its_path_and_the_query()
    {
        await using var host = await StartAsync();
        (await GetAsync(host, "/api/things/one%20two?a=1&a=2&b=%2B")).Body.ShouldBe("one two [a, 2] [b, +]\n");
    }

    [Fact]
    public async Task A_defect_in_a_page_is_a_sentence_not_a_trace()
    {
        await using var host = await StartAsync();
        var (status, body) = await GetAsync(host, "/broken");
        status.ShouldBe(500);
        body.ShouldContain("boom");
        body.ShouldNotContain(" at ");
    }

    [Fact]
    public async Task Requests_have_a_bounded_size()
    {
        await using var host = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, host.Address + "/secret");
        request.Headers.Add("X-Large", new string('a', 9_000));
        (await SendAsync(request)).Status.ShouldBe(431);
    }

    [Fact]
    public async Task HEAD_has_the_length_and_no_content()
    {
        await using var host = await StartAsync();
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Head, host.Address + "/secret");
        using var answer = await client.SendAsync(request);
        answer.Content.Headers.ContentLength.ShouldBe(7);
        (await answer.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
    }

    private static async Task<AdminHost> StartAsync(string listen = "127.0.0.1:0", string? token = null) =>
        (await AdminHost.StartAsync(new AdminSettings { Listen = listen, Token = token }, [Secret, Broken, Below], CancellationToken.None)).ShouldNotBeNull();

    private static async Task<(int Status, string Body)> GetAsync(AdminHost host, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, host.Address + path);
        return await SendAsync(request);
    }

    private static async Task<(int Status, string Body)> SendAsync(HttpRequestMessage request)
    {
        using var client = new HttpClient();
        using var answer = await client.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
