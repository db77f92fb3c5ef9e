namespace Goodgate.Logs.Tests.Lines;

/// <summary>Lines unlike the samples: other versions, carriers in front, starts and ends cut off, custom fields. Users' logs differ.</summary>
public sealed class OtherFormsTests
{
    private const string Refused = "2026/11/20 23:26:54 [error] 7#7: *1 connect() failed (111: Connection refused) while connecting to upstream, client: 203.0.113.7, server: example.com, request: \"GET /p HTTP/1.1\", upstream: \"http://10.0.0.7:8080/p\", host: \"example.com\"";

    [Theory]
    [InlineData("{\"log\":\"2026/11/20 23:26:54 [error] 7#7: *1 connect() failed (111: Connection refused) while connecting to upstream, client: 203.0.113.7, server: example.com, request: \\\"GET /p HTTP/1.1\\\", upstream: \\\"http://10.0.0.7:8080/p\\\", host: \\\"example.com\\\"\\n\",\"stream\":\"stderr\",\"time\":\"2026-11-20T23:26:54.123456789Z\"}")]
    [InlineData("2026-11-20T23:26:54.123456789Z stderr F " + Refused)]
    [InlineData("Nov 20 23:26:54 web nginx[7]: " + Refused)]
    [InlineData("<187>Nov 20 23:26:54 web nginx: " + Refused)]
    [InlineData("<187>1 2026-11-20T23:26:54.123Z web nginx 7 - - " + Refused)]
    [InlineData("<187>1 2026-11-20T23:26:54.123+00:00 web nginx 7 ID1 [a@1 b=\"c\"] " + Refused)]
    [InlineData("2026-11-20T23:26:54.123456+00:00 web nginx[7]: " + Refused)]
    [InlineData("2026-11-20T23:26:54.123456789Z " + Refused)]
    [InlineData("web-1  | " + Refused)]
    [InlineData("nginx_1 | " + Refused)]
    [InlineData("[pod/web-6d4cf56db6-x2x9p/nginx] " + Refused)]
    [InlineData("2026-11-20T23:26:54.123000+00:00 ecs/web/0a1b2c3d4e5f " + Refused)]
    [InlineData("2026-11-20T23:26:54.123Z " + Refused)]
    [InlineData("{\"__REALTIME_TIMESTAMP\":\"1795217214123456\",\"SYSLOG_IDENTIFIER\":\"nginx\",\"_PID\":\"7\",\"MESSAGE\":\"connect() failed (111: Connection refused) while connecting to upstream, client: 203.0.113.7, server: example.com\"}")]
    [InlineData("onnect() failed (111: Connection refused) while connecting to upstream, client: 203.0.113.7, server: example.com, request: \"GET /p HTTP/1.1\", upstream: \"http://10.0.0.7:8080/p\"")]
    [InlineData("2026/11/20 23:26:54 [error] 7#7: *1 connect() failed (111: Connection refused) while connecting to upstream, client: 203.0.113.7, server: example.com, request: \"GET /pppppppp")]
    [InlineData("2026/11/20 23:26:54 [error] 7#7: *1 connect() failed (111: Connection refused) while connecting to upstream, client: 203.0.113.7, server: , upstream: \"10.0.0.7:3306\", bytes from/to client:0/0, bytes from/to upstream:0/0")]
    [InlineData("2026/11/20 23:26:54 [error] 7#7: *1 connect() failed (111: Connection refused) while connecting to upstream, client: 203.0.113.7, server: kong, request: \"GET / HTTP/1.1\", upstream: \"http://10.0.0.7:80/\", host: \"e\", request_id: \"0a1b\"")]
    [InlineData("127.0.0.1:38148 [20/Nov/2026:23:18:01.645] fe~ be/s1 0/0/-1/-1/+1001 503 +217 - - SC-- 1/1/0/0/+1 0/0 {example.com|Mozilla} {} \"GET / HTTP/1.1\"")]
    [InlineData("/-1/1001 503 217 - - SC-- 1/1/0/0/1 0/0 \"GET / HTTP/1.1\"")]
    [InlineData("tion refused: AH00957: http: attempt to connect to 127.0.0.1:80 (*) failed")]
    [InlineData("[Fri Nov 20 23:16:30.649736 2026] [proxy:error] [pid 23514] (111)Connection refused: AH00957: HTTPS: attempt to connect to [2001:db8::7]:443 (app) failed")]
    [InlineData("\"msg\":\"dial tcp 127.0.0.1:47001: connect: connection refused\",\"request\":{\"remote_ip\":\"127.0.0.1\",\"method\":\"GET\",\"host\":\"e\",\"uri\":\"/\"},\"duration\":0.0002,\"status\":502,\"err_id\":\"b\",\"err_trace\":\"reverseproxy.statusError (reverseproxy.go:1272)\"}")]
    [InlineData("\u001b[31mERROR\u001b[0m\thttp.log.error\tdial tcp 10.0.0.7:80: connect: connection refused\t{\"status\": 502}")]
    [InlineData("-   FetchError     backend app: fail errno 111 (Connection refused)")]
    [InlineData("FetchError     b backend boot.app: fail errno 111 (Connection refused)")]
    public void Connect_refused_in_many_forms(string line) => Judged.Cause(line).ShouldBe("connect-refused");

