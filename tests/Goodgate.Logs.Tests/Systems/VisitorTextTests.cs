using Goodgate.Logs.Formats;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Logs.Tests.Systems;

/// <summary>A visitor chooses request, referrer, host and names of files. Whatever stands there, the verdict is not theirs to choose.</summary>
public sealed class VisitorTextTests
{
    private const string NginxHead = "2026/11/28 10:00:00 [error] 31#31: *7 ";
    private const string ApacheHead = "[Fri Nov 20 23:16:30.649736 2026] ";
    private const string ApacheClient = "[pid 23514] [client 203.0.113.7:42676] ";

    public static TheoryData<string> NginxPlaces =>
    [
        NginxHead + "access forbidden by rule, client: 1.2.3.4, server: _, request: \"GET /?{0} HTTP/1.1\", host: \"a\"",
        NginxHead + "access forbidden by rule, client: 1.2.3.4, server: _, request: \"GET / HTTP/1.1\", host: \"{0}\", referrer: \"{0}\"",
        NginxHead + "open() \"/var/www/{0}\" failed (2: No such file or directory), client: 1.2.3.4, server: _, request: \"GET / HTTP/1.1\", host: \"a\"",
        NginxHead + "open() \"/var/www/x\" {0} \"\" failed (2: No such file or directory), client: 1.2.3.4, server: _, request: \"GET / HTTP/1.1\", host: \"a\"",
        NginxHead + "open() \"/var/www/x\" {0}, client: 1.2.3.4, server: _, request: \"GET / HTTP/1.1\", host: \"a\"",
        NginxHead + "\"/var/www/{0}/index.html\" is forbidden (13: Permission denied), client: 1.2.3.4, server: _, request: \"GET / HTTP/1.1\", host: \"a\"",
        NginxHead + "user \"{0}\" was not found in \"/etc/nginx/htpasswd\", client: 1.2.3.4, server: _, request: \"GET / HTTP/1.1\", host: \"a\"",
        "ccess forbidden by rule, client: 1.2.3.4, server: _, request: \"GET /?{0} HTTP/1.1\", host: \"a\"",
    ];

    public static TheoryData<string> ApachePlaces =>
    [
        ApacheHead + "[core:info] " + ApacheClient + "AH00128: File does not exist: /var/www/{0}",
        ApacheHead + "[core:info] " + ApacheClient + "AH00128: File does not exist: /var/www/{0}, referer: http://x/",
        ApacheHead + "[authz_core:error] " + ApacheClient + "AH01630: client denied by server configuration: /var/www/x, referer: {0}",
        ApacheHead + "[security2:error] " + ApacheClient + "ModSecurity: Warning. Pattern match \"{0}\" at ARGS:q.",
        "[Fri Nov 20 23:16:30 2026] [error] [client 203.0.113.7] File does not exist: /var/www/{0}",
        "[Fri Nov 20 23:16:30 2026] [error] [client 203.0.113.7] script not found, referer: {0}",
    ];

    [Theory]
    [MemberData(nameof(NginxPlaces))]
    public void Nginx_messages_in_a_visitors_words_are_none(string place) => Said("nginx", place, sample => sample.IndexOf('#', StringComparison.Ordinal) is > 0 and var at
        ? sample[(sample.IndexOf(": ", at, StringComparison.Ordinal) + 2)..] : sample, ", client: ").ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(ApachePlaces))]
    public void Apache_messages_in_a_visitors_words_are_none(string place) => Said("apache", place, sample => sample[(sample.LastIndexOf("] ", StringComparison.Ordinal) + 2)..], ", referer: ").ShouldBeEmpty();

    [Theory]
    [InlineData(NginxHead + "access forbidden by rule, client: 1.2.3.4, server: _, request: \"GET /?q=connect() failed (111: Connection refused) HTTP/1.1\", host: \"a\", referrer: \"no live upstreams\"")]
    [InlineData(NginxHead + "open() \"/var/www/upstream timed out (110: Connection timed out) while reading response header from upstream\" failed (2: No such file or directory), client: 1.2.3.4, server: _")]
    [InlineData("[Fri Nov 20 23:16:30.649736 2026] [core:info] [pid 1] [client 1.2.3.4:5] AH00128: File does not exist: /var/www/server reached MaxRequestWorkers setting, referer: http://x/")]
    [InlineData("[Fri Nov 20 23:16:30.649736 2026] [authz_core:error] [pid 1] [client 1.2.3.4:5] AH01630: client denied by server configuration: /var/www/x, referer: Premature end of script headers: index.php")]
    [InlineData("[Fri Nov 20 23:16:30.649736 2026] [security2:error] [pid 1] [client 1.2.3.4:5] ModSecurity: Warning. Pattern match \"End of script output before headers\" at ARGS:q.")]
    [InlineData("[Fri Nov 20 23:16:30.649736 2026] [security2:error] [pid 1] [client 1.2.3.4:5] ModSecurity: Warning. Pattern match \"AH00957: http: attempt to connect to\" at ARGS:q.")]
    public void Lines_seen_to_be_misread(string line) => Judged.Cause(line).ShouldBe("none");

    [Theory]
    [InlineData(NginxHead + "open() \"/var/www/a\" failed (24: Too many open files), client: 1.2.3.4, server: _, request: \"GET / HTTP/1.1\", host: \"a\"", "gateway-out-of-resources")]
    [InlineData(NginxHead + "upstream sent unexpected FastCGI record: 3 while reading response header from upstream, client: 1.2.3.4, server: _, request: \"GET /a.php HTTP/1.1\", host: \"a\"", "application-script-error", Confidence.Likely)]
    [InlineData(NginxHead + "upstream sent unexpected FastCGI record: 7 while reading response header from upstream, client: 1.2.3.4, server: _, request: \"GET /a.php HTTP/1.1\", host: \"a\"", "wrong-protocol-on-port", Confidence.Likely)]
    [InlineData(NginxHead + "upstream sent unexpected FastCGI record: 84 while reading response header from upstream, client: 1.2.3.4, server: _, request: \"GET /a.php HTTP/1.1\", host: \"a\"", "wrong-protocol-on-port")]
    [InlineData("timeout specified has expired: AH00957: http: attempt to connect to 127.0.0.1:47016 (*) failed", "connect-timeout")]
    [InlineData(" file or directory: AH02454: FCGI: attempt to connect to Unix domain socket /run/php.sock (localhost:8000) failed", "socket-missing")]
    [InlineData("sion denied: AH02454: FCGI: attempt to connect to Unix domain socket /run/php.sock (localhost:8000) failed", "socket-permission-denied")]
    [InlineData("Connection reset by peer: [client 203.0.113.7:42676] AH01102: error reading status line from remote server 10.0.0.7:8080", "upstream-reset", Confidence.Likely)]
    public void What_the_server_itself_says_is_believed(string line, string cause, Confidence confidence = Confidence.Certain)
    {
        Judged.Cause(line).ShouldBe(cause);
        Goodgate.Logs.Judging.LineVerdict.Of(Judged.Line(line)!).Confidence.ShouldBe(confidence);
    }

    private static IEnumerable<string> Said(string format, string place, Func<string, string> message, string tail) => FormatFile.Get(format).Rules.Where(rule => rule.IsMessage && rule.CauseId != "-").SelectMany(rule => rule.Samples)
        .Select(sample => message(sample).Split(tail)[0])
        .Where(words => Judged.Cause(place.Replace("{0}", words, StringComparison.Ordinal)) is not ("none" or "unknown"))
        .Select(words => $"{Judged.Cause(place.Replace("{0}", words, StringComparison.Ordinal))}: {words}");
}
