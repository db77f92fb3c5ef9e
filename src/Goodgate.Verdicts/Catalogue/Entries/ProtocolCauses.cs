namespace Goodgate.Verdicts.Catalogue.Entries;

/// <summary>Causes met when the server's bytes break the protocol.</summary>
internal static class ProtocolCauses
{
    public static readonly CauseLayer Layer = new(
        "Answers that break the rules",
        "The application answered, but not in valid HTTP. The evidence shows the offending bytes, their offset and the clause they break. Gateways "
            + "differ in what they let through, so the same application may seem to work behind another one.",
        [
            new(CauseIds.MalformedStatusLine, Party.Application, ProxyError.HttpProtocolError, 502,
                Severity.Error, RepairTime.Hours, Skill.Developer, new CauseText
            {
                Title = "The answer does not begin like HTTP",
                Visitor = "The site answered with something that cannot be shown as a page. Its developers have to look at it; there is nothing you "
                    + "need to change on your side.",
                Owner = "Your application answered, but the very first line is not what a web answer begins with. Most often a program printed a "
                    + "message of its own before the answer, or another program sits behind this address.",
                Meaning = "The first line is not 'HTTP/1.x SP 3DIGIT SP [reason]' (RFC 9112 §4): wrong version token, status outside 100 to 599, "
                    + "missing spaces, or stray output before it. There is no fallback to HTTP/0.9. Bytes that are plainly another protocol are "
                    + "wrong-protocol-on-port instead.",
                WhatYouSee = "502 on each request. nginx lets it pass as HTTP/0.9: raw bytes in the browser, status 009 in the access log. HAProxy: "
                    + "502 and 'PH'. Apache: 'Corrupt status line'. Go: 'malformed HTTP response'. IIS: 502.3 with 12152. Cloudflare: 520.",
                WhoMustAct = "The developers of whatever writes the answer by hand. The operator when the port belongs to another service.",
                FirstSteps =
                [
                    "Look at the first 64 bytes in the evidence: text of a debug print, a shell's error, a byte order mark (EF BB BF), or leftovers of "
                        + "the previous answer?",
                    "Leftovers: an earlier response on this connection had a body where none may be (204, 304, HEAD) or was longer than announced.",
                    "Scripts with hand-made answers ('nph-', netcat, embedded devices): write 'HTTP/1.1 200 OK' and CR LF exactly.",
                    "Repeat with 'Connection: close': if only reused connections fail, it is the previous response's framing.",
                ],
                Command = "printf 'GET / HTTP/1.1\\r\\nHost: NAME\\r\\nConnection: close\\r\\n\\r\\n' | nc -w 5 HOST PORT | head -c 128 | xxd",
            }),
            new(CauseIds.InvalidResponseHeader, Party.Application, ProxyError.HttpProtocolError, 502,
                Severity.Error, RepairTime.Hours, Skill.Developer, new CauseText
            {
                Title = "The answer has a forbidden character in its header",
                Visitor = "The page arrived from the site with faulty information attached, so it was held back. This is a mistake in the site's own "
                    + "program, not in your browser.",
                Owner = "Along with each page your application sends some lines of information for machines. One of them contains characters that are "
                    + "forbidden there, so the answer cannot be passed on safely. The developers have to correct that line.",
                Meaning = "A field line breaks RFC 9112 §5 or RFC 9110 §5.5: a name that is no token, no colon, white space before the colon (§5.1), a "
                    + "folded line (§5.2), or CR, LF, NUL or another control in a value. A line break in a value is how response splitting begins, so "
                    + "treat visitor input that reaches a header as a security bug.",
                WhatYouSee = "502 on some URLs only, those whose header carries a name, title or redirect target. nginx: 'upstream sent invalid "
                    + "header: \"...\"'. Apache: AH02429 or AH10404 (500 or 502). HAProxy: 'PH'. Go: 'malformed MIME header'. Varnish: BogoHeader.",
                WhoMustAct = "The developers. The operator may let a named, harmless violation pass for this upstream (lenient) until it is corrected; "
                    + "the security team if visitors can put text there.",
                FirstSteps =
                [
                    "Find field and offset in the evidence; then the line of code or plugin that sets this field.",
                    "Encode what comes from users: percent-encode Location, use filename*=UTF-8'' in Content-Disposition.",
                    "A trailing line break from a file or environment variable (a secret read with its newline) is the most common one: trim it.",
                    "obs-fold, bare-lf or space-before-colon from old software: list it under 'lenient' for this upstream, and replace the software.",
                ],
                Command = "printf 'GET / HTTP/1.1\\r\\nHost: NAME\\r\\nConnection: close\\r\\n\\r\\n' | nc -w 5 HOST PORT | sed '/^\\r$/q' | cat -A",
            }),
            new(CauseIds.InvalidFraming, Party.Application, ProxyError.HttpProtocolError, 502,
                Severity.Error, RepairTime.Days, Skill.Developer, new CauseText
            {
                Title = "The answer contradicts itself about its length",
                Visitor = "The site contradicted itself about the length of this page, and to keep you safe it was not passed on. The site's "
                    + "developers have to correct it.",
                Owner = "Your application states the length of its answer twice, in two different ways. Guessing which is right is how attackers "
                    + "smuggle content to other visitors, so the gateway refuses. It is a bug in the application or in a program between it and the "
                    + "gateway.",
                Meaning = "RFC 9112 §6.3: differing or non-numeric Content-Length (5: a proxy MUST close, discard and answer 502), Content-Length "
                    + "together with Transfer-Encoding (3: ought to be handled as an error), Transfer-Encoding in HTTP/1.0, in 204 or in 1xx (§6.1), "
                    + "or bytes after a complete response. A list of identical values may be collapsed.",
                WhatYouSee = "502 here, while other gateways let it pass or cut the page. nginx since 1.23: 'upstream sent duplicate header line' or "
                    + "'Content-Length and Transfer-Encoding headers at the same time'. HAProxy: 'PH' for some. Go: 'cannot contain multiple "
                    + "Content-Length headers'.",
                WhoMustAct = "The developers. The operator when a chain of proxies adds the second header; the security team if it appears without a "
                    + "change of software, as it may be an attempt at smuggling.",
                FirstSteps =
                [
                    "Look at the raw lines: who sets which? A framework sets one, hand-written code or a filter the other.",
                    "Remove hand-set Content-Length and Transfer-Encoding from the application's code; the server sets them.",
                    "Proxied content: do not copy Content-Length and Transfer-Encoding from the inner response to the outer one, above all after "
                        + "decompressing.",
                    "Ask every hop directly, from the inside out, to see where the second value comes in.",
                ],
                Command = "printf 'GET / HTTP/1.1\\r\\nHost: NAME\\r\\nConnection: close\\r\\n\\r\\n' | nc -w 5 HOST PORT | grep -aiE "
                    + "'^(content-length|transfer-encoding)[ :]'",
            }),
            new(CauseIds.InvalidResponseCoding, Party.Application, ProxyError.HttpResponseTransferCoding, 502,
                Severity.Error, RepairTime.Hours, Skill.Developer, new CauseText
            {
                Title = "The answer is packed wrongly",
                Visitor = "The page was packed for sending in a way that nobody can unpack. The fault is on the site's side; reloading will show the "
                    + "same until it is repaired there.",
                Owner = "Web answers are sent in pieces, and often compressed. Your application says that it does so but then sends something else, so "
                    + "nobody can unpack the page. Compressing twice, or packing by hand, is the usual reason.",
                Meaning = "Chunked coding is broken (RFC 9112 §7.1: chunk-size that is not hexadecimal or overflows, missing CR LF after the data, bad "
                    + "trailer), an unknown or not-last transfer coding (§6.1), or a content coding whose bytes do not fit (gzip announced, plain "
                    + "text sent). Found after the head, the stream is aborted.",
                WhatYouSee = "502, or a page cut in the middle; browsers say ERR_INVALID_CHUNKED_ENCODING or ERR_CONTENT_DECODING_FAILED; curl (56) or "
                    + "(61). nginx: 'upstream sent invalid chunked response'. Apache: AH01590. HAProxy: 'PH' or 'PD'. Google: "
                    + "error_uncompressing_gzipped_body.",
                WhoMustAct = "The developers. The operator when two of the programs compress one after the other, or a stored copy is served with the "
                    + "wrong Content-Encoding.",
                FirstSteps =
                [
                    "See the raw bytes: each chunk must be SIZE-IN-HEX CR LF, data, CR LF; gzip begins with 1f 8b.",
                    "Ask without Accept-Encoding: if that works, compression is at fault; leave it on in one place only (zlib.output_compression, a "
                        + "plugin, or the gateway).",
                    "PHP warnings printed before ob_gzhandler spoil the first bytes: log errors, do not display them.",
                    "Remove hand-written chunking; write plain bytes and let the server frame them.",
                ],
                Command = "curl -s --raw --http1.1 -H 'Host: NAME' -H 'Accept-Encoding: gzip' http://HOST:PORT/ | head -c 256 | xxd",
            }),
            new(CauseIds.ResponseHeaderTooLarge, Party.Application, ProxyError.HttpResponseHeaderSectionSize, 502,
                Severity.Error, RepairTime.Hours, Skill.Developer, new CauseText
            {
                Title = "The answer's header is too large",
                Visitor = "The site added more background information to this page than can be delivered. It is for the site to reduce it, but "
                    + "deleting this site's cookies in your browser may get you in.",
                Owner = "With each page your application sends hidden information, mostly cookies, and it has become too much for the gateway. It "
                    + "often hits only visitors who are logged in. The developers should make it smaller; until then the limit can be raised.",
                Meaning = "The response head exceeds the limit on bytes or on the number of fields. Usual contents: many Set-Cookie lines, a session "
                    + "kept whole in a cookie, Content-Security-Policy, Link preloads, debug headers, or one header added again by each layer. "
                    + "Defaults: nginx one page (4 or 8 KiB), HAProxy 16 KiB, Goodgate 64 KiB.",
                WhatYouSee = "502 for some visitors and not in a private window; after a login, or with a debug bar on. nginx: 'upstream sent too big "
                    + "header while reading response header'. Apache: AH10124 or AH01070. Envoy: headers_too_large. Squid: ERR_TOO_BIG. Cloudflare: "
                    + "520 above 128 KB.",
                WhoMustAct = "The developers, who decide what is sent. The operator, who can raise the limit at once so that visitors get in.",
                FirstSteps =
                [
                    "List the header lines by size; one or two make up most of it. Repeat with a logged-in cookie (-b).",
                    "Keep sessions on the server and only an id in the cookie; expire old cookies.",
                    "Switch off debug headers in production (FirePHP and ChromeLogger, Symfony profiler).",
                    "For the time being raise the limit; in nginx proxy_buffer_size 16k, with proxy_busy_buffers_size fitting it (fastcgi_buffer_size "
                        + "for PHP).",
                ],
                Command = "curl -s -D - -o /dev/null -H 'Host: NAME' http://HOST:PORT/ | awk '{print length, $1}' | sort -rn | head",
            }),
            new(CauseIds.Http2ProtocolError, Party.Application, ProxyError.HttpProtocolError, 502,
                Severity.Warning, RepairTime.Days, Skill.Developer, new CauseText
            {
                Title = "The HTTP/2 connection to the application failed",
                Visitor = "Two parts of this site lost track of their conversation. It is not your side; please try again, it often works the second "
                    + "time.",
                Owner = "The gateway and your application speak a modern, more complicated form of the web's language (HTTP/2), and one of them broke "
                    + "its rules or refused to go on. Speaking the older form instead is a safe way around it.",
                Meaning = "RST_STREAM or GOAWAY with an error code, or a frame that breaks RFC 9113. 1 PROTOCOL_ERROR, 3 FLOW_CONTROL_ERROR, 6 "
                    + "FRAME_SIZE_ERROR, 7 REFUSED_STREAM and streams above GOAWAY's last id (both provably not processed: safe to repeat), 8 CANCEL, "
                    + "11 ENHANCE_YOUR_CALM: the server's limit against floods.",
                WhatYouSee = "502 in bursts, as many streams share one connection; at deploys when GOAWAY is not handled. nginx: 'upstream rejected "
                    + "request with error N' or 'upstream sent goaway with error N'. Go: 'http2: ...'. Envoy: UR or UPE with http2 details. gRPC "
                    + "clients: UNAVAILABLE.",
                WhoMustAct = "The developers, or the maker of the server software. The operator when limits of the two sides do not fit (streams, "
                    + "pings, header size).",
                FirstSteps =
                [
                    "Read code and last stream id in the evidence; 7 and requests above the last id are repeated by themselves.",
                    "0 (NO_ERROR) in GOAWAY is an orderly goodbye: a deploy or max connection age; let servers drain in two steps.",
                    "11: raise the server's ping or reset allowance, or lower the gateway's; gRPC's 'too many pings' is this.",
                    "Switch the upstream to HTTP/1.1 for a while: if it is clean, update the HTTP/2 side.",
                ],
                Command = "nghttp -nv URL",
            }),
            new(CauseIds.WrongProtocolOnPort, Party.Operator, ProxyError.HttpProtocolError, 502,
                Severity.Critical, RepairTime.Minutes, Skill.Administrator, new CauseText
            {
                Title = "Another kind of service answers on this port",
                Visitor = "The site reached one of its own services, but not the one that makes pages. A setting on the site's side is wrong and has "
                    + "to be changed there.",
                Owner = "The gateway is connected to the wrong door: another program answers there, or the right one in another language. Correcting "
                    + "the port or the type of the upstream solves it.",
                Meaning = "The first bytes are recognisably another protocol: TLS record (15 03 or 16 03), HTTP/2 SETTINGS frame (00 00 xx 04), "
                    + "FastCGI record (01), 'SSH-2.0-', an SMTP '220', MySQL or Redis greeting. Or the reverse: HTTP came where FastCGI ('unsupported "
                    + "FastCGI protocol version: 72', 72 = 'H') or HTTP/2 ('too large http2 frame: 4740180' = 'HTT') was expected.",
                WhatYouSee = "502 on every request since a setting was changed. Plain HTTP to a TLS port: a 400 'The plain HTTP request was sent to "
                    + "HTTPS port'. HTTP to PHP-FPM: closed or reset at once. nginx passes SSH banners on as a page. Cloudflare: 520 or 525.",
                WhoMustAct = "The operator, whose setting names port and type. The hosting provider when another program has taken the port.",
                FirstSteps =
                [
                    "See which process listens on the port (ss -ltnp on the server), and whether it is the one you mean.",
                    "PHP-FPM speaks FastCGI, not HTTP: use fastcgi://, or put a web server in between.",
                    "A TLS port: https:// in the upstream. A gRPC or cleartext HTTP/2 server: h2c://.",
                    "Admin, metrics or database port taken by mistake: look up the application's own list of ports.",
                ],
                Command = "nmap -sV -p PORT HOST",
            }),
            new(CauseIds.UpgradeFailed, Party.Operator, ProxyError.HttpUpgradeFailed, 502,
                Severity.Warning, RepairTime.Minutes, Skill.Administrator, new CauseText
            {
                Title = "The live connection (WebSocket) could not be set up",
                Visitor = "This page wanted to keep a live line to the site, for messages or updates, and the site could not open it. The rest may "
                    + "still work; the site's team has to repair the live part.",
                Owner = "Chats, live updates and similar parts of your site need a permanent line (WebSocket). The application did not open it, or "
                    + "opened another kind than was asked for. Normal pages are not affected.",
                Meaning = "The request asked for an upgrade (RFC 9110 §7.8) and the server answered with something other than 101 or a final status it "
                    + "meant, chose a protocol that was not offered, failed Sec-WebSocket-Accept (RFC 6455 §4.1), or sent 101 unasked. Over HTTP/2 "
                    + "the same is extended CONNECT (RFC 8441).",
                WhatYouSee = "The page loads, the live part keeps reconnecting. The browser's console: 'WebSocket connection failed'. The server "
                    + "answers 400, 404 or 426 when a hop has dropped Upgrade and Connection. Apache: 'Unexpected Upgrade'. Envoy: upgrade_failed. "
                    + "IIS: 502.5.",
                WhoMustAct = "The operator: hop-by-hop fields must be set again by each gateway. The developers when path, origin check or subprotocol "
                    + "of the application refuse.",
                FirstSteps =
                [
                    "Do the handshake by hand, first straight to the application, then through each hop; the first one without 101 is the one.",
                    "nginx in front: proxy_http_version 1.1, proxy_set_header Upgrade $http_upgrade, and Connection \"upgrade\".",
                    "403 from the application: add the public origin to its list (ALLOWED_HOSTS, allowedOrigins, Rails allowed_request_origins).",
                    "The path is right: many servers take WebSockets under one path only (/ws, /socket.io/, /cable).",
                    "Several servers and socket.io long polling: switch sticky sessions on.",
                ],
                Command = "curl -sv --http1.1 --max-time 5 -o /dev/null -H 'Connection: Upgrade' -H 'Upgrade: websocket' -H 'Sec-WebSocket-Version: "
                    + "13' -H 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==' URL",
            }),
        ]);
}
