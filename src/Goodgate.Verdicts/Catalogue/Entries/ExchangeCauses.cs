namespace Goodgate.Verdicts.Catalogue.Entries;

/// <summary>Causes met when an open connection ends before its time.</summary>
internal static class ExchangeCauses
{
    public static readonly CauseLayer Layer = new(
        "Connections that end too early",
        "The application was reached and the request went out, then the connection ended. What decides is how (FIN or RST), when (before or within the "
            + "answer), and whether the connection was new or reused.",
        [
            new(CauseIds.UpstreamClosedBeforeResponse, Party.Application, ProxyError.ConnectionTerminated, 502,
                Severity.Error, RepairTime.Hours, Skill.Developer, new CauseText
            {
                Title = "The application hung up without an answer",
                Visitor = "The site took your request and then ended the conversation without a word. The fault is on the site's side; if you were "
                    + "sending a form or an order, check whether it arrived before you send it again.",
                Owner = "Your application took the request and hung up without a single word of answer. Usually the program crashed or was restarted "
                    + "in the middle of its work; its own log at that second tells why.",
                Meaning = "The server closed in order (FIN) after the request was sent and before the response head was complete, on a connection that "
                    + "had carried nothing before; so it is not a keep-alive race. Kernel and peer were alive: the process closed the socket or "
                    + "exited. Whether the request was acted on is unknown, so only idempotent methods may be repeated.",
                WhatYouSee = "502; the time before it is the hint: 1 ms = it does not like the request or speaks another protocol, some seconds = "
                    + "crash or a worker limit. nginx: 'upstream prematurely closed connection while reading response header'. HAProxy: 'SH'. Apache: "
                    + "AH01102. Go: 'EOF'. curl: (52) 'Empty reply from server'. Cloudflare: 520.",
                WhoMustAct = "The developers: the application's log at that second. The operator when it coincides with a deploy, a restart or a "
                    + "worker's recycling limit; the hosting provider when the kernel killed it for memory (see worker-crashed).",
                FirstSteps =
                [
                    "Read the application's own log at the second of the failure; nothing there means it died before it could write.",
                    "See whether it is always the same URL (a bug in it) or all of them at the same moment (restart, deploy, memory).",
                    "Look for a kill: journalctl -k for 'Out of memory', docker inspect for OOMKilled, exit code 137.",
                    "Repeat the request straight to the application, past the gateway; the same hang-up clears the gateway.",
                    "gunicorn max_requests, PHP pm.max_requests or a deploy without draining: let workers finish their request before they go.",
                ],
                Command = "curl -v --max-time 60 -o /dev/null -H 'Host: NAME' http://HOST:PORT/",
            }),
            new(CauseIds.KeepaliveRace, Party.Operator, ProxyError.ConnectionTerminated, 502,
                Severity.Warning, RepairTime.Minutes, Skill.Administrator, new CauseText
            {
                Title = "An idle connection was closed as it was being used",
                Visitor = "Two parts of this site just missed each other. Nothing is wrong on your side, and simply loading the page again usually "
                    + "works.",
                Owner = "To be fast, the gateway keeps lines to your application open. Now and then the application closes such a line in the very "
                    + "moment the gateway uses it. It is rare and harmless for page views; one setting makes it disappear.",
                Meaning = "On a reused connection FIN or RST arrived with zero response bytes, within about one round trip of our request: the "
                    + "server's idle timer fired while the request was in flight (RFC 9112 §9.5 allows closing at any time). The request was most "
                    + "likely never read, but that cannot be proven; so Goodgate repeats it by itself only for idempotent methods or with "
                    + "Idempotency-Key.",
                WhatYouSee = "A 502 in some thousands of requests, in 0.00 s, and nothing in the application's log. More of them at quiet hours than "
                    + "at busy ones, and mostly POST, as the rest is retried. Go: 'http: server closed idle connection'. Envoy: UC at 0 ms. AWS ALB: "
                    + "502 with target time 0.000.",
                WhoMustAct = "The operator: make the server's idle timeout longer than the gateway's. The developers when the application sets it in "
                    + "code (Node's server.keepAliveTimeout).",
                FirstSteps =
                [
                    "Measure the server's idle timeout. Defaults: gunicorn 2 s, Node, uvicorn and Apache 5 s, nginx 75 s, Kestrel 130 s.",
                    "Set it above that of everything that pools connections to it: behind AWS ALB (60 s) 65 s or more, behind Google's load balancer "
                        + "(600 s) 620 s.",
                    "Node: server.keepAliveTimeout = 65000; and server.headersTimeout above it.",
                    "If the server cannot be changed, let the gateway close its idle connections earlier; Goodgate does so at 4 s.",
                    "Send an Idempotency-Key with payments and orders: then even POST may be repeated safely.",
                ],
                Command = "bash -c 'exec 3<>/dev/tcp/HOST/PORT; printf \"GET / HTTP/1.1\\r\\nHost: NAME\\r\\n\\r\\n\" >&3; time cat <&3 >/dev/null'",
            }),
            new(CauseIds.UpstreamReset, Party.Application, ProxyError.ConnectionTerminated, 502,
                Severity.Error, RepairTime.Hours, Skill.Administrator, new CauseText
            {
                Title = "The application cut the connection off",
                Visitor = "The part of the site that makes this page broke off in the middle of your request. This happened on the site's side; before "
                    + "you repeat a payment or an order, make sure it did not go through.",
                Owner = "The line to your application was cut hard, in the middle of a request. Either the program crashed, or it refused what was "
                    + "sent (an upload that is too large, for example), or a network device in between lost track of the line.",
                Meaning = "RST (ECONNRESET 104 on read, EPIPE 32 on write) on an established connection. The process died, or it closed a socket with "
                    + "unread bytes in its buffer: then the kernel sends RST instead of FIN and may destroy a 413 or 401 that was already on its way. "
                    + "Or a NAT, firewall or load balancer forgot an idle flow and answers with RST.",
                WhatYouSee = "502, in the middle of uploads or after long silence. nginx: 'recv() failed (104: Connection reset by peer)' or 'writev() "
                    + "failed (32: Broken pipe)'. Apache: AH01102 (104). HAProxy: 'SH'. Go: 'connection reset by peer'. Envoy: UR or UC. IIS: 502.3 "
                    + "with 12030.",
                WhoMustAct = "The developers when it happens on certain requests. The operator when a size limit of the server is met; the network "
                    + "team when it comes after a fixed idle time (350 s on AWS NLB and NAT gateways, 4 min on Azure).",
                FirstSteps =
                [
                    "Sort by what they have in common: one URL, large bodies, a fixed idle time, or one moment.",
                    "Uploads: compare the body size with the limits of the server (client_max_body_size, MaxRequestBodySize, post_max_size), and read "
                        + "the body before answering 413.",
                    "Large cookies or URLs: Kestrel takes 32 KiB of headers, Node 16 KiB, nginx 8 KiB per line.",
                    "After idling: switch TCP keep-alive on, with an interval below the device's timeout.",
                    "Capture on both machines: an RST that the server's machine never sent was made in between.",
                ],
                Command = "tcpdump -nni any 'tcp port PORT and tcp[tcpflags] & tcp-rst != 0'",
            }),
            new(CauseIds.ResponseTruncated, Party.Application, ProxyError.HttpResponseIncomplete, 502,
                Severity.Warning, RepairTime.Hours, Skill.Developer, new CauseText
            {
                Title = "The answer stopped before its end",
                Visitor = "The site stopped sending before the page was complete. The fault is on the site's side; load the page again, and do not "
                    + "rely on a file that was cut short.",
                Owner = "Your application announced an answer of a certain length and stopped before the end. Visitors see half a page or a broken "
                    + "download. Often the program was stopped by a time or memory limit while sending.",
                Meaning = "The connection ended inside the body: fewer octets than Content-Length, or no last chunk (RFC 9112 §6.3, §8). If the head "
                    + "had not yet been passed on, the answer is 502; afterwards no status can change, so the client's stream is aborted (RST_STREAM, "
                    + "or close without the last chunk) for it to notice. Never stored in the cache.",
                WhatYouSee = "Logs show 200 with too few bytes; browsers say ERR_CONTENT_LENGTH_MISMATCH or ERR_INCOMPLETE_CHUNKED_ENCODING; curl "
                    + "(18). nginx: 'upstream prematurely closed connection while reading upstream'. Apache: AH01110 (70008). HAProxy: 'SD'. Go: "
                    + "'unexpected EOF'.",
                WhoMustAct = "The developers. The operator when the gateway's or server's buffer disk is full or not writable; the hosting provider "
                    + "when a time or memory limit kills the worker while it sends.",
                FirstSteps =
                [
                    "Compare announced with received bytes over several tries: always the same number = a wrong Content-Length, changing = the sender "
                        + "dies.",
                    "Exactly 64 KiB, 1 MiB or so: a buffer directory that is full or has wrong owners (df -h; ls -ld on the proxy_temp path).",
                    "Look for the worker's end at that second: memory_limit, max_execution_time, SIGKILL.",
                    "Content-Length counted in characters instead of bytes cuts pages with accents or emoji: let the framework set it.",
                    "Serve large files by the web server itself (X-Accel-Redirect, X-Sendfile), not through a script.",
                ],
                Command = "curl -sS -o /dev/null -w '%{http_code}: announced %header{content-length}, received %{size_download} bytes\\n' URL",
            }),
        ]);
}
