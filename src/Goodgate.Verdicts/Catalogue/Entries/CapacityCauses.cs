namespace Goodgate.Verdicts.Catalogue.Entries;

/// <summary>Causes met when no server, or no room, is left.</summary>
internal static class CapacityCauses
{
    public static readonly CauseLayer Layer = new(
        "Nobody free to answer",
        "No server was tried, because none is fit, none is configured, or a limit is reached. Where trying again later makes sense, the answer carries "
            + "Retry-After. A limit that is reached is seldom the cause: look for what holds the places.",
        [
            new(CauseIds.NoHealthyUpstream, Party.Operator, ProxyError.DestinationUnavailable, 503,
                Severity.Critical, RepairTime.Minutes, Skill.Administrator, new CauseText
            {
                Title = "Every server of the application is out of use",
                Visitor = "None of the machines that serve this site is fit to answer at the moment. They are being checked all the time on the site's side, "
                    + "so please come back a little later.",
                Owner = "The gateway knows the servers of your application, and has taken all of them out of use because they failed or did not pass "
                    + "their health check. The real reason is what each of them failed with; it is listed with this message.",
                Meaning = "All servers of the upstream are down by active health check, ejected after failures (passive check, outlier detection, open "
                    + "circuit breaker) or draining. This is a consequence: each server has its own last cause. If a health check disagrees with real "
                    + "traffic, the check is wrong (path, Host, credentials, protocol, TLS).",
                WhatYouSee = "503 at once, no connection attempt. nginx: 502 and 'no live upstreams'. HAProxy: 503, '<NOSRV>', 'backend has no server "
                    + "available!'. Apache: AH01170. Envoy: UH, 'no healthy upstream'. Varnish: 'unhealthy'. Caddy: 'no upstreams available'. "
                    + "Traefik: 'no available server'.",
                WhoMustAct = "The operator, who reads what each server failed with and who owns the health check. From there on it is the party of "
                    + "that cause, mostly the developers.",
                FirstSteps =
                [
                    "Read each server's own last failure: they are usually all the same, and that is the cause to repair.",
                    "Do by hand what the health check does, with its Host and path: a redirect, 401 or 404 there means the check is wrong, not the "
                        + "server.",
                    "All went down in the same second: look for what they share (database, deploy, DNS, certificate).",
                    "A health check that asks the database takes every server out at once when the database hiccups; let it test the process only.",
                    "With few servers allow more failures before ejecting; nginx's default takes one out after a single error (max_fails=1).",
                ],
                Command = "curl -sS -o /dev/null --max-time 3 -H 'Host: NAME' -w '%{http_code} in %{time_total} s %{errormsg}\\n' URL",
            }),
            new(CauseIds.NoUpstreamConfigured, Party.Operator, ProxyError.DestinationNotFound, 500,
                Severity.Error, RepairTime.Minutes, Skill.Administrator, new CauseText
            {
                Title = "Nothing is set up to answer this address",
                Visitor = "This address exists, but nothing has been connected to it. If you typed it yourself, check it for a slip; if not, the "
                    + "site's team has to finish setting it up.",
                Owner = "Visitors reach the gateway, but it has not been told which application serves this address, or the list of its servers is "
                    + "empty. An entry is missing in the settings, or the platform has not registered any server.",
                Meaning = "No site or route matches host and path, or the upstream has no server: an empty group, a service discovery result without "
                    + "members, a Kubernetes Service whose selector matches no ready pod, a load balancer's target group without targets. 500 because "
                    + "the fault is in the settings; waiting does not cure it.",
                WhatYouSee = "At once, on every request for this host. Apache: AH01171 'No workers in balancer'. Envoy: NR (404) or NC (503). Varnish: "
                    + "'No backend'. AWS ALB: 503 with target '-'. ingress-nginx: 503 for a Service without endpoints. Typically on a new domain or "
                    + "after scaling to zero.",
                WhoMustAct = "The operator. The developers when their pods never become ready, so that the list stays empty.",
                FirstSteps =
                [
                    "Compare the host in the evidence with the hosts of your sites: www or not, a wildcard (never the bare name), a typing error.",
                    "The upstream exists: is its list of servers empty right now? With discovery, see what that returns.",
                    "Kubernetes: endpoints empty means that selector and pod labels differ, or that pods are not ready (kubectl describe pod).",
                    "Strangers who call by address or by foreign host names: give them a default site that answers 404 or 421.",
                ],
                Command = "kubectl get endpointslices -l kubernetes.io/service-name=NAME -o wide",
            }),
            new(CauseIds.UpstreamConnectionLimit, Party.Operator, ProxyError.ConnectionLimitReached, 503,
                Severity.Error, RepairTime.Hours, Skill.Administrator, new CauseText
            {
                Title = "All connections to the application are in use",
                Visitor = "As many people are being served as this site can take at once. Nothing is wrong on your side; please try again in a few "
                    + "seconds.",
                Owner = "The gateway lets only so many requests into your application at the same time, to keep it alive. All places are taken and the "
                    + "queue is full or took too long. Either more visitors came than usual, or the application has become slower.",
                Meaning = "The limit of connections or of requests in flight per server or upstream is reached, and the queue for a place is full or "
                    + "its time ran out. Little's law: places in use = requests per second x seconds per request; so doubled response time fills the "
                    + "limit at unchanged traffic.",
                WhatYouSee = "503 with Retry-After, at once (queue full) or after exactly the queue's time limit. HAProxy: 'sQ' or 'SQ'. Envoy: UO "
                    + "'overflow'. Apache: AH00941. Varnish: 'busy'. nginx with max_conns: 502 'no live upstreams'. AWS Lambda: throttling.",
                WhoMustAct = "The operator, who sets the limit. The developers when response time has grown; the hosting provider when the plan allows "
                    + "no more at the same time.",
                FirstSteps =
                [
                    "Compare response time with last week's at the same hour: slower pages are the usual reason, not more visitors.",
                    "See which requests hold the places: long polls, exports and uploads deserve a limit of their own.",
                    "See who sends them: one crawler may hold most places; limit it by itself.",
                    "Raise the limit only as far as the servers' workers reach; beyond that the queue merely moves behind their listen socket.",
                    "Let the cache take what is equal for all.",
                ],
                Command = "ss -Htn state established 'dport = :PORT' | awk '{print $4}' | sort | uniq -c | sort -rn",
            }),
            new(CauseIds.RateLimited, Party.Visitor, ProxyError.HttpRequestDenied, 429,
                Severity.Info, RepairTime.Seconds, Skill.Anyone, new CauseText
            {
                Title = "Too many requests from one client",
                Visitor = "Many requests came from your connection in a short time, so the site asks you to pause. Wait a minute and go on; if you "
                    + "share your connection with others, they count as well.",
                Owner = "One caller asked more often than you allow, and was told to slow down. That protects the others and is mostly right (robots, "
                    + "password guessing). If real visitors are hit, your limit is too low for them, or many of them share one address.",
                Meaning = "A rate limit's key (client address, token, path) exceeded its rate plus burst. RFC 6585 §4: 429, with Retry-After; nginx "
                    + "and others answer 503 unless told otherwise (limit_req_status). Counting by address counts everyone behind one carrier-grade "
                    + "NAT, office, or untrusted proxy as one.",
                WhatYouSee = "429 (elsewhere often 503) in runs for one address, none for others. nginx: 'limiting requests, excess: 5.120 by zone "
                    + "\"one\"'. Envoy: RL. Google: banned_by_security_policy. If all visitors are hit at once, the gateway sees the CDN's address "
                    + "instead of theirs.",
                WhoMustAct = "The visitor, or whoever runs the robot: slow down, obey Retry-After. The operator when honest visitors are refused.",
                FirstSteps =
                [
                    "Count the refused requests by address: few addresses with many = working as meant; many with few each = the limit is too low.",
                    "One address with everything is your CDN or load balancer: trust its ranges, so that the real client address counts.",
                    "A page with 80 images is 80 requests: exempt static files, or raise the burst.",
                    "Give partners and monitors a key of their own instead of a hole in the limit.",
                ],
                Command = "awk '$9 == 429 {print $1}' LOG | sort | uniq -c | sort -rn | head",
            }),
            new(CauseIds.GatewayOutOfResources, Party.Operator, ProxyError.ProxyInternalError, 503,
                Severity.Critical, RepairTime.Minutes, Skill.Administrator, new CauseText
            {
                Title = "The gateway has run out of room",
                Visitor = "The entrance of this site has no room for another visitor right now. This is on the site's side and usually clears "
                    + "soon.",
                Owner = "The gateway itself, not your application, has reached a limit of the machine it runs on: open files, network ports or memory. "
                    + "An administrator can raise the limit; a flood of requests may have caused it.",
                Meaning = "A system call of the gateway failed: EMFILE 24 (its own descriptor limit), ENFILE 23 (the system's), EADDRNOTAVAIL 99 (all "
                    + "source ports towards one address and port in use or in TIME_WAIT: 28,232 by default), ENOMEM 12, ENOBUFS 105; or as many clients "
                    + "are connected as may be (client.max_connections), or more TLS handshakes wait than may (client.max_handshakes); elsewhere worker slots "
                    + "or a scoreboard. No server is at fault.",
                WhatYouSee = "503 for everything at once, in peaks. nginx: 'socket() failed (24: Too many open files)', 'worker_connections are not "
                    + "enough', 'connect() failed (99)'. Apache: AH00484 MaxRequestWorkers. HAProxy: 'RC' or 'PC'. Envoy: OM. Go: 'too many open "
                    + "files'.",
                WhoMustAct = "The operator of the gateway's machine. The hosting provider when the plan or container sets the limit; whoever sends the "
                    + "flood when it is one.",
                FirstSteps =
                [
                    "See which one: clients against goodgate_client_connections_limit, descriptors against their limit, sockets in TIME_WAIT, free memory.",
                    "Descriptors: LimitNOFILE=1048576 in the systemd unit (ulimits in Compose), then restart; ulimit in a shell does not reach a "
                        + "service.",
                    "Source ports: keep connections to the servers alive; add server addresses; widen net.ipv4.ip_local_port_range to 1024 65000.",
                    "Descriptors that grow and never fall are a leak: CLOSE-WAIT sockets in ss point to it.",
                    "Memory: look for buffers of slow clients and large responses; check the container's limit against its use.",
                ],
                Command = "p=$(pidof -s goodgate); ls /proc/$p/fd | wc -l; grep -i 'open files' /proc/$p/limits; ss -s; sysctl "
                    + "net.ipv4.ip_local_port_range fs.file-nr; free -m",
            }),
        ]);
}
