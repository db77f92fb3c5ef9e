namespace Goodgate.Verdicts.Catalogue.Entries;

/// <summary>Causes met when a limit of time runs out on an open connection.</summary>
internal static class TimeCauses
{
    public static readonly CauseLayer Layer = new(
        "Waiting for the application",
        "The connection stands and nobody hangs up; a limit of time ran out. Raising the limit comes last: it turns failing visitors into waiting "
            + "ones, and each of them holds a worker.",
        [
            new(CauseIds.ResponseTimeout, Party.Application, ProxyError.HttpResponseTimeout, 504,
                Severity.Error, RepairTime.Hours, Skill.Developer, new CauseText
            {
                Title = "The application took too long to answer",
                Visitor = "The site is working, but it did not finish this page in time. It is slow on the site's side, not on yours; wait a moment "
                    + "before you try again, because each new try adds to its work.",
                Owner = "Your application accepted the request and was still working on it when the gateway's patience ended. Look for what is slow: a "
                    + "database query, an outside service that it waits for, an import, or too many visitors at once.",
                Meaning = "The request was sent completely, the server's kernel acknowledged it, and no response head arrived within the first-byte "
                    + "limit. Acknowledged does not mean read: with all workers busy the request waits in the accept queue, and the application's log "
                    + "never shows it. The work may still be finished later, so a repeat may do it twice.",
                WhatYouSee = "504 after exactly the limit (60 s in nginx, 30 s in many load balancers, 100 s or more at Cloudflare, as 524). nginx: "
                    + "'upstream timed out (110) while reading response header from upstream'. Apache: AH01102 (70007), with 502. HAProxy: 504 and "
                    + "'sH'. Envoy: UT. Varnish: 'first byte timeout'.",
                WhoMustAct = "The developers: make the slow part fast, or move it to a queue. The operator when every page is slow at the same time "
                    + "(too few workers, see worker-pool-exhausted); the hosting provider when CPU or disk is throttled.",
                FirstSteps =
                [
                    "One URL or all? One: that page's code. All at once: workers, database or an outside service.",
                    "Find the slow call: FPM request_slowlog_timeout, the database's slow query log, a thread dump (jstack, dotnet-stack, py-spy dump) "
                        + "while it hangs.",
                    "Give every outgoing call of the application its own timeout, well below the gateway's.",
                    "Move imports, exports and mail to a background job, and answer at once.",
                    "Only then raise the limit, for that path only, in every hop from the outside in, each outer one longer than the next inner one.",
                ],
                Command = "curl -s -o /dev/null -H 'Host: NAME' -w 'connect %{time_connect} s, first byte %{time_starttransfer} s, total %{time_total} "
                    + "s\\n' http://HOST:PORT/",
            }),
            new(CauseIds.ResponseStalled, Party.Application, ProxyError.ConnectionReadTimeout, 504,
                Severity.Warning, RepairTime.Hours, Skill.Developer, new CauseText
            {
                Title = "The answer began and then stood still",
                Visitor = "The page had begun to arrive, and then nothing more came from the site. Your connection held; please load the page again in "
                    + "a moment.",
                Owner = "Your application started to answer and then fell silent in the middle. It may be waiting for something itself, or it sends "
                    + "live updates with longer pauses than the gateway allows.",
                Meaning = "The response head, or part of it, has arrived; then no octet within the limit between two reads. The connection is still "
                    + "open. If the head was passed on, the stream is aborted and the status stays as sent; if not, 504. Long polls, server-sent "
                    + "events and model output with quiet stretches meet it without any fault.",
                WhatYouSee = "A page that stops half-way, exactly one idle limit after its last byte; the log says 200. nginx: 'upstream timed out ... "
                    + "while reading upstream'. Apache: AH01110 (70007). HAProxy: 'sD'. Varnish: 'between_bytes_timeout'. Envoy: SI.",
                WhoMustAct = "The developers: send a heartbeat, or find what the handler waits for. The network team when only large answers stall and "
                    + "small ones never do (MTU); the operator when the limit is shorter than the application's honest pauses.",
                FirstSteps =
                [
                    "Watch when the pieces arrive: long gaps between events, or a full stop after the same number of bytes.",
                    "Server-sent events: send a comment line (': ping') every 15 s.",
                    "Stops after some tens of kilobytes: path MTU or a full send buffer; test with ping -M do -s 1472.",
                    "The handler waits for another service while it writes: look for that service's own timeout.",
                    "Raise the gap limit for the streaming path only.",
                ],
                Command = "curl -sN --trace-time --trace-ascii - -o /dev/null URL | grep -E '<= Recv (header|data)'",
            }),
            new(CauseIds.RequestWriteTimeout, Party.Application, ProxyError.ConnectionWriteTimeout, 504,
                Severity.Warning, RepairTime.Hours, Skill.Administrator, new CauseText
            {
                Title = "The application stopped taking the upload",
                Visitor = "The site stopped accepting what you were sending before all of it was handed over. The hold-up is on the site's side; keep "
                    + "your file and try again later.",
                Owner = "A visitor sent something large, and your application stopped reading it half-way. Often its disk is full, it is busy with "
                    + "something else, or it decided to refuse the upload without saying so.",
                Meaning = "Part of the request was accepted, then the socket took no more for the length of the send limit: the peer's receive window "
                    + "is zero (or its acknowledgements are lost) and our send buffer is full. The process is alive in the kernel's eyes but does not "
                    + "read(). The bytes already taken count as sent, so there is no retry.",
                WhatYouSee = "504 on uploads only, after exactly the send limit; small forms work. nginx: 'upstream timed out ... while sending "
                    + "request to upstream'. Apache: AH01084 (70007). HAProxy: 'sH' with a body. In ss, Send-Q stands still and a persist timer runs.",
                WhoMustAct = "The developers, who read the body. The hosting provider when disk or memory of the application's machine is full; the "
                    + "network team when acknowledgements are lost.",
                FirstSteps =
                [
                    "While it hangs, look at the connection: a Send-Q that does not shrink, with timer 'persist', is a reader that does not read.",
                    "On the application's machine: df -h and df -i for its temporary directory.",
                    "Find the blocked worker (py-spy dump, jstack, strace -p): what does it wait for instead of reading?",
                    "An upload the application does not want: answer 413 early, then drain or close.",
                    "Spool uploads in the gateway before passing them on, so that slow visitors do not hold a worker.",
                ],
                Command = "ss -tno state established 'dport = :PORT'",
            }),
        ]);
}
