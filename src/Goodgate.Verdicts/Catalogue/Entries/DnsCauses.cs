namespace Goodgate.Verdicts.Catalogue.Entries;

/// <summary>Causes met while a name is turned into an address.</summary>
internal static class DnsCauses
{
    public static readonly CauseLayer Layer = new(
        "Names and addresses",
        "Nothing has been sent to the application yet: the gateway does not know, or no longer knows, where it is. Always ask from the gateway's own "
            + "machine or container; other machines may ask other resolvers.",
        [
            new(CauseIds.DnsNameNotFound, Party.Operator, ProxyError.DnsError, 502,
                Severity.Error, RepairTime.Minutes, Skill.Administrator, new CauseText
            {
                Title = "The application's host name does not exist",
                Visitor = "The site is looking for one of its own parts under a name that does not exist. The mistake is on the site's side, and it "
                    + "will work again once they have corrected it.",
                Owner = "The gateway finds your application by name, and the internet's address book (DNS) says there is no such name. A name was "
                    + "mistyped, a record was deleted, a container was renamed or a domain has expired. Your contents are untouched.",
                Meaning = "A definite negative answer for the upstream's name: RCODE 3 (NXDOMAIN), or NOERROR with neither A nor AAAA (NODATA, RFC "
                    + "2308 §2.2), with the hosts file and search domains tried. No packet went to the server. Negative answers are cached for the "
                    + "lesser of the SOA record's TTL and its MINIMUM field (RFC 2308 §5), so a repaired record may stay invisible that long.",
                WhatYouSee = "502 within milliseconds, on every request of this upstream. nginx: 'could not be resolved (3: Host not found)', or it "
                    + "refuses to start with 'host not found in upstream'. Apache answers 500 with AH00898 'DNS lookup failure'. Go programs: 'no "
                    + "such host'. Cloudflare: 530 with 1016.",
                WhoMustAct = "The operator who wrote the upstream's name or keeps its DNS zone. The hosting provider when the name is one that its "
                    + "platform should supply (a Docker or Kubernetes service name), and the holder of the domain when the whole zone has gone.",
                FirstSteps =
                [
                    "Ask on the gateway's machine or inside its container, not on your laptop: names like 'app' exist only within one Docker network "
                        + "or Kubernetes namespace.",
                    "Compare the name letter by letter with the setting; across namespaces use the full form, for example app.shop.svc.cluster.local.",
                    "Docker: both containers must share a user-defined network; the default 'bridge' network has no names (docker network inspect).",
                    "Ask the zone's own server (dig NS ZONE, then dig @THAT-SERVER): if it knows the name, an old negative answer is cached; flush it "
                        + "or wait.",
                    "If the record was deleted, restore it; if the zone is gone, whois shows whether the domain has expired.",
                ],
                Command = "getent ahosts NAME || dig +noall +comments +answer NAME A NAME AAAA",
            }),
            new(CauseIds.DnsServerFailure, Party.Network, ProxyError.DnsError, 502,
                Severity.Error, RepairTime.Hours, Skill.Administrator, new CauseText
            {
                Title = "The DNS server answered with an error",
                Visitor = "This site asked where one of its parts is and got an error instead of an answer. It is a problem on the site's side that "
                    + "often passes; please try again in a few minutes.",
                Owner = "The address book the gateway uses (a DNS server) is itself in trouble or refuses to serve it. Your application may be running "
                    + "perfectly; the gateway simply cannot learn where it is.",
                Meaning = "The resolver answered, but not with data: RCODE 2 SERVFAIL (DNSSEC validation failed, or no authoritative server "
                    + "reachable), 5 REFUSED (no recursion for this client, or zone not served), 1 FORMERR, 4 NOTIMP. The name may well exist. The "
                    + "Extended DNS Error (RFC 8914) tells more: 6 DNSSEC bogus, 7 signature expired, 18 prohibited, 22 no reachable authority.",
                WhatYouSee = "502, often in bursts, for every name of one zone or for all names at once. nginx: 'could not be resolved (2: Server "
                    + "failure)' or '(5: Operation refused)'. glibc: 'Temporary failure in name resolution' (EAI_AGAIN). Go: 'server misbehaving'.",
                WhoMustAct = "Whoever runs the resolver in resolv.conf, mostly the network team or the hosting provider. The holder of the zone when "
                    + "other zones resolve and this one does not: expired DNSSEC signatures or a broken delegation.",
                FirstSteps =
                [
                    "Try an unrelated name: if that fails too, the resolver is broken; if it works, the zone is.",
                    "Repeat with DNSSEC checking off (dig +cd): an answer now means the zone's signatures or its DS record at the registrar are wrong.",
                    "REFUSED: let the resolver answer this client's network (allow-recursion in BIND, access-control in Unbound), or point resolv.conf "
                        + "at one that does.",
                    "Follow the delegation with dig +trace: a name server listed at the registrar but switched off gives SERVFAIL only now and then.",
                    "Configure a second, independent resolver for the gateway, so that one failing is not an outage.",
                ],
                Command = "dig NAME A | grep -E 'status:|EDE:'; dig +cd NAME A | grep 'status:'",
            }),
            new(CauseIds.DnsTimeout, Party.Network, ProxyError.DnsTimeout, 504,
                Severity.Error, RepairTime.Minutes, Skill.Administrator, new CauseText
            {
                Title = "The DNS server did not answer in time",
                Visitor = "This site asked for directions to one of its own parts and nobody answered in time. Nothing is wrong on your side; please "
                    + "try again in a minute.",
                Owner = "The gateway asked the internet's address book (DNS) where your application is and got silence. The DNS server is down, "
                    + "overloaded, or the way to it is blocked. Your application has not even been asked.",
                Meaning = "No resolver answered within the limit, all tries together: the queries to UDP 53 (or TCP 53 after an answer with the TC "
                    + "bit) stayed without reply. A closed port on the resolver would have come back at once as ICMP port unreachable (ECONNREFUSED), "
                    + "so packets are being dropped or the resolver is stuck.",
                WhatYouSee = "504 after exactly the DNS limit; other programs show steps of 5 s, the default timeout in resolv.conf. nginx: 'could not "
                    + "be resolved (110: Operation timed out)' and, oddly, 502. Go: 'lookup ...: i/o timeout'.",
                WhoMustAct = "The network team or the hosting provider, who run the resolver and the path to it. The operator when resolv.conf names a "
                    + "server that was retired.",
                FirstSteps =
                [
                    "Ask each server of resolv.conf in turn, over UDP and with +tcp: one dead entry at the top delays every lookup.",
                    "Check the firewall for both protocols on port 53; large answers need TCP or fragments, and those are often forgotten.",
                    "Delays of 5 s now and then in Kubernetes: the A and AAAA queries race in conntrack; run NodeLocal DNSCache, or set 'options "
                        + "single-request-reopen'.",
                    "Look at the resolver's load and at conntrack ('nf_conntrack: table full' in the kernel log) on the way to it.",
                    "Run a caching resolver on the gateway's machine.",
                ],
                Command = "for s in $(awk '/^nameserver/ {print $2}' /etc/resolv.conf); do echo \"$s\"; dig @\"$s\" +time=2 +tries=1 NAME A | grep -E "
                    + "'status:|Query time|timed out'; done",
            }),
            new(CauseIds.StaleDnsAddress, Party.Operator, ProxyError.DnsError, 502,
                Severity.Error, RepairTime.Seconds, Skill.Administrator, new CauseText
            {
                Title = "An old address is used; the name has moved",
                Visitor = "The site has moved, and part of it is still looking at the old place. This clears up on the site's side, usually within the "
                    + "hour.",
                Owner = "Your application has moved to a new address, but something in front of it still sends visitors to the old one. Reloading that "
                    + "system makes it look up the address again.",
                Meaning = "The address in use came from an earlier answer and is not in the name's present answer. nginx resolves names in proxy_pass "
                    + "and upstream{} once, at start, unless 'resolve' or a variable with 'resolver' is used; hosts files never change by themselves; "
                    + "kept-alive connections outlive every TTL. The old address may refuse, stay silent, or by now belong to another container that "
                    + "answers with wrong content.",
                WhatYouSee = "Errors that begin at the minute of a deploy, a container restart or a move, and end with a reload of the gateway. A "
                    + "fresh lookup on the same machine gives another address than the one in the log line. Some visitors see the old site, others "
                    + "the new one, until TTLs have run out.",
                WhoMustAct = "The operator of the system that holds the old address. Only waiting helps when it is a public resolver with a long TTL; "
                    + "the visitor, when a hosts file on their own machine pins the name.",
                FirstSteps =
                [
                    "Compare the address in the error with a fresh lookup on the same machine.",
                    "Reload the gateway (nginx -s reload): if that cures it, this is the cause.",
                    "Make it look again by itself: in nginx 'resolver' plus 'server NAME resolve;' (open source since 1.27.3), or a variable in "
                        + "proxy_pass.",
                    "Look for the name in /etc/hosts, in extra_hosts of Compose and in hostAliases of Kubernetes.",
                    "Before the next move lower the record's TTL to 60 s a day ahead, and keep the old address answering until it has run out.",
                ],
                Command = "dig +short NAME; ss -Htn 'dport = :PORT' | awk '{print $5}' | sort | uniq -c",
            }),
        ]);
}