    [Theory]
    [InlineData("203.0.113.7 - - [20/Nov/2026:23:26:54 +0000] \"GET / HTTP/1.1\" 502 157 \"-\" \"curl/8\"", 502)]
    [InlineData("203.0.113.7 - - [20/Nov/2026:23:26:54 +0000] \"GET / HTTP/1.1\" 504 - \"-\" \"curl/8\"", 504)]
    [InlineData("example.com:443 203.0.113.7 - bob [20/Nov/2026:23:26:54 +0100] \"POST /a?b=c HTTP/2.0\" 503 0", 503)]
    [InlineData("2001:db8::1 - - [20/Nov/2026:23:26:54 +0000] \"GET / HTTP/2\" 502 552 \"https://e/\" \"Mozilla/5.0 (X11; \\\"q\\\") x\" \"203.0.113.9\"", 502)]
    [InlineData("0/Nov/2026:23:26:54 +0000] \"GET / HTTP/1.1\" 502 157 \"-\" \"curl/8\"", 502)]
    [InlineData("/shop?x HTTP/1.1\" 502 157 \"-\" \"curl/8\"", 502)]
    [InlineData("203.0.113.7 - - [20/Nov/2026:23:26:54 +0000] \"GET / HTTP/1.1\" \"502\" 157 \"-\" \"curl/8\"", 502)]
    [InlineData("203.0.113.7 - - [20/Nov/2026:23:26:54 +0000] \"GET / HTTP/1.1\" \"504\" \"157\" \"-\" \"curl/8\"", 504)]
    [InlineData("203.0.113.7 - - [20/Nov/2026:23:26:54 +0000] \"\" 502 0 \"-\" \"-\"", 502)]
    public void An_access_line_alone_names_no_cause_and_says_what_would(string line, int status)
    {
        var seen = Judged.Line(line)!;
        seen.Status.ShouldBe(status);
        seen.Code.ShouldBeNull();
        seen.Decides!.ShouldContain("$upstream_status");
    }

    [Theory]
    [InlineData("203.0.113.7 - - [20/Nov/2026:23:26:54 +0000] \"GET / HTTP/1.1\" 200 5123 \"-\" \"x while connecting to upstream (111: Connection refused)\"")]
    [InlineData("203.0.113.7 - - [20/Nov/2026:23:26:54 +0000] \"GET /?a=[pool www] server reached pm.max_children setting (5) HTTP/1.1\" 404 5 \"-\" \"-\"")]
    [InlineData("203.0.113.7 - - [20/Nov/2026:23:26:54 +0000] \"GET / HTTP/1.1\" 301 0 \"-\" \"502 SC-- 1/1/0/0/1 0/0\"")]
    [InlineData("203.0.113.7 - - [20/Nov/2026:23:26:54 +0000] \"GET /502 HTTP/1.1\" 200 502 \"-\" \"-\"")]
    [InlineData("{\"level\":\"info\",\"msg\":\"dial tcp is fine\",\"logger\":\"http\"}")]
    [InlineData("1795216750.931     12 203.0.113.7 TCP_HIT/200 3458 GET http://e/ - HIER_NONE/- text/html")]
    public void What_a_client_wrote_into_a_line_is_no_failure(string line) => Judged.Cause(line).ShouldBe("none");

