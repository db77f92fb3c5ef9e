using Goodgate.Lab.Scripts;
using Goodgate.Lab.Stages;
using Goodgate.Verdicts.Catalogue;
using static Goodgate.Lab.Scripts.FastCgiSteps;

namespace Goodgate.Lab.Catalogue;

/// <summary>FastCGI servers and the scripts behind them: what PHP-FPM does when something is wrong, and what it never does.</summary>
internal static class FastCgiFaults
{
    private const string Head = "Content-Type: text/plain\r\n\r\n";
    private const string Fatal = "PHP message: PHP Fatal error:  Uncaught Error: Call to undefined function nothing() in /srv/app/wp-content/plugins/broken/broken.php:12\n"
        + "Stack trace:\n#0 /srv/app/index.php(3): run('secret=x')\n#1 {main}\n  thrown in /srv/app/wp-content/plugins/broken/broken.php on line 12";

    private const string Memory = "PHP message: PHP Fatal error:  Allowed memory size of 134217728 bytes exhausted (tried to allocate 20480 bytes) in /srv/app/report.php on line 7";
    private const string Time = "PHP message: PHP Fatal error:  Maximum execution time of 30 seconds exceeded in /srv/app/slow.php on line 4";
    private const string Own500 = "Status: 500 Internal Server Error\r\nContent-Type: text/html; charset=UTF-8\r\n\r\n";

    private static readonly string Half = new('x', Answer.HalfBody);

    public static IReadOnlyList<Fault> All { get; } = [.. Workers(), .. Scripts(), .. Heads(), .. Records(), .. Oddities()];

    private static IEnumerable<Fault> Workers() =>
    [
        new(CauseIds.WorkerPoolExhausted, CauseIds.WorkerPoolExhausted, "The FastCGI server has no worker left (FCGI_OVERLOADED).", 503, Says(Ended(2))),
        new(CauseIds.WorkerCrashed, CauseIds.WorkerCrashed, "The FastCGI worker dies before it answers.", 502, Says("")),
        new("worker-crashed-unix", CauseIds.WorkerCrashed, "The FastCGI worker behind a Unix socket dies before it answers.", 502,
            new ServerStage(Hear) { Scheme = "fastcgi", OnUnixSocket = true }),
        new("worker-crashed-reset", CauseIds.WorkerCrashed, "The connection to the FastCGI worker is reset before it answers.", 502,
            new ServerStage(Hear, Steps.Reset) { Scheme = "fastcgi" }),
        new("worker-crashed-in-head", CauseIds.WorkerCrashed, "The FastCGI worker dies in the middle of its header fields.", 502, Says(Out("Content-Type: te"))),
        new("worker-crashed-in-record", CauseIds.WorkerCrashed, "The FastCGI worker dies in the middle of a record.", 502, Says(Out(Head + Half)[..^100])) { AfterHead = true },
        new("worker-crashed-without-end", CauseIds.WorkerCrashed, "The FastCGI worker sends a page and dies without ending the request.", 502, Says(Out(Head + Half)))
        {
            AfterHead = true,
        },
        new(CauseIds.WorkerKilledByTimeout, CauseIds.WorkerKilledByTimeout, "The script exceeds PHP's own limit of time before its header fields.", 502, Says(Err(Time) + Ended())),
        Fast("response-timeout", "", CauseIds.ResponseTimeout, "The FastCGI server takes the request and says nothing.", 504, new ServerStage(Hear, Steps.Hold) { Scheme = "fastcgi" })
            with { Speed = FaultSpeed.NeedsTimeout("first_byte") },
        Fast("response-stalled", "", CauseIds.ResponseStalled, "The FastCGI server sends half a page and then nothing.", 504,
            new ServerStage(Hear, Steps.Send(Out(Head + Half)), Steps.Hold) { Scheme = "fastcgi" }) with { Speed = FaultSpeed.NeedsTimeout("body_gap"), AfterHead = true },
    ];

    private static IEnumerable<Fault> Scripts() =>
    [
        new(CauseIds.ApplicationScriptError, CauseIds.ApplicationScriptError, "The script ends without any output.", 502, Says(Ended())),
        new("application-script-error-fatal", CauseIds.ApplicationScriptError, "The script fails (PHP Fatal error) without any output.", 502, Says(Err(Fatal) + Ended())),
        new("application-script-error-memory", CauseIds.ApplicationScriptError, "The script uses up its memory without any output.", 502, Says(Err(Memory) + Ended())),
        new("application-script-error-after-head", CauseIds.ApplicationScriptError, "The script fails after its page has begun; the page passes.", 200,
            Says(Out(Head + "ok\n") + Err(Fatal) + Ended())),
        new("application-script-error-long-message", CauseIds.ApplicationScriptError, "The script fails with a message of more than 8 KiB, split over records.", 502,
            Says(Err(new string('x', 9000) + "\n" + Fatal) + Ended())),
        new("application-script-error-unknown-script", CauseIds.ApplicationScriptError, "PHP-FPM does not find the script (Primary script unknown).", 404,
            Says(Err("Primary script unknown") + Out("Status: 404 Not Found\r\nContent-type: text/html; charset=UTF-8\r\n\r\nFile not found.\n") + Ended())),
        new("application-script-error-no-fields", CauseIds.ApplicationScriptError, "The script sends a page without header fields.", 502,
            Says(Out("<html><body>ok</body></html>\n") + Ended())),
        new("application-script-error-in-head", CauseIds.ApplicationScriptError, "The script ends inside its header fields.", 502, Says(Out("Content-Type: text/html\r\n") + Ended())),
        new("application-script-error-answered", CauseIds.ApplicationScriptError, "PHP's own 500, with its message on STDERR; it passes.", 500, Says(Err(Fatal) + Out(Own500) + Ended())),
        new("application-script-error-answered-memory", CauseIds.ApplicationScriptError, "PHP's own 500 after its memory was used up; it passes.", 500, Says(Out(Own500) + Err(Memory) + Ended())),
    ];

