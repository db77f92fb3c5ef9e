namespace Goodgate.Verdicts.Catalogue.Entries;

/// <summary>Causes inside the application and its runtime.</summary>
internal static class ApplicationCauses
{
    public static readonly CauseLayer Layer = new(
        "Inside the application",
        "From outside these look like a timeout or a closed connection; the runtime's own log (PHP-FPM, systemd, kernel) at that second shows which "
            + "one it is.",
        [
            new(CauseIds.WorkerPoolExhausted, Party.Hosting, ProxyError.ConnectionLimitReached, 503,
                Severity.Error, RepairTime.Hours, Skill.Administrator, new CauseText
            {
                Title = "All workers of the application are busy",
                Visitor = "Everything that makes pages here is occupied with other visitors. The delay is on the site's side; please try again "
                    + "shortly.",
                Owner = "Your application can work on a fixed number of pages at a time, and all places are taken. Either some pages take very long, "
                    + "or more people and robots came than the plan allows for. Find the slow pages before paying for more.",
                Meaning = "Every worker (PHP-FPM child, gunicorn worker, Puma thread, IIS queue slot) is in a request; new connections are accepted by "
                    + "the kernel and wait in the listen queue until the gateway's limit ends the wait (504), or are turned away (503). FPM writes "
                    + "'reached pm.max_children' once per episode and nothing for those who wait.",
                WhatYouSee = "Dynamic pages time out, static files are quick; it ends as suddenly as it began. FPM log: 'server reached "
                    + "pm.max_children setting (5), consider raising it'. IIS: 503.2 to 503.4. The FPM status page hangs too, since it needs a worker "
                    + "(pm.status_listen does not).",
                WhoMustAct = "The hosting provider or whoever sizes the pool. The developers when slow code or a slow outside service holds the "
                    + "workers; the operator when robots do, who can be slowed down at the gateway.",
                FirstSteps =
                [
                    "Find the slow requests: request_slowlog_timeout = 5s shows the line of code each child waits in.",
                    "See who asks: count the last thousand requests by client and path; xmlrpc.php, wp-login.php, admin-ajax.php and crawlers come "
                        + "first.",
                    "Size the pool: max_children = memory for PHP / memory per child (ps -o rss). Too many means swap and crashes.",
                    "Let the cache answer visitors who are not logged in; most sites then need a tenth of the workers.",
                    "Raise pm.max_children, or the plan, when the pages are quick and there are simply more visitors.",
                ],
                Command = "grep -rhE 'max_children|seems busy' /var/log/php*fpm* | tail -n 20",
            }),
            new(CauseIds.WorkerCrashed, Party.Application, ProxyError.ConnectionTerminated, 502,
                Severity.Error, RepairTime.Days, Skill.Developer, new CauseText
            {
                Title = "The application crashed during the request",
                Visitor = "The program that was making your page stopped all of a sudden. It starts again by itself on the site's side, so try once "
                    + "more; if you were sending something, first check whether it was saved.",
                Owner = "A part of your application died while making the page. It is replaced by itself, so other pages work; but the same request "
                    + "may kill the next one. Most often memory ran out, or an extension of the language has a bug.",
                Meaning = "The worker process ended by a signal inside the request. 9 SIGKILL: the kernel's or cgroup's out-of-memory killer, or an "
                    + "operator; 11 SIGSEGV, 7 SIGBUS, 4 SIGILL: a bug in native code (extension, JIT, driver); 6 SIGABRT: an assertion or failed "
                    + "allocation. The gateway sees RST or FIN with no answer.",
                WhatYouSee = "502, often always on the same URL. FPM log: 'child 1234 exited on signal 11 (SIGSEGV)'. Kernel: 'php-fpm[1234]: "
                    + "segfault' or 'Out of memory: Killed process'. Containers: exit code 137 or 139, OOMKilled. nginx: 'recv() failed (104)'. IIS: "
                    + "503.0 after several crashes.",
                WhoMustAct = "The developers. The hosting provider when signal 9 with a kernel line shows that memory ran out; the maker of the "
                    + "extension when the trace ends in it.",
                FirstSteps =
                [
                    "Read the signal, then look in the kernel log for the same process id and second.",
                    "Signal 9: memory of the container or machine against (number of workers) x (memory each); reduce one or raise the other.",
                    "Signal 11 in PHP: switch off opcache.jit and then extensions one by one (xdebug, ioncube, newrelic); update what remains.",
                    "Get a core dump once (coredumpctl gdb): its backtrace names the library.",
                    "Always the same URL: block or repair that page first, then search at leisure.",
                ],
                Command = "journalctl -k --since -1h | grep -iE 'segfault|out of memory|oom-kill|general protection'; grep -rhE 'exited on signal' "
                    + "/var/log/php*fpm* | tail -n 20",
            }),
            new(CauseIds.WorkerKilledByTimeout, Party.Application, ProxyError.ConnectionTerminated, 502,
                Severity.Error, RepairTime.Hours, Skill.Developer, new CauseText
            {
                Title = "The application ended its own slow request",
                Visitor = "Making this page took longer than the site allows, so the site itself stopped the work. Trying again will probably end the "
                    + "same way; a smaller search or selection may get through.",
                Owner = "The page ran longer than your application's own limit, so its supervisor killed it. It is a slow page, not a broken gateway. "
                    + "Only making the page faster, or moving the work into the background, really helps.",
                Meaning = "A limit inside the runtime fired before the gateway's: request_terminate_timeout (FPM, SIGTERM to the child), gunicorn "
                    + "--timeout (SIGABRT, 'WORKER TIMEOUT'), uWSGI harakiri. The gateway sees a dropped connection, hence 502 rather than 504. PHP's "
                    + "max_execution_time is another thing: it counts CPU time on Linux and ends in a 500 by PHP.",
                WhatYouSee = "502 after the same round number of seconds each time, on slow URLs. FPM log: 'script ... execution timed out (30.12 "
                    + "sec), terminating', then 'exited on signal 15'. gunicorn: '[CRITICAL] WORKER TIMEOUT'. uWSGI: 'HARAKIRI'. nginx: 'recv() "
                    + "failed (104)'.",
                WhoMustAct = "The developers, for the slow page. The hosting provider or operator when the limit is shorter than honest work needs.",
                FirstSteps =
                [
                    "The log names script and seconds; take the slow log's stack for the line it waits in.",
                    "Usual suspects: calls to outside services without a timeout, a missing database index, mail sent within the page, image resizing.",
                    "Move long work (import, export, backup) to cron, WP-CLI or a queue.",
                    "Order the limits: application < runtime < gateway < CDN; then the innermost one writes the reason.",
                    "gunicorn with sync workers: slow clients count as well; use gthread or let the gateway buffer.",
                ],
                Command = "grep -rhE 'executing too slow|execution timed out|WORKER TIMEOUT|HARAKIRI' /var/log/php*fpm* /var/log/gunicorn* "
                    + "/var/log/uwsgi* 2>/dev/null | tail -n 20",
            }),
            new(CauseIds.ApplicationScriptError, Party.Application, ProxyError.HttpProtocolError, 502,
                Severity.Error, RepairTime.Hours, Skill.Developer, new CauseText
            {
                Title = "The application's script failed",
                Visitor = "The program behind this page made a mistake and produced nothing that can be shown. The site's developers have to repair "
                    + "it; it has nothing to do with your device.",
                Owner = "The program for this page was started and failed before it had anything to show. A mistake in its code, a missing file or a "
                    + "wrong permission is behind it; what it said on the way out is in the error log.",
                Meaning = "The script or handler ended without a valid CGI response (RFC 3875 §6: at least one CGI field, then a blank line), or "
                    + "returned something its platform cannot turn into HTTP (AWS Lambda: statusCode missing or body not a string). The connection "
                    + "and the runtime are sound. A fatal error of PHP counts here too, whether it came instead of an answer, in the middle of one, or "
                    + "became PHP's own 500.",
                WhatYouSee = "502 on one page or on all right after a deploy. nginx: 'upstream prematurely closed FastCGI stdout'; 'Primary script "
                    + "unknown' is a wrong path. Apache: 500, 'End of script output before headers', AH01070. IIS: 502.2. AWS: LambdaInvalidResponse, "
                    + "LambdaUnhandled.",
                WhoMustAct = "The developers. The operator when the path or a file permission is wrong, or the interpreter named in the first line "
                    + "does not exist.",
                FirstSteps =
                [
                    "PHP: the evidence has message, file and line; repair there. A plugin or theme of WordPress is named: switch it off meanwhile.",
                    "'Allowed memory size exhausted': find what that line loads at once; raise memory_limit (php.ini, WP_MEMORY_LIMIT) if it needs so much.",
                    "'Primary script unknown': SCRIPT_FILENAME does not exist as PHP sees it; containers often mount the code elsewhere.",
                    "No message here: PHP's error_log, FPM's log (catch_workers_output = yes), the web server's error log, CloudWatch.",
                    "Deployed just now: roll back, then run the script by hand as the web user: permissions and missing modules show at once.",
                    "Lambda: test with a saved event, and compare the result with the proxy format.",
                ],
                Command = "SCRIPT_FILENAME=SCRIPT SCRIPT_NAME=/ REQUEST_METHOD=GET cgi-fcgi -bind -connect SOCKET",
            }),
            new(CauseIds.UpstreamSentError, Party.Application, null, null,
                Severity.Error, RepairTime.Hours, Skill.Developer, new CauseText
            {
                Title = "The application itself answered with an error",
                Visitor = "The site itself says that it cannot show this page right now. The reason lies on the site's side; please try again later.",
                Owner = "The error page comes from your application, or from another system behind the gateway. The gateway only passed it on, "
                    + "unchanged. So look there: its own log knows more.",
                Meaning = "A complete, valid response with a 5xx status came from the server and was relayed as it was; Proxy-Status carries "
                    + "received-status and no error (RFC 9209 §2.1). If the server is a gateway too (Server or Via field, a known page), the failure "
                    + "lies one hop further. 503 with Retry-After is mostly planned maintenance.",
                WhatYouSee = "The page looks like the application's or another product's, with that product's Server field. Logs: an upstream status "
                    + "and time are there, and no error line. nginx: $upstream_status equals $status; HAProxy: '--'; Envoy: via_upstream; Google: "
                    + "response_sent_by_backend; ALB: both status codes equal.",
                WhoMustAct = "The developers of the application. If another gateway, CDN or load balancer wrote it, whoever runs that hop.",
                FirstSteps =
                [
                    "Ask the server directly, past the gateway: the same answer clears the gateway (PHP-FPM speaks no HTTP: read its log instead).",
                    "Read Server, Via and the look of the page: who wrote it? Go on at that hop with its own logs.",
                    "500: the application's error log at that second. WordPress: wp-content/debug.log with WP_DEBUG_LOG on.",
                    "503: maintenance mode? (WordPress: a '.maintenance' file left from an update; Laravel: artisan up.)",
                    "502 or 504 from behind: the same catalogue applies there.",
                ],
                Command = "curl -sSi -H 'Host: NAME' http://HOST:PORT/ | head -n 40",
            }),
            new(CauseIds.DatabaseDown, Party.Hosting, null, null,
                Severity.Critical, RepairTime.Minutes, Skill.Administrator, new CauseText
            {
                Title = "The application cannot reach its database",
                Visitor = "The site is running, but cannot reach the place where its contents are kept. The fault is on the site's side; please try "
                    + "again in a few minutes.",
                Owner = "Your application runs, but its database, where contents and accounts are stored, does not answer or does not let it in. "
                    + "Having it started again, or the login corrected, is usually quick; your data is normally untouched.",
                Meaning = "The application reports a failed connection to its database: refused (server down), 'Too many connections' (MySQL 1040; "
                    + "PostgreSQL 53300), access denied (1045; 28P01), unknown host, server gone away (2006), or a disk that is full or read-only. "
                    + "The status is the application's own, mostly 500 or 503, sometimes 200 with an error text.",
                WhatYouSee = "WordPress: 'Error establishing a database connection' on all pages. Laravel, Symfony: SQLSTATE[HY000] [2002]. Django: "
                    + "OperationalError. Rails: ConnectionNotEstablished. Pages that need no data still work. Often after a backup, a password "
                    + "change, or with a full disk.",
                WhoMustAct = "The hosting provider or the administrator of the database server. The developers when connections leak or credentials in "
                    + "the application's settings are wrong; the operator when a firewall or a renamed container lies between.",
                FirstSteps =
                [
                    "Is the database running? systemctl status mariadb or postgresql; its log's last lines say why it stopped, memory (oom-kill) above "
                        + "all.",
                    "df -h: a full disk stops databases first.",
                    "Log in from the application's machine with the application's own credentials (wp-config.php, .env).",
                    "'Too many connections': show processlist; look for sleeping or locked ones before raising max_connections.",
                    "'localhost' in MySQL settings means the Unix socket; in a container use the service name.",
                ],
                Command = "mysqladmin --connect-timeout=3 -h HOST -u NAME -p status || pg_isready -h HOST -t 3",
            }),
        ]);
}
