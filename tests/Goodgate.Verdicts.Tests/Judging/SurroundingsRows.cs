using Goodgate.Verdicts.Catalogue;
using Goodgate.Verdicts.Judging;
using Goodgate.Verdicts.Observations;
using static Goodgate.Verdicts.Tests.Judging.Seen;

namespace Goodgate.Verdicts.Tests.Judging;

/// <summary>Clients, the gateway itself, workers, relayed errors, and what is beside the exchange.</summary>
internal static class SurroundingsRows
{
    public static IReadOnlyList<Row> All { get; } = [.. Client, .. Routing, .. Gateway, .. Workers, .. Relayed, .. Beside];

    private static IReadOnlyList<Row> Client =>
    [
        new("client-limit-in-front", By(Happening.ClientLeft, Phase.FirstByte) with { Elapsed = Ms(60_010) }, CauseIds.ClientAborted,
            "after exactly 60.0 s", Confidence.Likely, Party.Operator),
        new("client-left", By(Happening.ClientLeft, Phase.FirstByte) with { Elapsed = Ms(12_000) }, CauseIds.ClientAborted,
            "the client closed its connection while waiting for the response after 12.0 s"),
        new("client-left", By(Happening.ClientLeft, Phase.Body) with { Elapsed = Ms(60_010) }, CauseIds.ClientAborted,
            "while receiving the response after 60.0 s"),
        new("client-closed-request", By(Happening.Closed, Phase.Request), CauseIds.ClientAborted, "while sending its request"),
        new("client-reset-request", By(Happening.Reset, Phase.Request), CauseIds.ClientAborted, "the client reset"),
        new("client-slow-request", By(Happening.TimedOut, Phase.Request) with { Limit = new("head_timeout", "60s") }, CauseIds.ClientAborted,
            "within head_timeout = 60s"),
        new("client-bad-request", By(Happening.Violation, Phase.Request) with { Violation = new("bad-field-name", "RFC 9110 §5.1", 3, null, null) },
            CauseIds.GatewayConfiguredResponse, "it breaks RFC 9110 §5.1 (bad-field-name)", Party: Party.Visitor),
        new("client-other-protocol", By(Happening.OtherProtocol, Phase.Request) with { Protocol = "tls" }, CauseIds.GatewayConfiguredResponse,
            "first bytes are tls", Party: Party.Visitor),
        new("client-closed-delivery", By(Happening.Closed, Phase.Deliver), CauseIds.ClientAborted, "while receiving the response"),
        new("client-reset-delivery", By(Happening.Reset, Phase.Deliver), CauseIds.ClientAborted, "the client reset"),
        new("client-slow-delivery", By(Happening.TimedOut, Phase.Deliver), CauseIds.ClientAborted, "the client did not take the response"),
        new("only-if-cached", By(Happening.OnlyIfCached, Phase.Request), CauseIds.CacheOnlyMiss, "only-if-cached"),
    ];

    private static IReadOnlyList<Row> Routing =>
    [
        new("no-server", (By(Happening.NoServer, Phase.Routing) with { Upstream = "app" }).With((FactNames.LastFailure,
            "connect-refused")), CauseIds.NoHealthyUpstream,
            "every server of upstream app is out of use; last failure: connect-refused"),
        new("nothing-configured", By(Happening.NothingConfigured, Phase.Routing) with { Host = "example.com", Target = "/x" }, CauseIds.NoUpstreamConfigured,
            "no route for host example.com and target /x"),
        new("nothing-configured", By(Happening.NothingConfigured, Phase.Routing) with { Upstream = "app" }, CauseIds.NoUpstreamConfigured,
            "upstream app has no servers"),
        new("client-connection-limit", By(Happening.ConnectionLimit, Phase.Request), CauseIds.RateLimited, "the limit on a client's connections"),
        new("connection-limit", By(Happening.ConnectionLimit, Phase.Routing) with { Limit = new("max_connections",
            "10") }, CauseIds.UpstreamConnectionLimit, "(max_connections = 10)"),
        new("queue-timeout", By(Happening.TimedOut, Phase.Routing) with { Limit = new("queue", "5s") }, CauseIds.UpstreamConnectionLimit,
            "no connection to http://app:3000 became free within queue = 5s"),
        new("rate-limit", By(Happening.RateLimit, Phase.Request), CauseIds.RateLimited, "requests came faster than allowed"),
        new("configured-maintenance", (By(Happening.ConfiguredAnswer, Phase.Routing) with { ClientStatus = 503 }).With((FactNames.RetryAfter,
            "3600"), (FactNames.Rule, "goodgate.yaml:12")),
            CauseIds.GatewayConfiguredResponse, "settings answer this request with 503 with Retry-After 3600: planned maintenance; rule goodgate.yaml:12"),
        new("configured-answer", By(Happening.ConfiguredAnswer, Phase.Routing).With((FactNames.Rule,
            "goodgate.yaml:12")), CauseIds.GatewayConfiguredResponse, "rule goodgate.yaml:12"),
        new("policy-failed", By(Happening.PolicyFailed, Phase.Request).With((FactNames.Service, "auth")), CauseIds.PolicyServiceUnavailable, "service auth"),
        new("loop", By(Happening.Loop, Phase.Routing).With((FactNames.Via, "1.1 goodgate")), CauseIds.ProxyLoop,
            "; Via: 1.1 goodgate: http://app:3000 leads back here"),
    ];

