using Goodgate.EndToEnd.Stage;

namespace Goodgate.EndToEnd.Causes;

/// <summary>
/// Where six proxies differ, and most of them pass rubbish on or blame the wrong party (measured: nginx 1.22, Apache 2.4.71, HAProxy 2.6,
/// Caddy 2.6, Squid 5.7, Varnish 7.1 before the same bad servers). One line each, and the one right answer: RFC 9110 §15.6, RFC 9209 §2.3.
/// </summary>
[Collection(PlayedFaults.Name)]
public sealed class SixProxiesTests(FaultOutcomes outcomes)
{
    private const int Cut = 200;

    [Theory]
    [InlineData("port closed", "connect-refused", 502)]
    [InlineData("SYN dropped", "connect-timeout", 504)]
    [InlineData("accepts, silent", "response-timeout", 504)]
    [InlineData("FIN, no bytes", "upstream-closed-before-response", 502)]
    [InlineData("RST after request", "upstream-reset", 502)]
    [InlineData("SSH-2.0 banner", "wrong-protocol-on-port", 502)]
    [InlineData("header line without colon", "invalid-response-header", 502)]
    [InlineData("200 kB header", "response-header-too-large", 502)]
    [InlineData("CL + TE", "invalid-framing-length-and-chunked", 502)]
    [InlineData("Content-Length: abc", "invalid-framing-length-not-a-number", 502)]
    [InlineData("two different CL", "invalid-framing", 502)]
    [InlineData("bad chunk size", "invalid-response-coding", Cut)]
    [InlineData("short body", "response-truncated", Cut)]
    [InlineData("Transfer-Encoding: gzip, identity", "invalid-response-coding-not-chunked-last", 502)]
    [InlineData("status 2000", "malformed-status-line", 502)]
    [InlineData("NUL in value", "invalid-response-header-nul", 502)]
    [InlineData("space before colon", "invalid-response-header-space-before-colon", 502)]
    [InlineData("unsolicited 101", "upgrade-failed", 502)]
    [InlineData("FIN inside headers", "upstream-closed-before-response-in-head", 502)]
    [InlineData("NXDOMAIN", "dns-name-not-found", 502)]
    [InlineData("TLS to plain HTTP port", "tls-wrong-protocol", 502)]
    [InlineData("untrusted certificate", "tls-certificate-untrusted", 502)]
    public void What_six_proxies_differ_in(string line, string fault, int status)
    {
        var outcome = outcomes.Of(fault);
        var shown = $"{line}: {outcome}";
        outcome.Last.Status.ShouldBe(status, shown);
        outcome.Verdicts.ShouldHaveSingleItem(shown).Cause.Id.ShouldBe(outcome.Played.Fault.CauseId, shown);

        // After the head the status stands; then the end must be one that the client sees.
        outcome.Last.LooksWhole.ShouldBe(status != Cut, shown);
        (outcome.Last.Field("Proxy-Status") is not null).ShouldBe(status != Cut, shown);
    }
}