    [Theory]
    [InlineData("203.0.113.7 - [20/Nov/2026:23:26:54 +0000] \"GET / HTTP/1.1\" 502 157 us=\"502, 502\" ua=\"10.0.0.7:80, 10.0.0.8:80\" ct=\"-, -\" ht=\"-, -\" rt=\"0.000, 0.000\" br=\"0, 0\"", "connect-refused")]
    [InlineData("{\"time_iso8601\":\"2026-11-20T23:26:54+00:00\",\"remote_addr\":\"203.0.113.7\",\"request\":\"GET / HTTP/1.1\",\"status\":\"504\",\"upstream_addr\":\"10.0.0.7:80\",\"upstream_status\":\"504\",\"upstream_connect_time\":\"0.001\",\"upstream_header_time\":\"-\",\"upstream_response_time\":\"60.001\"}", "response-timeout")]
    [InlineData("{\"time\":\"2026-11-20T23:26:54+00:00\",\"remote_addr\":\"203.0.113.7\",\"request_uri\":\"/\",\"status\":503,\"upstream_addr\":\"\",\"upstream_status\":\"\",\"upstream_connect_time\":\"\",\"upstream_header_time\":\"\"}", "gateway-configured-response")]
    [InlineData("203.0.113.7 - - [20/Nov/2026:23:26:54 +0000] \"GET / HTTP/1.1\" 504 160 \"-\" \"curl/8\" 92 60.001 [default-web-80] [] 10.0.0.7:80 0 60.001 504 0123456789abcdef0123456789abcdef", "response-timeout")]
    [InlineData("203.0.113.7 - - [20/Nov/2026:23:26:54 +0000] \"GET / HTTP/1.1\" 502 150 \"-\" \"curl/8\" 92 0.001 [default-web-80] [] 10.0.0.7:80, 10.0.0.8:80 0, 0 0.000, 0.001 502, 502 0123456789abcdef0123456789abcdef", "undetermined")]
    [InlineData("203.0.113.7 - - [20/Nov/2026:23:26:54 +0000] \"GET / HTTP/1.1\" 500 12 \"-\" \"curl/8\" upstream_status=500 upstream_addr=10.0.0.7:80 upstream_response_time=0.1", "upstream-sent-error")]
    public void Upstream_variables_decide_what_they_can(string line, string cause) => Judged.Cause(line).ShouldBe(cause);

    [Theory]
    [InlineData("Nov 20 23:22:34 web php-fpm8.2[812]: [WARNING] [pool www] server reached pm.max_children setting (5), consider raising it", "worker-pool-exhausted")]
    [InlineData("fpm-1  | [20-Nov-2026 23:22:34] WARNING: [pool www] server reached pm.max_children setting (5), consider raising it", "worker-pool-exhausted")]
    [InlineData("ached pm.max_children setting (5), consider raising it", "worker-pool-exhausted")]
    [InlineData("30570 exited on signal 11 (SIGSEGV) after 1.752043 seconds from start", "worker-crashed")]
    [InlineData("[Fri Nov 20 23:16:30 2026] Out of memory: Killed process 900 (mysqld) total-vm:1512000kB", "worker-crashed")]
    [InlineData("Nov 20 23:16:30 web kernel: php-fpm8.2[30570]: segfault at 0 ip 0 sp 0 error 4 in opcache.so", "worker-crashed")]
    public void Lines_without_a_request_have_no_status(string line, string cause)
    {
        Judged.Cause(line).ShouldBe(cause);
        Judged.Line(line)!.Status.ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("\0\u0001\u0002")]
    [InlineData("{\"a\":")]
    [InlineData("{")]
    [InlineData("\"\"\"\"\"\"")]
    [InlineData("AH00957")]
    [InlineData("[pool ")]
    [InlineData("2026/11/20 23:26:54 [error]")]
    public void Pieces_and_junk_never_throw(string line) => Should.NotThrow(() => Judged.Cause(line));
}
