using Goodgate.Lab.Catalogue;

namespace Goodgate.Lab.Tests.Connections;

/// <summary>The records each FastCGI fault puts on the wire, asked with a request written by hand.</summary>
public sealed class FastCgiAnswerTests
{
    // FCGI_BEGIN_REQUEST (responder), FCGI_PARAMS with two pairs, their end, the end of FCGI_STDIN.
    private const string Request = "\x01\x01\0\x01\0\x08\0\0\0\x01\0\0\0\0\0\0"
        + "\x01\x04\0\x01\0\x26\x02\0" + "\x0E\x03REQUEST_METHODGET" + "\x0B\x06REQUEST_URI/x?y=z" + "\0\0" + "\x01\x04\0\x01\0\0\0\0" + "\x01\x05\0\x01\0\0\0\0";

    private const string End = "\x01\x03\0\x01\0\x08\0\0\0\0\0\0";

    [Theory]
    [InlineData("worker-pool-exhausted", End + "\x02\0\0\0")]
    [InlineData("worker-crashed", null)]
    [InlineData("worker-crashed-unix", null)]
    [InlineData("worker-crashed-in-head", "\x01\x06\0\x01\0\x10\0\0Content-Type: te")]
    [InlineData("worker-crashed-in-record", "\x01\x06\0\x01\x1F\xF8\0\0Content-Type: text/plain\r\n\r\nxxx")]
    [InlineData("worker-crashed-without-end", "\x01\x06\0\x01\x1F\xF8\0\0Content-Type: text/plain\r\n\r\nxxx")]
    [InlineData("worker-killed-by-timeout", "PHP Fatal error:  Maximum execution time of 30 seconds exceeded in ")]
    [InlineData("application-script-error", End + "\0\0\0\0")]
    [InlineData("application-script-error-fatal", "\x01\x07\0\x01")]
    [InlineData("application-script-error-memory", "Allowed memory size of 134217728 bytes exhausted")]
    [InlineData("application-script-error-after-head", "\r\n\r\nok\n")]
    [InlineData("application-script-error-long-message", "\x01\x07\0\x01\x1F\xF8\0\0xxx")]
    [InlineData("application-script-error-unknown-script", "Primary script unknown")]
    [InlineData("application-script-error-no-fields", "\x01\x06\0\x01\0\x1D\x03\0<html>")]
    [InlineData("application-script-error-in-head", "Content-Type: text/html\r\n\0\0\0\0\0\0\0\x01\x03")]
    [InlineData("application-script-error-answered", "Status: 500 Internal Server Error\r\n")]
    [InlineData("application-script-error-answered-memory", "Status: 500 Internal Server Error\r\n")]
    [InlineData("invalid-response-header-fastcgi", "X-Plugin: a\0b\r\n")]
    [InlineData("invalid-response-header-fastcgi-name", "\r\nX-\u0001Bad: a\r\n")]
    [InlineData("invalid-response-header-fastcgi-status", "Status: fine\r\n")]
    [InlineData("response-header-too-large-fastcgi", "Set-Cookie: a=ccc")]
    [InlineData("response-truncated-fastcgi", "Content-Length: 524288\r\n")]
    [InlineData("response-truncated-fastcgi-small", "Content-Length: 10\r\n")]
    [InlineData("wrong-protocol-on-port-fastcgi-http", "HTTP/1.1 400 Bad Request\r\n")]
    [InlineData("wrong-protocol-on-port-fastcgi-version", "\x02\x06\0\x01")]
    [InlineData("wrong-protocol-on-port-fastcgi-type", "\x01\x2A\0\x01")]
    [InlineData("wrong-protocol-on-port-fastcgi-request", "\x01\x06\0\x07")]
    [InlineData("wrong-protocol-on-port-fastcgi-end", "\x01\x03\0\x01\0\x05\x03\0short")]
    [InlineData("fastcgi-empty-records", "\x01\x07\0\x01\0\0\0\0\x01\x06\0\x01\0\0\0\0")]
    [InlineData("fastcgi-warning", "PHP Warning:  Undefined variable")]
    [InlineData("fastcgi-line-feeds", "Content-Type: text/plain\n\nok\n")]
    [InlineData("fastcgi-management-record", "\x01\x0B\0\0\0\x08\0\0\x0C")]
    [InlineData("fastcgi-unix", "ok\n")]
    [InlineData("fastcgi-surplus", "ok\nsurplus")]
    [Proves("worker-pool-exhausted", "worker-crashed", "worker-crashed-unix", "worker-crashed-in-head", "worker-crashed-in-record", "worker-crashed-without-end",
        "worker-killed-by-timeout", "application-script-error", "application-script-error-fatal", "application-script-error-memory", "application-script-error-after-head",
        "application-script-error-long-message", "application-script-error-unknown-script", "application-script-error-no-fields", "application-script-error-in-head",
        "application-script-error-answered", "application-script-error-answered-memory", "invalid-response-header-fastcgi", "invalid-response-header-fastcgi-name",
        "invalid-response-header-fastcgi-status", "response-header-too-large-fastcgi", "response-truncated-fastcgi", "response-truncated-fastcgi-small",
        "wrong-protocol-on-port-fastcgi-http", "wrong-protocol-on-port-fastcgi-version", "wrong-protocol-on-port-fastcgi-type", "wrong-protocol-on-port-fastcgi-request",
        "wrong-protocol-on-port-fastcgi-end", "fastcgi-empty-records", "fastcgi-warning", "fastcgi-line-feeds", "fastcgi-management-record", "fastcgi-unix", "fastcgi-surplus")]
    public async Task The_decisive_bytes_are_on_the_wire(string name, string? bytes)
    {
        await using var playing = await OneFault.PlayAsync(name);
        using var client = await RawClient.ConnectAsync(playing.Url);
        await client.SendAsync(Request);
        client.Finish();
        var text = (await client.ReadToEndAsync()).Text;
        if (bytes is null)
        {
            text.ShouldBe("");
        }
        else
        {
            text.ShouldContain(bytes, Case.Sensitive);
        }

        if (!name.EndsWith("-http", StringComparison.Ordinal))
        {
            playing.Seen.Requests.ShouldHaveSingleItem().ToString().ShouldBe("GET /x?y=z");
        }
    }

    [Theory]
    [InlineData("worker-crashed-reset", Ending.Reset)]
    [Proves("worker-crashed-reset")]
    public async Task The_connection_is_reset(string name, Ending ending)
    {
        await using var playing = await OneFault.PlayAsync(name);
        using var client = await RawClient.ConnectAsync(playing.Url);
        await client.SendAsync(Request);
        (await client.ReadToEndAsync()).Ending.ShouldBe(ending);
    }

    [Theory]
    [InlineData("response-timeout-fastcgi", false)]
    [InlineData("response-stalled-fastcgi", true)]
    [Proves("response-timeout-fastcgi", "response-stalled-fastcgi")]
    public async Task The_server_holds_the_connection(string name, bool speaks)
    {
        await using var playing = await OneFault.PlayAsync(name);
        using var client = await RawClient.ConnectAsync(playing.Url);
        await client.SendAsync(Request);
        client.Finish();
        (await client.ReadToEndAsync()).Text.Contains("xxx", StringComparison.Ordinal).ShouldBe(speaks);
        Faults.Find(name)!.Speed.Timeout.ShouldNotBeNull();
    }
}
