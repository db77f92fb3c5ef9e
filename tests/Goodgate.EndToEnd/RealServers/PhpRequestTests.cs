using System.Globalization;
using System.Runtime.Versioning;
using System.Text.Json;
using Goodgate.EndToEnd.Stage;
using Goodgate.Gateway.Settings;

namespace Goodgate.EndToEnd.RealServers;

/// <summary>What a script of a real PHP-FPM is told of a request, and which script it is.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class PhpRequestTests(PhpSite fpm) : IClassFixture<PhpSite>
{
    [Fact]
    public async Task A_script_gets_the_variables_of_CGI()
    {
        await using var gateway = await fpm.BehindAsync();
        var seen = await ServerAsync(gateway, "/server.php/a%20b/%C3%A4?x=1&y=%00", "Cookie: a=1\r\nCookie: b=2\r\nX-Many: 1\r\nX-Many: 2\r\nAuthorization: Basic dTpw\r\n"
            + "Proxy: http://evil.test\r\nX_Shadow: 1\r\nX.Forwarded.For: 6.6.6.6\r\nX.Shadow: 1\r\nContent.Length: 5\r\nX!Odd: 1\r\nX-Forwarded-For: 9.9.9.9\r\nX-Forwarded-Proto: https\r\nContent-Type: text/x\r\n");
        var port = gateway.Address.Port.ToString(CultureInfo.InvariantCulture);
        Check(seen, new()
        {
            ["REQUEST_METHOD"] = "GET",
            ["REQUEST_URI"] = "/server.php/a%20b/%C3%A4?x=1&y=%00",
            ["QUERY_STRING"] = "x=1&y=%00",
            ["SCRIPT_NAME"] = "/server.php",
            ["SCRIPT_FILENAME"] = fpm.Root + "/server.php",
            ["PATH_INFO"] = "/a b/ä",
            ["PATH_TRANSLATED"] = fpm.Root + "/a b/ä",
            ["DOCUMENT_ROOT"] = fpm.Root,
            ["SERVER_PROTOCOL"] = "HTTP/1.1",
            ["GATEWAY_INTERFACE"] = "CGI/1.1",
            ["SERVER_SOFTWARE"] = "goodgate",
            ["REMOTE_ADDR"] = "127.0.0.1",
            ["SERVER_ADDR"] = "127.0.0.1",
            ["SERVER_PORT"] = port,
            ["SERVER_NAME"] = "site.test",
            ["REQUEST_SCHEME"] = "http",
            ["REDIRECT_STATUS"] = "200",
            ["CONTENT_TYPE"] = "text/x",
            ["HTTP_HOST"] = "site.test",
            ["HTTP_COOKIE"] = "a=1; b=2",
            ["HTTP_X_MANY"] = "1, 2",
            ["HTTP_AUTHORIZATION"] = "Basic dTpw",
            ["PHP_AUTH_USER"] = "u",
            ["HTTPS"] = null,
            ["HTTP_PROXY"] = null,
            ["HTTP_X_SHADOW"] = null,
            ["HTTP_X!ODD"] = null,
            ["HTTP_CONTENT_TYPE"] = null,
            ["HTTP_CONTENT_LENGTH"] = null,
            ["HTTP_X_FORWARDED_FOR"] = null,
        });
        seen["HTTP_X_REQUEST_ID"].GetString()!.Length.ShouldBe(32);
        seen["HTTP_TRACEPARENT"].GetString().ShouldStartWith("00-");
        int.Parse(seen["REMOTE_PORT"].GetString()!, CultureInfo.InvariantCulture).ShouldBeGreaterThan(0);
        (await gateway.EndAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_request_without_a_host_has_the_servers_address()
    {
        await using var gateway = await fpm.BehindAsync();
        using var client = await gateway.ConnectAsync();
        var answer = await client.AskAsync("GET /server.php HTTP/1.0\r\n\r\n");
        Check(JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(answer.Text)!, new()
        {
            ["SERVER_NAME"] = "127.0.0.1",
            ["SERVER_PROTOCOL"] = "HTTP/1.0",
            ["HTTP_HOST"] = null,
        });
    }

    [Fact]
    public async Task A_trusted_proxy_says_whom_it_speaks_for()
    {
        await using var gateway = await fpm.BehindAsync(gateway: new GatewaySettings { TrustedProxies = ["127.0.0.0/8"] });
        Check(await ServerAsync(gateway, "/server.php", "X-Forwarded-For: 203.0.113.7\r\nX-Forwarded-Proto: https\r\n"), new()
        {
            ["REMOTE_ADDR"] = "203.0.113.7",
            ["REMOTE_PORT"] = "",
            ["HTTPS"] = "on",
            ["REQUEST_SCHEME"] = "https",
            ["SERVER_PORT"] = "443",
            ["PATH_INFO"] = null,
            ["PATH_TRANSLATED"] = null,
        });
    }

    [Theory]
    [InlineData("/", "index / -\n")]
    [InlineData("/index.php", "index /index.php -\n")]
    [InlineData("/index.php/a/b?c", "index /index.php/a/b?c /a/b\n")]
    public async Task The_path_names_the_script(string target, string text)
    {
        await using var gateway = await fpm.BehindAsync();
        (await gateway.GetAsync(target)).Text.ShouldBe(text);
    }

    [Theory]
    [InlineData("/photo.jpg", 404)]
    [InlineData("/photo.jpg/x.php", 404)]
    [InlineData("/.env", 404)]
    [InlineData("/uploads/x.php", 403)]
    public async Task What_is_no_script_never_reaches_php(string target, int status)
    {
        await using var gateway = await fpm.BehindAsync();
        var answer = await gateway.GetAsync(target);
        answer.Status.ShouldBe(status);
        answer.Head.ShouldNotContain("X-Powered-By", Case.Insensitive, "PHP said nothing");
    }

    [Fact]
    public async Task One_script_may_serve_all_paths()
    {
        await using var gateway = await fpm.BehindAsync(new FastCgiSettings { Root = fpm.Root, Script = "/index.php" });
        (await gateway.GetAsync("/any/where.html")).Text.ShouldBe("index /any/where.html -\n");
    }

    [Theory]
    [InlineData("/../secret.php")]
    [InlineData("/%2e%2e/secret.php")]
    [InlineData("/a/..%2f..%2fsecret.php")]
    [InlineData("/%FF.php")]
    public async Task A_path_that_leads_out_of_the_root_is_refused(string target)
    {
        await using var gateway = await fpm.BehindAsync();
        (await gateway.GetAsync(target)).Status.ShouldBe(400);
    }

    private static async Task<Dictionary<string, JsonElement>> ServerAsync(RunningGateway gateway, string target, string fields)
    {
        var answer = await gateway.GetAsync(target, fields);
        answer.Status.ShouldBe(200, answer.Text);
        return JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(answer.Text)!;
    }

    private static void Check(Dictionary<string, JsonElement> seen, Dictionary<string, string?> wanted)
    {
        foreach (var (name, value) in wanted)
        {
            (seen.TryGetValue(name, out var found) ? found.ToString() : null).ShouldBe(value, name);
        }
    }
}