    private static IEnumerable<Fault> Heads() =>
    [
        Fast("invalid-response-header", "", CauseIds.InvalidResponseHeader, "A plugin sends a header with a NUL.", 502, Says(Out("X-Plugin: a\0b\r\n" + Head + "ok\n") + Ended())),
        Fast("invalid-response-header", "-name", CauseIds.InvalidResponseHeader, "A script sends a control byte in a header's name.", 502,
            Says(Out("X-Ok: 1\r\nX-\u0001Bad: a\r\n" + Head + "ok\n") + Ended())),
        Fast("invalid-response-header", "-status", CauseIds.InvalidResponseHeader, "A script sends a Status that is none.", 502, Says(Out("Status: fine\r\n" + Head + "ok\n") + Ended())),
        Fast("response-header-too-large", "", CauseIds.ResponseHeaderTooLarge, "A script sends 100 KiB of header fields.", 502,
            Says(Out("Set-Cookie: a=" + new string('c', 100_000) + "\r\n" + Head + "ok\n") + Ended())),
        Fast("response-truncated", "", CauseIds.ResponseTruncated, "A script ends before the Content-Length it declared.", 502,
            Says(Out($"Content-Length: {2 * Answer.HalfBody}\r\n" + Head + Half) + Ended())) with { AfterHead = true },
        Fast("response-truncated", "-small", CauseIds.ResponseTruncated, "A script declares ten bytes and sends three.", 502,
            Says(Out("Content-Length: 10\r\n" + Head + "ok\n") + Ended())) with { AfterHead = true },
    ];

    private static IEnumerable<Fault> Records() =>
    [
        Fast("wrong-protocol-on-port", "-http", CauseIds.WrongProtocolOnPort, "An HTTP server, asked for FastCGI.", 502,
            new ServerStage(Steps.HearBytes, Steps.Send("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n")) { Scheme = "fastcgi" }),
        Fast("wrong-protocol-on-port", "-version", CauseIds.WrongProtocolOnPort, "A FastCGI server sends records of version 2.", 502, Says(Record(6, Head, version: 2))),
        Fast("wrong-protocol-on-port", "-type", CauseIds.WrongProtocolOnPort, "A FastCGI server sends a record of an unknown type.", 502, Says(Record(42, "?") + Ended())),
        Fast("wrong-protocol-on-port", "-request", CauseIds.WrongProtocolOnPort, "A FastCGI server answers another request than ours.", 502, Says(Record(6, Head, id: 7))),
        Fast("wrong-protocol-on-port", "-end", CauseIds.WrongProtocolOnPort, "A FastCGI server ends the request with a record of the wrong size.", 502,
            Says(Out("A: b\r\n") + Record(3, "short"))),
    ];

    private static IEnumerable<Fault> Oddities() =>
    [
        new("fastcgi-empty-records", null, "Empty records stand between the others.", 200, Says(Record(7, "") + Record(6, "") + Out(Head) + Record(7, "") + Out("ok\n") + Record(6, "") + Ended())),
        new("fastcgi-warning", null, "A warning on STDERR; the page is whole.", 200, Says(Err("PHP message: PHP Warning:  Undefined variable $x in /srv/app/a.php on line 1") + Out(Head + "ok\n") + Ended())),
        new("fastcgi-line-feeds", null, "Header lines end in LF alone, as CGI allows.", 200, Says(Out("Content-Type: text/plain\n\nok\n") + Ended())),
        new("fastcgi-management-record", null, "A management record comes before the answer.", 200, Says(Record(11, "\x0C\0\0\0\0\0\0\0", id: 0) + Out(Head + "ok\n") + Ended())),
        new("fastcgi-unix", null, "A FastCGI server on a Unix socket.", 200, new ServerStage(Hear, Steps.Send(Out(Head + "ok\n") + Ended())) { Scheme = "fastcgi", OnUnixSocket = true }),
        new("fastcgi-surplus", null, "More content than Content-Length declares; what is over goes nowhere.", 200, Says(Out("Content-Length: 3\r\n" + Head + "ok\nsurplus") + Ended())),
    ];

    private static ServerStage Says(string bytes) => new(Hear, Steps.Send(bytes)) { Scheme = "fastcgi" };

    private static Fault Fast(string cause, string variant, string causeId, string title, int status, ServerStage stage) => new($"{cause}-fastcgi{variant}", causeId, title, status, stage);
}
