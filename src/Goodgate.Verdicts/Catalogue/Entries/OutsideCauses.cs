namespace Goodgate.Verdicts.Catalogue.Entries;

/// <summary>Causes on the visitor's side of the gateway: the visitor, their network, a CDN.</summary>
internal static class OutsideCauses
{
    public static readonly CauseLayer Layer = new(
        "In front of the gateway",
        "The gateway and the application may be healthy; the trouble lies between them and the visitor. Comparing two ways to the site (another "
            + "network, past the CDN) decides.",
        [
            new(CauseIds.ClientAborted, Party.Visitor, null, null,
                Severity.Info, RepairTime.Seconds, Skill.Anyone, new CauseText
            {
                Title = "The visitor left before the answer",
                Visitor = "Your browser, or your connection, ended the request before the site had answered. If it was not on purpose, check your "
                    + "connection and load the page again.",
                Owner = "The visitor closed the page, went on, or lost the connection before your site had answered. A few of these are normal. Many "
                    + "of them at the same number of seconds mean that something in front of the gateway gives up too early, or that pages are slow.",
                Meaning = "FIN, RST or RST_STREAM(CANCEL) from the client before the response was complete. No status can be sent; 499 stands in the "
                    + "log only (nginx's convention), never counted as 5xx. The server may still be working on the request. A cluster at one duration "
                    + "is a timer: a CDN, load balancer or HTTP client in front.",
                WhatYouSee = "499 in nginx, Caddy and Goodgate; 'CD', 'CH' or 'cD' in HAProxy; DC in Envoy; 460 at AWS ALB; 000 in Squid; status 0 at "
                    + "Google. Search-as-you-type and mobile clients make many. The visitor sees nothing, having left.",
                WhoMustAct = "Nobody, as a rule. The operator if they leave at the same second every time: some hop in front has a shorter limit; the "
                    + "developers if they leave because pages are slow.",
                FirstSteps =
                [
                    "Make a histogram of how long they waited: spread out = people, one peak = a timer in front.",
                    "A peak: find the hop with that limit (ALB 60 s, Cloudflare 100 s or more, many HTTP clients 5, 10 or 30 s), and let each outer "
                        + "limit be longer than the inner one.",
                    "Spread out and many: make the slow pages faster; people leave after a few seconds.",
                    "Payments and the like: let the work finish even if the client leaves.",
                ],
                Command = "awk '$9 == 499 {n[int($NF)]++} END {for (s in n) print n[s] \" left after \" s \" s\"}' LOG | sort -rn | head",
            }),
            new(CauseIds.VisitorLocalGlitch, Party.Visitor, null, null,
                Severity.Info, RepairTime.Minutes, Skill.Anyone, new CauseText
            {
                Title = "The site works for others, not for this visitor",
                Visitor = "This site answers others without trouble, so the cause is most likely on your side. Try another network, a private window, "
                    + "or switch off a VPN or ad blocker.",
                Owner = "Your site works when asked from elsewhere, so the visitor's own device, network or provider is the likely place. Ask for a "
                    + "try with mobile data instead of the home network; if that works, it is not your site.",
                Meaning = "Probes from independent networks succeed while this client fails: a stale or filtered answer of their resolver, a hosts "
                    + "file entry, a company proxy or virus scanner that breaks TLS, a VPN, broken IPv6 at home, a corrupt cookie or service worker "
                    + "in one browser profile. The 502 may be made by their own proxy.",
                WhatYouSee = "One person or one company reports it; your access log has no request of theirs at that minute, or only good ones. The "
                    + "error page carries another maker's name (Zscaler, Fortinet, Squid, a hotel portal). It works with mobile data or in a private "
                    + "window.",
                WhoMustAct = "The visitor, or their company's network team or provider. The site after all, if all who fail share one thing: one "
                    + "country, one provider, IPv6, or one cookie.",
                FirstSteps =
                [
                    "Ask for the same page in a private window: if it works there, delete this site's cookies and stored data.",
                    "Ask for another network (mobile data): if it works there, look at VPN, company proxy, virus scanner, router.",
                    "Compare the address they get with the one others get; delete hosts entries, flush the DNS cache (ipconfig /flushdns).",
                    "Several visitors of one provider: test IPv6 by itself (curl -6), and write to the provider with a traceroute.",
                ],
                Command = "curl -s -o /dev/null -w '%{http_code} from %{remote_ip} in %{time_total} s\\n' URL; dig +short NAME; dig +short NAME "
                    + "@1.1.1.1",
            }),
            new(CauseIds.FirewallOrWafInterference, Party.Security, ProxyError.ConnectionTerminated, 502,
                Severity.Error, RepairTime.Hours, Skill.Administrator, new CauseText
            {
                Title = "A firewall or filter interferes",
                Visitor = "A protection around this site blocked or changed the answer to your request. It may have mistaken you for an attacker; the "
                    + "site's team can clear that, and another network may already work.",
                Owner = "A protective system (firewall, attack filter, bot defence) stands between visitors and your application and blocks some "
                    + "requests by mistake. The application never saw them. The rule that fires has to be found and narrowed.",
                Meaning = "A device in the path cuts or replaces traffic depending on content or on the caller: RST with a TTL unlike the server's, a "
                    + "block or challenge page instead of the answer, loss only for certain sources (a CDN's ranges, a country), bodies (SQL or HTML "
                    + "in a form) or User-Agents. Server and client see different endings of one connection.",
                WhatYouSee = "The same URL works with one client and fails with another, or without a certain word in the form. A page with a support "
                    + "or incident id, 403 or 406 from mod_security, 'cf-mitigated: challenge', or resets after the request. Cloudflare 520, 521 or "
                    + "522 when the origin blocks its ranges.",
                WhoMustAct = "Whoever runs the firewall or WAF. The operator when fail2ban or a local rule has banned the gateway or the CDN; the CDN "
                    + "if its own rule fires.",
                FirstSteps =
                [
                    "Find the smallest difference between a request that passes and one that fails: client address, User-Agent, cookie, a word in the "
                        + "body.",
                    "Read the filter's log for the time and id (modsec_audit.log, WAF events, fail2ban-client status).",
                    "Is the gateway or CDN banned as an attacker? All visitors come from its address: allow it, and log the real client address "
                        + "instead.",
                    "Exclude the one rule for the one path and field; do not switch the filter off.",
                    "Capture on both sides: an RST the server never sent comes from in between.",
                ],
                Command = "for a in curl 'Mozilla/5.0 (X11; Linux x86_64)'; do curl -s -o /dev/null -A \"$a\" -w '%{http_code} %{size_download} "
                    + "bytes\\n' URL; done",
            }),
            new(CauseIds.CachedErrorPage, Party.Cdn, null, null,
                Severity.Warning, RepairTime.Minutes, Skill.SiteOwner, new CauseText
            {
                Title = "A stored error page is shown again",
                Visitor = "This error message was kept from an earlier problem that may already be over. The copy is on the site's side and is cleared "
                    + "there, or by itself after some minutes.",
                Owner = "Your application is well again, but a cache in front of it (a CDN, a cache plugin) kept the error page and goes on showing "
                    + "it. Emptying that cache solves it now; a setting keeps it from happening again.",
                Meaning = "A shared cache stored a 5xx, or an error text sent with 200, and serves it as a hit: Age above 0, 'X-Cache: HIT', "
                    + "'CF-Cache-Status: HIT', 'Cache-Status: ...; hit'. The error carried a Cache-Control that allowed it, or a rule overrides it "
                    + "('cache everything', proxy_cache_valid any). 5xx are not heuristically cacheable, save 501 (RFC 9110 §15.1).",
                WhatYouSee = "The same URL with an added parameter works, without it fails; the Date field stands still while Age grows. The failure "
                    + "goes on after the repair for a round time (5 min, 1 h). Some regions fail, others do not, as each CDN location has its own "
                    + "copy.",
                WhoMustAct = "Whoever holds the CDN or cache account. The developers when the application sends errors with status 200 or with a long "
                    + "max-age; the visitor, if it is only their browser's copy.",
                FirstSteps =
                [
                    "Ask with and without an extra parameter, and compare status and Age.",
                    "Purge this URL at the CDN, then in each cache behind it (plugin, nginx, Varnish), from the inside out.",
                    "Limit the storing of errors: proxy_cache_valid 200 301 10m; without 'any'; at the CDN an error TTL of 0 to 10 s.",
                    "Let the application send Cache-Control: no-store with every 5xx, and never 200 for an error page.",
                ],
                Command = "for u in 'URL' \"URL?fresh=$(date +%s)\"; do curl -s -o /dev/null -D - \"$u\" | grep -iE "
                    + "'^(http|age|date|x-cache|cf-cache-status|cache-)'; echo; done",
            }),
            new(CauseIds.CdnOriginMismatch, Party.Cdn, null, null,
                Severity.Error, RepairTime.Hours, Skill.SiteOwner, new CauseText
            {
                Title = "CDN and site are set up differently",
                Visitor = "The service that delivers this site and the site behind it are set up differently. The site's team has to bring the two in "
                    + "line; nothing on your side can change it.",
                Owner = "A delivery network (CDN) stands in front of your site, and the two do not agree: on encryption, on the server's address, or "
                    + "on the site's name. Each works by itself. The setting is usually in your own account at the CDN.",
                Meaning = "Asked directly, with the right SNI and Host, the origin answers well; through the CDN the same URL fails. Usual: encryption "
                    + "mode (Flexible against an origin that redirects to https: an endless redirect; Full (strict) against a self-signed "
                    + "certificate: 526), an origin address or port from before a move, a Host or SNI the origin does not know (421, 404), CDN ranges "
                    + "blocked, timeouts out of order.",
                WhatYouSee = "The CDN's own page: Cloudflare 520 to 526 or 530; Fastly '503 backend', CloudFront '502 ... CloudFront wasn't able to "
                    + "connect to the origin', or ERR_TOO_MANY_REDIRECTS. It began with a move of hosting, a new certificate, or the switch to the "
                    + "CDN. Past the CDN the site is fine.",
                WhoMustAct = "Whoever holds the account at the CDN. The hosting provider when the origin's certificate or firewall is what does not "
                    + "fit; the CDN itself when its status page reports trouble.",
                FirstSteps =
                [
                    "Ask the origin directly with the public name: certificate, status and redirects must be those you want visitors to see.",
                    "Compare the origin's address in the CDN's DNS or origin settings with the machine's real one.",
                    "Set encryption to Full (strict), with a valid certificate (or the CDN's origin certificate) on the origin; then remove redirects "
                        + "that depend on plain http.",
                    "Allow all address ranges of the CDN in the origin's firewall; let the origin's time limits be shorter than the CDN's.",
                    "Look at the CDN's status page before changing more.",
                ],
                Command = "curl -sv -o /dev/null --connect-to NAME:443:HOST:443 https://NAME/",
            }),
        ]);
}