    private static IReadOnlyList<Row> Gateway =>
    [
        new("out-of-resources", By(Happening.OutOfResources, Phase.Connect) with { Errno = 24 }, CauseIds.GatewayOutOfResources,
            "the gateway ran out of file descriptors of this process (EMFILE): raise LimitNOFILE (systemd) or ulimit -n"),
        new("out-of-resources", By(Happening.OutOfResources, Phase.Connect) with { Errno = 99 }, CauseIds.GatewayOutOfResources,
            "source ports (EADDRNOTAVAIL): keep connections open (pool)"),
        new("out-of-resources", By(Happening.OutOfResources, Phase.Request).With((FactNames.Resource, "places for clients (200 of 200 taken)"), (FactNames.Setting, "client.max_connections"))
            with { Detail = "7 connections were turned away" }, CauseIds.GatewayOutOfResources,
            "the gateway ran out of places for clients (200 of 200 taken): raise client.max_connections: 7 connections were turned away"),
        new("misconfigured", By(Happening.Misconfigured, Phase.Routing).With((FactNames.Setting, "resolver")), CauseIds.GatewayMisconfigured,
            "setting resolver"),
        new("file-shorter", (By(Happening.FileUnreadable, Phase.Deliver) with { BytesReceived = 1000, BytesExpected = 4000, Detail = "the file became shorter" })
            .With((FactNames.File, "/var/www/a.zip")), CauseIds.SiteFilesUnreadable, "reading /var/www/a.zip ended after 1,000 of 4,000 bytes: the file became shorter"),
        new("file-unreadable", (By(Happening.FileUnreadable, Phase.Routing) with { Errno = 13 }).With((FactNames.File, "/var/www/a.png")),
            CauseIds.SiteFilesUnreadable, "/var/www/a.png cannot be opened (EACCES)"),
        new("file-unreadable", By(Happening.FileUnreadable, Phase.Deliver) with { Errno = 5 }, CauseIds.SiteFilesUnreadable, "a file of the site cannot be opened (EIO)"),
        new("stored-page-unreadable", By(Happening.StoredPageUnreadable, Phase.Deliver) with { BytesReceived = 655_360, BytesExpected = 1_000_000, Detail = "a block of it is not what was written" },
            CauseIds.StoredPageUnreadable, "a page from the cache was broken off after 655,360 of 1,000,000 bytes: a block of it is not what was written"),
        new("internal-error", By(Happening.InternalError) with { Detail = "reference 7f3a" }, CauseIds.GatewayInternalError,
            "a defect of the gateway: reference 7f3a"),
    ];

