namespace Goodgate.Verdicts.Catalogue.Entries;

/// <summary>Causes in the gateway itself: its settings, its rules, its defects.</summary>
internal static class GatewayCauses
{
    public static readonly CauseLayer Layer = new(
        "In the gateway itself",
        "The answer was made by the gateway, and no application needs repair. RFC 9209 gives the gateway's own faults 500, so that a 502 always means "
            + "somebody behind it.",
        [
            new(CauseIds.GatewayConfiguredResponse, Party.Operator, ProxyError.ProxyInternalResponse, 503,
                Severity.Info, RepairTime.Seconds, Skill.SiteOwner, new CauseText
            {
                Title = "This answer was configured on purpose",
                Visitor = "The people who run this site have set this message themselves, most often while they work on it. Everything is in order on "
                    + "your side; please come back later.",
                Owner = "Somebody told the gateway to answer exactly like this, usually for maintenance or to close off an address. Nothing is broken. "
                    + "When the work is done, the rule has to be taken out again; it is easily forgotten.",
                Meaning = "A rule produced the status: a fixed response, maintenance mode, a deny rule, 'return 503', RewriteRule [R=503], a load "
                    + "balancer's fixed-response action. No server was asked. The evidence names rule, file and line. For maintenance 503 with "
                    + "Retry-After is right: search engines then keep the pages.",
                WhatYouSee = "At once, always the same bytes, no line in the error log, all upstream fields '-'. HAProxy: 'PR' or 'LR'. Envoy: "
                    + "direct_response, maintenance_mode, fault filter (FI). ALB: actions_executed 'fixed-response'. Varnish: synth.",
                WhoMustAct = "The operator who set the rule. Nobody, while it is meant.",
                FirstSteps =
                [
                    "Read the rule's place in the evidence, and ask whether it is still wanted.",
                    "Remove it or let it end by date, then reload; test with a private window, since CDNs and browsers may have kept it.",
                    "Give planned maintenance a Retry-After and an exception for your own address.",
                ],
                Command = "grep -rnE 'return +50[234]|R=50[234]|deny_status|maintenance|fixed-response' /etc/goodgate /etc/nginx /etc/apache2 "
                    + "/etc/haproxy 2>/dev/null",
            }),
            new(CauseIds.PolicyServiceUnavailable, Party.Security, ProxyError.ProxyInternalError, 503,
                Severity.Critical, RepairTime.Minutes, Skill.Administrator, new CauseText
            {
                Title = "The service that checks access does not answer",
                Visitor = "Before showing this page the site checks who may see it, and that check is not working right now. You have not been "
                    + "refused: the fault is on the site's side, so please try again shortly.",
                Owner = "Before each page the gateway asks another service for permission (login, attack filter, quota), and that service is down. "
                    + "Rather than let everybody in, the gateway lets nobody in. Your application itself may be fine.",
                Meaning = "A sub-request to an external authorizer, WAF, rate-limit or ICAP service failed (refused, timed out, 5xx, or a status that "
                    + "is neither yes nor no), and the policy is to fail closed. The service has a cause of its own from this catalogue. A clean "
                    + "refusal by it is 401 or 403 and no failure.",
                WhatYouSee = "All protected routes fail, public ones work. nginx: 500 and 'auth request unexpected status: 502'. Envoy: UAEX or RLSE. "
                    + "Traefik: forward-auth errors. Squid: ERR_ICAP_FAILURE. AWS ALB: 561 when the identity provider fails.",
                WhoMustAct = "The team that runs the checking service, usually security. The operator when address, certificate or timeout of the "
                    + "sub-request is wrong.",
                FirstSteps =
                [
                    "Treat the service as an application of its own: find its cause first.",
                    "Ask it by hand as the gateway does: 2xx, 401 and 403 are answers, everything else is the failure.",
                    "A redirect (302) to a login page is no yes: let the gateway turn 401 into the redirect.",
                    "Decide per route, beforehand and in writing, whether it may fail open; never for admin pages.",
                    "Give it more than one instance: it has become as critical as the site.",
                ],
                Command = "curl -si --max-time 3 -H 'X-Original-URI: /' -H 'X-Forwarded-Uri: /' URL | head -n 20",
            }),
            new(CauseIds.ProxyLoop, Party.Operator, ProxyError.ProxyLoopDetected, 502,
                Severity.Critical, RepairTime.Minutes, Skill.Administrator, new CauseText
            {
                Title = "The request came back to the gateway",
                Visitor = "The site keeps sending your request back to itself and never reaches the page. Only the site's team can untangle this.",
                Owner = "The gateway hands the request on, and it comes back to the gateway. Somewhere the address meant for the application leads to "
                    + "the gateway again. It is a setting, and nothing else is broken.",
                Meaning = "The request already carries this gateway's own pseudonym in Via (RFC 9110 §7.6.3), or in CDN-Loop (RFC 8586). An upstream "
                    + "name resolves to the gateway's own address, two proxies point at each other, or the origin sends this Host back to the CDN. "
                    + "Redirect loops are something else: the browser is what goes round there.",
                WhatYouSee = "502 at once here. Gateways without loop detection slow down, use up ports or descriptors, log the same request many "
                    + "times with a growing X-Forwarded-For, and then time out. Squid: 'Forwarding loop detected'. Google: request_loop_detected. "
                    + "Cloudflare: 1000.",
                WhoMustAct = "The operator of the gateway, or of the other proxy when that one sends it back. The holder of the DNS zone when the "
                    + "origin's name was moved to the CDN.",
                FirstSteps =
                [
                    "Read the Via chain in the evidence: it lists the hops in the order they were passed.",
                    "Resolve the upstream's name on the gateway: is it one of the gateway's or the CDN's addresses?",
                    "Use a name of its own for the origin (origin.example.com) that never points to the CDN.",
                    "Two gateways in a row: make sure the inner one knows this Host, and does not fall to a default that leads outwards.",
                ],
                Command = "getent hosts NAME; ip -brief address; curl -sI URL | grep -iE '^(via|cdn-loop|server):'",
            }),
            new(CauseIds.GatewayMisconfigured, Party.Operator, ProxyError.ProxyConfigurationError, 500,
                Severity.Critical, RepairTime.Minutes, Skill.Administrator, new CauseText
            {
                Title = "The gateway's settings make this request impossible",
                Visitor = "A setting at the entrance of this site makes this page impossible. The site's team has to correct it; trying again will not "
                    + "change anything.",
                Owner = "The gateway has been told something that cannot work, for example a file that does not exist or an address it may not use. "
                    + "The message names the setting; correcting that line is enough.",
                Meaning = "A setting is valid in form but cannot be carried out: no resolver for a name, no certificate or key that can be read, a URL "
                    + "built from variables that is none, a local address that cannot be bound, a missing module, or a policy (SELinux, AppArmor, "
                    + "seccomp) that forbids the connect: EACCES 13 on TCP.",
                WhatYouSee = "500 on the routes that use the setting, since the last change. nginx: 'no resolver defined to resolve', 'invalid URL "
                    + "prefix in', 'connect() to 10.0.0.7:3000 failed (13: Permission denied)'. Apache: AH01144 'No protocol handler was valid'. "
                    + "Caddy: 'making dial info'.",
                WhoMustAct = "The operator. The security team when a mandatory policy forbids what the setting asks for.",
                FirstSteps =
                [
                    "Go to the file and line in the evidence; compare with the last version that worked (git diff, /etc under version control).",
                    "Permission denied on a TCP connect is SELinux nearly always: setsebool -P httpd_can_network_connect on, or label the port.",
                    "Files of certificates and keys: readable for the gateway's user, not only for root?",
                    "Test before loading: nginx -t, apachectl configtest, haproxy -c -f FILE.",
                ],
                Command = "journalctl -u goodgate -u nginx -p warning --since -1h --no-pager | tail -n 50; ausearch -m AVC -ts recent",
            }),
            new(CauseIds.SiteFilesUnreadable, Party.Hosting, ProxyError.ProxyInternalError, 500,
                Severity.Critical, RepairTime.Minutes, Skill.Administrator, new CauseText
            {
                Title = "A file of the site is there and cannot be read",
                Visitor = "What you asked for is there, but this site cannot open it at the moment. The site's team has to correct that; please try "
                    + "again later.",
                Owner = "The file lies in the site's folder, but the program that serves it may not read it, or the disk did not give it. Mostly it was "
                    + "copied there by another user. The message names the file; giving it the right owner or mode is enough.",
                Meaning = "Opening or reading a file below the site's root failed: EACCES (mode of the file, or of a folder above it, which needs x), "
                    + "EIO or ESTALE (disk, network file system), ENOENT on the root itself; or the file became shorter while it was being sent, and "
                    + "the response was broken off, since its length had been promised. A file that is not there is 404, no failure.",
                WhatYouSee = "500 on some files since an upload, a deploy or a restore; or on all since a mount is missing. A download that breaks off "
                    + "was replaced in place. nginx answers 403: 'open() \"/var/www/x\" failed (13: Permission denied)', and in mid-file 'pread() read "
                    + "only N of M'. Apache: AH00132 'file permissions deny server access'.",
                WhoMustAct = "Whoever looks after the server and its files. The developers when a deploy sets wrong modes or overwrites files in place.",
                FirstSteps =
                [
                    "Look at the file and each folder above it with namei: which one may the gateway's user not pass?",
                    "Give folders 755 and files 644, or a group the gateway's user is in; never 777.",
                    "Errors of the disk: dmesg, and whether the network file system is mounted.",
                    "Files that break off: write the new one beside the old one and rename it (rsync does); cp and scp overwrite in place.",
                ],
                Command = "namei -l FILE; id goodgate; findmnt -T FILE; dmesg -T | tail -n 20",
            }),
            new(CauseIds.StoredPageUnreadable, Party.Hosting, ProxyError.ProxyInternalError, 500,
                Severity.Warning, RepairTime.Hours, Skill.Administrator, new CauseText
            {
                Title = "A stored page could not be read back from the disk",
                Visitor = "The site's copy of what you asked for turned out to be damaged while it was being sent. Please load it again: the site now "
                    + "fetches a fresh one.",
                Owner = "The gateway keeps copies of pages on its disk. One of them was no longer what had been written there, so it was broken off "
                    + "rather than shown wrong, and thrown away. Once is no harm; when it happens again, the disk is failing or somebody changes the "
                    + "folder of the cache.",
                Meaning = "A block of a large stored response did not fit its checksum, or could not be read (EIO, ESTALE), after its head and the "
                    + "blocks before had gone out: the length was promised, so that nothing but breaking off was left. The copy is dropped, and the "
                    + "next request is a miss. Small pages are checked whole before they begin, and never end so.",
                WhatYouSee = "A download that ends too early, once, and works when it is repeated. 'damaged' in goodgate cache stats has grown. nginx: "
                    + "'pread() read only N of M from' a file below proxy_cache_path. Varnish has no file that outlives it.",
                WhoMustAct = "Whoever looks after the server and its disks. The operator when backups, scanners or people write into the cache's folder.",
                FirstSteps =
                [
                    "Load the page again: the damaged copy is gone, and a fresh one is stored.",
                    "Errors of the disk: dmesg, smartctl; on a network file system whether it is mounted.",
                    "See that nothing but the gateway writes into the folder of the cache.",
                    "When it comes back, stop the gateway and delete the folder; it is filled anew.",
                ],
                Command = "goodgate cache stats; dmesg -T | tail -n 20; findmnt -T FILE",
            }),
            new(CauseIds.GatewayInternalError, Party.Goodgate, ProxyError.ProxyInternalError, 500,
                Severity.Critical, RepairTime.Days, Skill.Developer, new CauseText
            {
                Title = "The gateway has a defect",
                Visitor = "The entrance of this site made a mistake of its own. It is not your fault; the number shown on this page helps the site's "
                    + "team to find what happened.",
                Owner = "The gateway software itself made a mistake on this request; your application was not the cause. Other requests go on "
                    + "normally. Please have it reported with the reference number, so that it can be corrected.",
                Meaning = "An exception no rule foresaw, or an invariant that did not hold, inside the gateway (in other products: an assertion, a "
                    + "crashed worker process, flag 'I' in HAProxy). The exchange was ended cleanly; the stack is in the log under the reference, "
                    + "never in the answer. By definition a bug of ours, whatever the input was.",
                WhatYouSee = "500 with a reference number, mostly on one special kind of request. nginx: 'worker process 1234 exited on signal 11'. "
                    + "Apache: 'child pid 1234 exit signal Segmentation fault'. Google: internal_error. Varnish: 'Panic'.",
                WhoMustAct = "The developers of the gateway. The operator meanwhile, with an update, or by going back to the version before.",
                FirstSteps =
                [
                    "Find the reference in the log; keep its stack and the lines before it.",
                    "See whether a newer version names this defect among its corrections.",
                    "Report it with reference, version and the request's head; take out cookies and tokens first.",
                    "If it began with an update, go back to the previous version for the time being.",
                ],
                Command = "journalctl -u goodgate --since -1d --no-pager | grep -F -A 20 REFERENCE",
            }),
            new(CauseIds.CacheOnlyMiss, Party.Visitor, ProxyError.ProxyInternalResponse, 504,
                Severity.Info, RepairTime.Seconds, Skill.Anyone, new CauseText
            {
                Title = "Only a stored copy was asked for, and there is none",
                Visitor = "Your browser or app asked only for a copy kept from earlier, and there is none. Load the page in the usual way; if you "
                    + "switched on an offline mode on your side, switch it off.",
                Owner = "A visitor's program asked the gateway for a stored copy and nothing else, and none was stored. That is the correct answer to "
                    + "this request. It matters only if many visitors get it.",
                Meaning = "Cache-Control: only-if-cached in the request and no usable stored response: 504 (RFC 9111 §5.2.1.7). Or the stored response "
                    + "may not be used stale (must-revalidate, proxy-revalidate, s-maxage) and the server could not be reached to validate it: an "
                    + "error, 504 preferred (§5.2.2.2).",
                WhatYouSee = "504 at once, with no attempt at any server. Mostly from offline modes, download managers, or sibling caches (Squid "
                    + "peers). Squid: ERR_ONLY_IF_CACHED_MISS. With must-revalidate it accompanies another failure, which is the real cause.",
                WhoMustAct = "Whoever wrote or set up the client. The operator if their own monitor, prefetcher or cache peer sends it by mistake, or "
                    + "if must-revalidate keeps stored pages from helping out.",
                FirstSteps =
                [
                    "Find out which client sends it (User-Agent): if it means to, nothing is wrong.",
                    "Own scripts: drop only-if-cached, or fall back to a normal request on 504.",
                    "With must-revalidate: repair the server's own failure first; allow stale-if-error where old contents do no harm.",
                    "Warm the cache for the addresses concerned.",
                ],
                Command = "curl -sI -H 'Cache-Control: only-if-cached' URL",
            }),
            new(CauseIds.Undetermined, Party.Operator, null, 502,
                Severity.Warning, RepairTime.Hours, Skill.Administrator, new CauseText
            {
                Title = "The evidence does not show the cause",
                Visitor = "Something went wrong on the way to this page, and it is not yet known what. It is most likely on the site's side; please "
                    + "try again, and give the site's team the number on this page if it stays.",
                Owner = "The request failed, but what was recorded does not tell why. This message lists which further information would decide it. It "
                    + "is better to switch that on than to guess.",
                Meaning = "No rule of the catalogue fits the facts, or several fit and nothing decides: an access log without upstream fields, a "
                    + "default log level that hides the reason, two lines that do not meet. The verdict says what is missing. In Goodgate's own "
                    + "traffic it is a defect of Goodgate: it is counted and shown in red.",
                WhatYouSee = "A bare status code without a reason: nginx's 'combined' access log alone, Traefik below DEBUG, Apache's TLS and framing "
                    + "reasons below 'info', HAProxy's SC without bc_err_str. The candidates are listed with what would tell them apart.",
                WhoMustAct = "The operator: add the named log field or log file. The makers of Goodgate if it is Goodgate's own traffic.",
                FirstSteps =
                [
                    "Read what the verdict says is missing, and give it: most often the error log of the same minute.",
                    "nginx: add $upstream_addr $upstream_status $upstream_connect_time $upstream_header_time $upstream_response_time to log_format.",
                    "HAProxy: %[bc_err_str] and %[ssl_bc_err_str] in error-log-format. Envoy: %RESPONSE_CODE_DETAILS% and "
                        + "%UPSTREAM_TRANSPORT_FAILURE_REASON%.",
                    "Apache: LogLevel warn proxy:info ssl:info http:info for an hour. Traefik: --log.level=DEBUG for an hour.",
                    "Wait for it to happen again, or provoke it from outside with a probe.",
                ],
                Command = "nginx -T 2>/dev/null | grep -nE -A 4 '^ *(log_format|access_log|error_log)'",
            }),
        ]);
}
