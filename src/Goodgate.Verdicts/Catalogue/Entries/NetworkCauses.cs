namespace Goodgate.Verdicts.Catalogue.Entries;

/// <summary>Causes met while a TCP or Unix connection is opened.</summary>
internal static class NetworkCauses
{
    public static readonly CauseLayer Layer = new(
        "Opening the connection",
        "The address is known, but no connection came about, so no byte of the request was sent and trying again is safe for every method. How fast "
            + "the failure comes tells most: at once means somebody said no, after the limit means nobody said anything.",
        [
            new(CauseIds.ConnectRefused, Party.Operator, ProxyError.ConnectionRefused, 502,
                Severity.Critical, RepairTime.Minutes, Skill.Administrator, new CauseText
            {
                Title = "The application is not running",
                Visitor = "The part of the site that makes this page is not running right now. Your device and connection are fine; the site's team "
                    + "has to start it again.",
                Owner = "The machine is there and answers, but your application is not listening on it: it was stopped, it crashed, it is still "
                    + "starting, or the gateway calls the wrong port. Starting it, or correcting the port, brings the site back.",
                Meaning = "connect() failed with ECONNREFUSED (111; 61 on BSD and macOS, 10061 on Windows): the SYN was answered by RST, or a firewall "
                    + "rejected it with tcp-reset. The host is up and reachable; no socket listens on this address and port, in this network "
                    + "namespace and address family. On a Unix socket: the file exists, but no process accepts on it.",
                WhatYouSee = "502 within one round trip, on every request. nginx: 'connect() failed (111: Connection refused)'. Apache: 503 with "
                    + "AH00957. HAProxy: 503 and 'SC'. Go: 'connect: connection refused'. Cloudflare: 521. A few seconds of it during a deploy is the "
                    + "restart itself.",
                WhoMustAct = "The operator: start the service or correct the port. The developers when its log shows that it crashes while starting; "
                    + "the hosting provider when the machine or the runtime was stopped by it.",
                FirstSteps =
                [
                    "See whether anything listens on the port. Nothing: start the service, and read its log for the reason it stopped (systemctl "
                        + "status, docker logs).",
                    "It listens on 127.0.0.1 only and the gateway is another machine or container: bind 0.0.0.0 or [::] (HOST=0.0.0.0, --bind, listen).",
                    "The gateway runs in a container and calls 'localhost': that is the gateway's own container; use the service name instead.",
                    "'localhost' became ::1 while the application listens on 127.0.0.1 only, or the reverse (Node told to listen on 'localhost'): "
                        + "write the address itself.",
                    "It comes and goes: the service restarts in a loop, or a deploy stops the old before the new listens; start the new one first.",
                ],
                Command = "ss -ltnp 'sport = :PORT'",
            }),
            new(CauseIds.ConnectTimeout, Party.Network, ProxyError.ConnectionTimeout, 504,
                Severity.Critical, RepairTime.Hours, Skill.Administrator, new CauseText
            {
                Title = "The application's machine does not react",
                Visitor = "The part of the site that makes this page does not react at all. The fault is on the site's side; please try again in a few "
                    + "minutes.",
                Owner = "The gateway knocked at your application's machine and heard nothing, not even a refusal. The machine is off, its address is "
                    + "wrong, or a firewall swallows the request on the way.",
                Meaning = "No SYN+ACK within the connect limit, and no RST or ICMP error either. Linux repeats the SYN after 1 s, then 2 s, then 4 s. "
                    + "A firewall with DROP, a wrong or dead address, a routing black hole; or a full accept queue: Linux then drops the SYN silently "
                    + "unless tcp_abort_on_overflow is set.",
                WhatYouSee = "504 after exactly the connect limit; nothing in the application's log. nginx: 'upstream timed out (110) while connecting "
                    + "to upstream'. Apache: 503 and AH00957 (70007). HAProxy: 503 and 'sC'. AWS ALB: 504 at 10.0 s. Cloudflare: 522.",
                WhoMustAct = "The network or firewall team of the target. The operator when the address is wrong or the machine was moved; the "
                    + "developers when the machine is reachable and ListenOverflows grows, for then the application does not accept fast enough.",
                FirstSteps =
                [
                    "Try the port from the gateway's machine: silence means dropped packets, 'refused' means another cause.",
                    "Try another port of the same host, 22 for instance: an answer there means a port filter; silence there too means address, route "
                        + "or a machine that is off.",
                    "Cloud: allow the gateway's address and this port in the target's security group or network ACL, in both directions.",
                    "Run tcpdump on the target: SYNs arrive and no answer leaves = its own firewall or a full accept queue (nstat -az "
                        + "TcpExtListenOverflows); none arrive = the path.",
                    "Behind a CDN: allow all of its published address ranges; blocking some of them looks random.",
                ],
                Command = "time nc -vz -w 5 HOST PORT",
            }),
            new(CauseIds.RouteUnreachable, Party.Network, ProxyError.DestinationIpUnroutable, 502,
                Severity.Critical, RepairTime.Hours, Skill.Administrator, new CauseText
            {
                Title = "There is no network path to the application",
                Visitor = "There is no working path between two parts of this site. You can do nothing about it from your side; the site's team has to "
                    + "repair the path.",
                Owner = "The network says that it cannot deliver anything to your application's machine: the machine is gone from the network, or a "
                    + "road to it is missing. This is a job for whoever runs the network or the hosting.",
                Meaning = "connect() failed with EHOSTUNREACH (113) or ENETUNREACH (101). 101: the local routing table has no route, typically an IPv6 "
                    + "address on a machine without IPv6. 113: ARP or neighbour discovery found no such host on the link, or a router or firewall "
                    + "answered with ICMP unreachable (REJECT).",
                WhatYouSee = "502 at once for 101; after about 3 s for 113 on the same link, the time ARP keeps asking. nginx: 'connect() failed (113: "
                    + "No route to host)'. Go: 'no route to host' or 'network is unreachable'. Cloudflare: 523. Often right after a container was "
                    + "replaced.",
                WhoMustAct = "The network team or hosting provider. The operator when the address is that of a container or machine that no longer "
                    + "exists, or when a local firewall rule rejects.",
                FirstSteps =
                [
                    "Ask the kernel which way it would go; 'unreachable' there means a missing local route.",
                    "Only IPv6 addresses fail: give the machine IPv6, or remove the AAAA record from the upstream's name.",
                    "Same subnet: 'ip neigh' showing FAILED means nobody has that address; look where the machine or container lives now.",
                    "firewalld and many cloud images answer blocked ports with icmp-host-prohibited, which is errno 113: check the target's rules.",
                    "VPN or peering between the two: check that it is up and that both sides know the way back.",
                ],
                Command = "ip route get \"$(getent hosts HOST | awk '{print $1; exit}')\"; ip neigh; tracepath -n HOST",
            }),
            new(CauseIds.DestinationProhibited, Party.Security, ProxyError.DestinationIpProhibited, 502,
                Severity.Error, RepairTime.Minutes, Skill.Administrator, new CauseText
            {
                Title = "The target address is not allowed",
                Visitor = "The site was about to fetch this page from a place it is not allowed to use, so it stopped. The settings on the site's side "
                    + "need attention; you have done nothing wrong.",
                Owner = "Your gateway may only talk to certain addresses, and the application's name led to a forbidden one. Either the rule is too "
                    + "strict, or somebody has pointed the name at a place where it must not lead. Have the second checked first.",
                Meaning = "The address the name resolved to is refused by policy before any connection: loopback, link-local including cloud metadata "
                    + "169.254.169.254, private or unspecified ranges, or a deny rule of the operator. This guard stops server-side request forgery "
                    + "and DNS rebinding, so it is applied to the address, not to the name.",
                WhatYouSee = "502 at once; the verdict shows the address and the rule. No packet leaves. Apache's ProxyBlock gives 403 and AH00916 or "
                    + "AH00917. It often begins when a DNS record was changed, or when a public name is answered with an internal address (split DNS).",
                WhoMustAct = "Whoever owns the allow list. The operator of the DNS zone when the name gives an address it should not; treat an "
                    + "unexplained metadata or loopback address as an attack.",
                FirstSteps =
                [
                    "Look at the address the name has now, and ask whether it should have it; a change nobody made is a security incident.",
                    "If the address is right, allow exactly this address or network for this upstream, nothing wider.",
                    "Never allow 169.254.169.254 or fd00:ec2::254: they hand out the machine's credentials.",
                    "Split DNS: let the gateway ask the resolver that gives the address you mean.",
                ],
                Command = "getent ahosts NAME | awk '{print $1}' | sort -u",
            }),
            new(CauseIds.SocketMissing, Party.Operator, ProxyError.ConnectionRefused, 502,
                Severity.Critical, RepairTime.Minutes, Skill.Administrator, new CauseText
            {
                Title = "The application's socket file does not exist",
                Visitor = "The program behind this page has not started, or has started in the wrong place. This is on the site's side; if the site "
                    + "was just updated, it may be back in a minute.",
                Owner = "The gateway and your application meet at an agreed place on the same machine, and that place is empty: the application (often "
                    + "PHP) is not running, or the two disagree about the place, for example after a change of the PHP version.",
                Meaning = "connect() on the Unix socket failed with ENOENT (2): the path does not exist in the gateway's own file system view. The "
                    + "service is down, the path differs between both configurations, or the gateway sees another tree (chroot, container, systemd "
                    + "PrivateTmp for anything in /tmp).",
                WhatYouSee = "502 in under a millisecond, on every dynamic page; images and styles still work. nginx: 'connect() to "
                    + "unix:/run/php/php8.1-fpm.sock failed (2: No such file or directory)' at level crit. Apache: 503 with AH02454 (2). Typically "
                    + "after a PHP upgrade or a reboot.",
                WhoMustAct = "The operator, who has both paths in hand. The hosting provider when it changed the PHP version or stopped the pool on a "
                    + "managed machine.",
                FirstSteps =
                [
                    "List the sockets that do exist beside the path; a neighbour with another version number is the one you want.",
                    "Start the service: systemctl status 'php*-fpm', and read why it stopped. 'php-fpm -t' finds a broken pool file.",
                    "Compare 'listen =' in the pool file with the path in the gateway, character by character.",
                    "A path under /tmp: move it to /run, since PrivateTmp gives each service a /tmp of its own.",
                    "Containers: the socket's directory must be a volume shared by both.",
                ],
                Command = "ss -xlp | grep -F SOCKET || ls -l \"$(dirname SOCKET)\"",
            }),
            new(CauseIds.SocketPermissionDenied, Party.Operator, ProxyError.ConnectionRefused, 502,
                Severity.Critical, RepairTime.Minutes, Skill.Administrator, new CauseText
            {
                Title = "The gateway may not use the application's socket",
                Visitor = "Two parts of this site are not allowed to talk to each other. It is a setting on the site's side and has nothing to do with "
                    + "your account or your password.",
                Owner = "Your application is running, but the operating system forbids the gateway to talk to it. A file permission or a security "
                    + "setting has to be corrected; it is a matter of minutes for somebody with access to the server.",
                Meaning = "connect() on the Unix socket failed with EACCES (13): connecting needs write permission on the socket file and search (x) "
                    + "permission on every directory above it, for the user of the gateway's process. With the mode right, SELinux or AppArmor denies "
                    + "it: only a policy can give errno 13 on a TCP connect.",
                WhatYouSee = "502 at once on every dynamic page. nginx: 'connect() to unix:... failed (13: Permission denied)' at level crit; Apache: "
                    + "503 with AH02454 (13). Typically after a new installation, a changed user, or a PHP upgrade that brought its own www.conf.",
                WhoMustAct = "The operator. The hosting provider on a managed machine; the security team when a mandatory policy (SELinux) denies it.",
                FirstSteps =
                [
                    "Walk the path: each directory needs x for the gateway's user, the socket itself needs w (rw-rw---- and the right group).",
                    "In the FPM pool set listen.owner, listen.group and listen.mode = 0660 to the gateway's user and group, then restart FPM.",
                    "Or add the gateway's user to the socket's group, and restart the gateway: groups are read at start.",
                    "Modes are right and it still fails: ausearch -m AVC -ts recent; then 'setsebool -P httpd_can_network_connect on' for TCP, or "
                        + "restorecon the socket's directory.",
                    "Do not use mode 0777: every local user could then run code as the application.",
                ],
                Command = "namei -l SOCKET; ps -o user,group,args -C goodgate,nginx,apache2,httpd",
            }),
            new(CauseIds.ListenQueueFull, Party.Operator, ProxyError.DestinationUnavailable, 503,
                Severity.Error, RepairTime.Hours, Skill.Administrator, new CauseText
            {
                Title = "The application's waiting line is full",
                Visitor = "So many people are opening this site that even the waiting line is full. The site is at its limit, not your connection; "
                    + "please try again shortly.",
                Owner = "Requests arrive faster than your application works them off, and the line in front of it has reached its end. Slow pages or a "
                    + "crowd of robots are the usual reason; more workers help only if the machine has room for them.",
                Meaning = "connect() on the Unix socket returned EAGAIN (11): the accept backlog, min(listen backlog, net.core.somaxconn), is full "
                    + "because no worker calls accept(). On TCP the same state looks different: Linux drops SYNs, TcpExtListenOverflows grows and "
                    + "callers see connect timeouts, not errors.",
                WhatYouSee = "503 with Retry-After from Goodgate; nginx: 502 and 'connect() to unix:... failed (11: Resource temporarily "
                    + "unavailable)'; Apache hangs. It comes in waves with traffic. FPM logs 'reached pm.max_children' once at the start, then "
                    + "nothing; its status page says listen queue 0 for Unix sockets.",
                WhoMustAct = "The operator, who sizes pool and backlog. The developers when a few slow pages hold all workers; the hosting provider "
                    + "when the plan's process limit is what is reached.",
                FirstSteps =
                [
                    "Read the queue: Recv-Q near Send-Q on the socket is a full backlog.",
                    "Find what the workers are doing before adding more: request_slowlog_timeout = 5s and slowlog in the FPM pool.",
                    "See who calls: one crawler or xmlrpc.php and wp-login.php attacks often hold most workers; slow them down at the gateway.",
                    "Raise pm.max_children to (memory for PHP) / (memory per child), not beyond.",
                    "Raise listen.backlog and net.core.somaxconn together (kernels before 5.4 default to 128), to ride out bursts only.",
                ],
                Command = "ss -xln src SOCKET; nstat -az TcpExtListenOverflows TcpExtListenDrops; sysctl net.core.somaxconn",
            }),
        ]);
}