    private static IReadOnlyList<Row> Workers =>
    [
        new("workers-exhausted", (By(Happening.WorkersExhausted) with { Limit = new("pm.max_children", "5") }).With((FactNames.Pool,
            "www")), CauseIds.WorkerPoolExhausted,
            "pool www (pm.max_children = 5)"),
        new("workers-given-up", By(Happening.WorkersExhausted).With((FactNames.GivenUp, "12 workers run this page, 6 of them for clients that left")), CauseIds.WorkerPoolExhausted,
            "clients gave up on this page, and half of the workers still run it"),
        new("worker-reloaded", By(Happening.WorkerCrashed, Phase.FirstByte).With((FactNames.PoolEvent, "reload"), (FactNames.Signal, "15")), CauseIds.WorkerCrashed,
            "a reload of PHP-FPM ended the worker", Confidence.Certain, Party.Operator),
        new("worker-killed", By(Happening.WorkerCrashed).With((FactNames.Signal, "9")), CauseIds.WorkerCrashed, "SIGKILL", Confidence.Likely, Party.Hosting),
        new("worker-terminated", By(Happening.WorkerCrashed).With((FactNames.Signal, "15")), CauseIds.WorkerKilledByTimeout, "SIGTERM", Confidence.Likely),
        new("worker-crashed", (By(Happening.WorkerCrashed) with { Source = Source.Log }).With((FactNames.Signal, "11")), CauseIds.WorkerCrashed, "a worker died; signal 11"),
        new("worker-crashed-in-turn", By(Happening.WorkerCrashed).With((FactNames.Signal, "11"), (FactNames.DeathsThen, "11 by SIGSEGV, 12 by SIGKILL")), CauseIds.WorkerCrashed,
            "a worker died; signal 11", Confidence.Likely),
        new("workers-died-together", (By(Happening.WorkerCrashed, Phase.FirstByte) with { Source = Source.Gateway }).With((FactNames.DeathsThen, "11 by SIGSEGV, 12 by SIGKILL")),
            CauseIds.WorkerCrashed, "at that time several did: 11 by SIGSEGV, 12 by SIGKILL; which of them had this request PHP-FPM does not say", Confidence.Likely),
        new("worker-gone", By(Happening.WorkerCrashed, Phase.FirstByte) with { Detail = "the connection was closed without FCGI_END_REQUEST" }, CauseIds.WorkerCrashed,
            "ended in the middle of the request: the connection was closed without FCGI_END_REQUEST; it crashed, was killed", Confidence.Likely),
        new("script-not-found", (By(Happening.ScriptFailed, Phase.Body) with { Detail = "/srv/a.php does not exist" }).With((FactNames.Errors, "Primary script unknown")),
            CauseIds.ApplicationScriptError, "PHP-FPM cannot run the script: /srv/a.php does not exist", Confidence.Certain, Party.Operator),
        new("worker-timed-out", (By(Happening.WorkerTimedOut) with { Limit = new("request_terminate_timeout", "30s") }).With((FactNames.Script,
            "/srv/slow.php")),
            CauseIds.WorkerKilledByTimeout, "(request_terminate_timeout = 30s); script /srv/slow.php"),
        new("script-failed-and-answered", By(Happening.ScriptFailed, Phase.Head) with { UpstreamStatus = 500, Detail = "PHP Fatal error: no such thing in /srv/a.php:3" },
            CauseIds.ApplicationScriptError, "its runtime answered with 500: PHP Fatal error: no such thing in /srv/a.php:3"),
        new("script-failed", By(Happening.ScriptFailed, Phase.Head) with { Detail = "Primary script unknown" }, CauseIds.ApplicationScriptError,
            "failed: Primary script unknown"),
        new("database-failed", By(Happening.DatabaseFailed), CauseIds.DatabaseDown, "its database does not answer"),
    ];

    private static IReadOnlyList<Row> Relayed =>
    [
        new("relayed-maintenance", (By(Happening.UpstreamError, Phase.Head) with { UpstreamStatus = 503 }).With((FactNames.RetryAfter,
            "120")), CauseIds.UpstreamSentError,
            "http://app:3000 itself sent 503 with Retry-After 120: planned maintenance or overload"),
        new("relayed-script-error", (By(Happening.UpstreamError, Phase.Head) with { UpstreamStatus = 500, Detail = "PHP Warning: no such thing in /srv/a.php:3" })
            .With((FactNames.PhpMessage, "Warning: no such thing")), CauseIds.UpstreamSentError, "itself sent 500: PHP Warning: no such thing in /srv/a.php:3"),
        new("relayed-by-gateway", (By(Happening.UpstreamError, Phase.Head) with { UpstreamStatus = 502 }).With((FactNames.Server,
            "nginx"), (FactNames.Via, "1.1 edge")),
            CauseIds.UpstreamSentError, "it is a gateway, and what stands behind it failed; Server: nginx; Via: 1.1 edge"),
        new("relayed-cloudflare", By(Happening.UpstreamError, Phase.Head) with { UpstreamStatus = 522 }, CauseIds.UpstreamSentError,
            "itself sent 522 (Cloudflare: no answer"),
        new("relayed", By(Happening.UpstreamError, Phase.Head) with { UpstreamStatus = 500 }, CauseIds.UpstreamSentError, "http://app:3000 itself sent 500"),
    ];

    private static IReadOnlyList<Row> Beside =>
    [
        new("interference", By(Happening.Interference) with { Source = Source.Probe }, CauseIds.FirewallOrWafInterference, "interfered", Confidence.Likely),
        new("stored-error", By(Happening.StoredError) with { ClientStatus = 503, UpstreamStatus = 200 }, CauseIds.CachedErrorPage,
            "(503 to visitors, 200 from the origin)"),
        new("stale-address", By(Happening.StaleAddress).With((FactNames.CurrentAddress, "10.0.0.9")), CauseIds.StaleDnsAddress,
            "10.0.0.7:3000 is in use, but app has another address now; now 10.0.0.9"),
        new("visitor-local", By(Happening.VisitorLocal), CauseIds.VisitorLocalGlitch, "the site answers others", Confidence.Likely),
        new("cdn-mismatch", By(Happening.CdnMismatch) with { ClientStatus = 525 }, CauseIds.CdnOriginMismatch, "disagree (525)", Confidence.Likely),
    ];
}
