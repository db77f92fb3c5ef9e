using System.Text;
using System.Text.RegularExpressions;
using Goodgate.EndToEnd.Behaviour.Origins;
using Goodgate.EndToEnd.Stage;

namespace Goodgate.EndToEnd.Behaviour;

/// <summary>Every request that two readers could read differently is refused and counted, or reaches the server in one form only.</summary>
public sealed partial class SmugglingTests
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    public static TheoryData<string, int, string> Refused => SmugglingRows.Refused;

    public static TheoryData<string, string> Carried => SmugglingRows.Carried;

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Refuses_and_counts(string request, int status, string reason)
    {
        await using var origin = RawOrigin.Answering(Ok);
        await using var gateway = await RunningGateway.StartAsync(origin.Url);
        using var client = await gateway.ConnectAsync();

        await client.TrySendAsync(Encoding.Latin1.GetBytes(request));
        var answer = await client.ReadAsync();

        answer.Status.ShouldBe(status);
        gateway.Instance.Outlets.Counters.RefusedByReason.ShouldBe([new KeyValuePair<string, long>(reason, 1)]);
        (await gateway.EndAsync()).ShouldBeEmpty("a bad request is no failure of anything behind us");
        string.Concat(origin.Received).ShouldNotContain("0\r\n\r\n", Case.Sensitive, "no whole request went on");
        foreach (var received in origin.Received)
        {
            received.ShouldEndWith("Transfer-Encoding: chunked\r\n\r\n", Case.Sensitive, "only a body that breaks later has a head that went on");
        }
    }

    [Theory]
    [InlineData("TRACE / HTTP/1.1\r\nHost: a.test\r\n\r\n", "method-not-served: CONNECT and TRACE are not served here.")]
    [InlineData("GET /a\tb HTTP/1.1\r\nHost: a.test\r\n\r\n", "bad-target: the address holds spaces, control characters or bytes outside ASCII, which must be percent-encoded, or %00. (byte 6, RFC 9112 §3.2)")]
    [InlineData("GET / HTTP/1.1\r\nHost: a.test\r\nX-A: 1\u0001<b>\r\n\r\n", "bad-field-value: the value of a header field holds control characters. (byte 36, RFC 9110 §5.5)")]
    public async Task Says_why_it_refuses(string request, string line)
    {
        await using var gateway = await RunningGateway.StartAsync("http://127.0.0.1:9");
        using var client = await gateway.ConnectAsync();

        var answer = await client.AskAsync(request);

        answer.Status.ShouldBe(400);
        answer.Field("Content-Type").ShouldBe("text/plain; charset=utf-8");
        answer.Text.ShouldBe($"400 Bad Request: {line}\n");
    }

    [Theory]
    [MemberData(nameof(Carried))]
    public async Task Carries_in_one_form_only(string request, string expected)
    {
        await using var origin = RawOrigin.Answering(Ok);
        await using var gateway = await RunningGateway.StartAsync(origin.Url);
        using var client = await gateway.ConnectAsync();

        var answer = await client.AskAsync(request);

        answer.Text.ShouldBe("ok");
        var received = origin.Received.ShouldHaveSingleItem();
        Ours().Count(received).ShouldBe(1);
        Ours().Replace(received, "{ours}").ShouldBe(expected);
    }

    [GeneratedRegex(
        @"Via: [^\r\n]+\r\nForwarded: [^\r\n]+\r\nX-Forwarded-For: [^\r\n]+\r\nX-Forwarded-Proto: http\r\nX-Forwarded-Host: [^\r\n]*\r\n"
        + @"X-Forwarded-Port: \d+\r\nX-Request-ID: [0-9a-f]{32}\r\ntraceparent: 00-[0-9a-f]{32}-[0-9a-f]{16}-00\r\n",
        RegexOptions.None, 1000)]
    private static partial Regex Ours();
}
