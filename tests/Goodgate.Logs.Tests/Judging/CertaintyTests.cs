using Goodgate.Logs.Judging;
using Goodgate.Verdicts.Catalogue;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Logs.Tests.Judging;

/// <summary>How sure a single line may be. A line whose text cannot tell the cause is not certain of one.</summary>
public sealed class CertaintyTests
{
    [Theory]
    [InlineData("Error: connect ECONNREFUSED 127.0.0.1:3306", "database-down", Confidence.Likely)]
    [InlineData("Error: connect ECONNREFUSED 10.0.0.7:8080", "connect-refused", Confidence.Likely)]
    [InlineData("[HPM] Error occurred while proxying request localhost:3000/api/x to http://localhost:8080/ [ECONNREFUSED] (https://nodejs.org/api/errors.html)", "connect-refused", Confidence.Certain)]
    [InlineData("Error: getaddrinfo ENOTFOUND api.internal", "dns-name-not-found", Confidence.Likely)]
    [InlineData("2026/11/20 23:26:54 [error] 7#7: *1 upstream timed out (110: Connection timed out) while proxying upgraded connection, client: 203.0.113.7, server: e, request: \"GET /ws HTTP/1.1\"", "response-stalled", Confidence.Likely)]
    [InlineData("1795850403.115     13 127.0.0.1 TCP_MISS/502 3439 GET http://shop.example/p/7 - HIER_NONE/- text/html err=ERR_READ_ERROR detail=WITH_SERVER", "undetermined", Confidence.Undetermined)]
    [InlineData("    32780 Error          b Body cannot be fetched", "invalid-framing", Confidence.Likely)]
    [InlineData("    32780 FetchError     b chunked read err", "invalid-response-coding", Confidence.Likely)]
    [InlineData("    32780 FetchError     b straight insufficient bytes", "response-truncated", Confidence.Likely)]
    [InlineData("    32780 FetchError     b backend p13: fail errno 11 (Resource temporarily unavailable)", "listen-queue-full", Confidence.Certain)]
    [InlineData("    32780 HttpGarbage    b \"HTTP/1.1%00\"", "malformed-status-line", Confidence.Likely)]
    [InlineData("    32780 BogoHeader     b Illegal char 0x20 in header name", "invalid-response-header", Confidence.Certain)]
    [InlineData("[Sat Nov 28 07:03:42.819812 2026] [ssl:info] [pid 20338:tid 20350] [remote 127.0.0.1:36853] AH02276: Certificate Verification: Error (18): self-signed certificate [subject: CN=localhost]", "tls-certificate-untrusted", Confidence.Certain)]
    [InlineData("[Sat Nov 28 07:03:42.820279 2026] [ssl:info] [pid 20338:tid 20350] [remote 127.0.0.1:36853] AH01997: SSL handshake failed: sending 502", "undetermined", Confidence.Undetermined)]
    [InlineData("[Sat Nov 28 07:03:42.8 2026] [proxy_fcgi:error] [pid 20338:tid 20350] (22)Invalid argument: [client 127.0.0.1:3] AH01075: Error dispatching request to : ", "wrong-protocol-on-port", Confidence.Likely)]
    public void A_line_is_as_sure_as_its_text(string line, string cause, Confidence confidence)
    {
        Judged.Cause(line).ShouldBe(cause);
        LineVerdict.Of(Judged.Line(line)!).Confidence.ShouldBe(confidence);
    }

    [Theory]
    [InlineData("    32780 HttpGarbage    c \"GET %00\"")]
    [InlineData("[Sat Nov 28 07:03:42.8 2026] [ssl:info] [pid 20338:tid 20350] [client 127.0.0.1:36853] AH02276: Certificate Verification: Error (18): self-signed certificate [subject: CN=localhost]")]
    public void A_visitors_junk_is_no_failure_of_the_server(string line) => Judged.Cause(line).ShouldBe("none");

    [Fact]
    public void A_program_that_cannot_reach_what_it_calls_is_the_applications_affair() =>
        LineVerdict.Of(Judged.Line("Error: connect ECONNREFUSED 10.0.0.7:8080")!).Party.ShouldBe(Party.Application);
}
