namespace Goodgate.Logs.Tests.Judging;

/// <summary>Flags, states and names that a newer version or another setup writes, and lines that lost their start: a failure stays one.</summary>
public sealed class UnknownWordsTests
{
    private const string EnvoyTail = " 0 91 12 - \"-\" \"curl/8\" \"0a1b\" \"example.com\" \"10.0.0.7:80\"";

    [Theory]
    [InlineData("[2026-11-20T23:26:54.123Z] \"GET / HTTP/1.1\" 503 ZZ" + EnvoyTail, "undetermined")]
    [InlineData("[2026-11-20T23:26:54.123Z] \"GET / HTTP/1.1\" 503 UH,ZZ" + EnvoyTail, "no-healthy-upstream")]
    [InlineData("[2026-11-20T23:26:54.123Z] \"GET / HTTP/1.1\" 200 ZZ" + EnvoyTail, "none")]
    [InlineData("{\"start_time\":\"2026-11-20T23:26:54Z\",\"response_code\":503,\"response_flags\":\"ZZ\",\"method\":\"GET\",\"path\":\"/\"}", "undetermined")]
    [InlineData("{\"start_time\":\"2026-11-20T23:26:54Z\",\"responseCode\":503,\"responseFlags\":\"UH\",\"method\":\"GET\",\"path\":\"/\"}", "no-healthy-upstream")]
    [InlineData("127.0.0.1:38148 [20/Nov/2026:23:18:01.645] fe be/s1 0/0/0/-1/1 502 217 - - SX-- 1/1/0/0/0 0/0 \"GET / HTTP/1.1\"", "undetermined")]
    [InlineData("127.0.0.1:38148 [20/Nov/2026:23:18:01.645] fe be/s1 0/0/0/1/1 200 217 - - SX-- 1/1/0/0/0 0/0 \"GET / HTTP/1.1\"", "none")]
    public void An_unknown_word_leaves_the_failure_undetermined(string line, string cause) => Judged.Cause(line).ShouldBe(cause);

    [Theory]
    [InlineData("V> 0/-1/-1/-1/0 503 217 - - SC-- 1/1/0/0/0 0/0 \"GET / HTTP/1.1\"", "no-healthy-upstream")]
    [InlineData("/-1/0 503 217 - - SC-- 1/1/0/0/0 0/0 \"GET / HTTP/1.1\"", "undetermined")]
    [InlineData("/-1/1001 503 217 - - SC-- 1/1/0/0/1 0/0 \"GET / HTTP/1.1\"", "connect-refused")]
    [InlineData("ould not be resolved (3: Host not found), client: 1.2.3.4, request: \"GET / HTTP/1.1\", host: \"e\"", "dns-name-not-found")]
    [InlineData("ver defined to resolve nosuch.invalid, client: 1.2.3.4, request: \"GET / HTTP/1.1\", host: \"e\"", "gateway-misconfigured")]
    public void A_cut_start_leaves_what_is_in_sight(string line, string cause) => Judged.Cause(line).ShouldBe(cause);

    [Theory]
    [InlineData("rt=0.001 us=\"-\" ua=\"-\"", "gateway-configured-response", 0.001)]
    [InlineData("rt=60.001 us=\"503\" ua=\"10.0.0.7:80\" urt=60.000", "upstream-sent-error", 60.001)]
    public void A_response_time_is_the_upstreams_only_where_one_was_asked(string fields, string cause, double elapsed)
    {
        var line = $"203.0.113.7 - - [20/Nov/2026:23:26:54 +0000] \"GET / HTTP/1.1\" 503 5 \"-\" \"curl\" {fields}";
        Judged.Cause(line).ShouldBe(cause);
        Judged.Line(line)!.Elapsed.ShouldBe(TimeSpan.FromSeconds(elapsed));
        Judged.Line(line)!.Quote.ShouldNotContain("response_time 60.001");
    }
}
