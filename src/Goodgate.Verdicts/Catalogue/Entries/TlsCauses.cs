namespace Goodgate.Verdicts.Catalogue.Entries;

/// <summary>Causes met during the TLS handshake between gateway and server.</summary>
internal static class TlsCauses
{
    public static readonly CauseLayer Layer = new(
        "Encryption between gateway and application",
        "The TCP connection stands, the TLS handshake does not. This is the inner connection: the visitor's own padlock has nothing to do with it. The "
            + "first question is whether the port speaks TLS at all.",
        [
            new(CauseIds.TlsWrongProtocol, Party.Operator, ProxyError.TlsProtocolError, 502,
                Severity.Critical, RepairTime.Minutes, Skill.Administrator, new CauseText
            {
                Title = "Encryption settings do not fit together",
                Visitor = "One part of the site talks in private and the other does not expect it, so no page could be made. This is a wrong setting "
                    + "on the site's side.",
                Owner = "The gateway wants to talk to your application in encrypted form, and the application expects plain text (or only very old "
                    + "encryption). One setting has to change: the address should begin with http instead of https, or the other port be used.",
                Meaning = "The first bytes of the server are not a TLS record ('wrong version number': usually 'HTTP/' or an HTML page from a "
                    + "plain-text port), or both sides share no version ('unsupported protocol', 'protocol version', 'no protocols available'). TLS "
                    + "1.0 and 1.1 are off in present libraries (RFC 8996).",
                WhatYouSee = "502 on every request since a setting was changed. nginx: 'SSL_do_handshake() failed ... wrong version number'. Apache: "
                    + "500. HAProxy: 503 and 'SC'. Go: 'first record does not look like a TLS handshake'. Cloudflare: 525 under Full, with an origin "
                    + "that serves plain HTTP on 443.",
                WhoMustAct = "The operator: scheme and port stand in the gateway's settings. The hosting provider when the server's TLS is too old to "
                    + "be raised by you.",
                FirstSteps =
                [
                    "Talk plain HTTP to the port: a status line back means the upstream must be written http://, or the TLS port (443, 8443) be used.",
                    "Plain text is wanted and the machines are the same or share a private network: change the scheme, nothing else.",
                    "Versions: openssl s_client -tls1_2 and -tls1_3 in turn; raise the server to TLS 1.2 at least rather than lowering the gateway.",
                    "A server that expects the PROXY protocol first (haproxy 'accept-proxy', nginx 'proxy_protocol') also answers nonsense to a "
                        + "ClientHello.",
                ],
                Command = "printf 'HEAD / HTTP/1.0\\r\\n\\r\\n' | nc -w 3 HOST PORT | head -c 300",
            }),
            new(CauseIds.TlsAlertReceived, Party.Operator, ProxyError.TlsAlertReceived, 502,
                Severity.Critical, RepairTime.Hours, Skill.Administrator, new CauseText
            {
                Title = "The application refused the encrypted connection",
                Visitor = "A protected part of the site refused to talk to the rest of it. The site's team has to settle this; it has nothing to do "
                    + "with what you entered.",
                Owner = "Your application, or the machine it runs on, rejected the gateway's encrypted call and said why in a short code. The code "
                    + "tells an engineer what is missing: a name, a certificate of the gateway, or a common method of encryption.",
                Meaning = "The server sent a fatal TLS alert (RFC 8446 §6). 40 handshake_failure: no common cipher, or missing SNI; 42 to 46 and 48: "
                    + "our client certificate was not accepted; 70 protocol_version; 80 internal_error: often no certificate for this name; 112 "
                    + "unrecognized_name: SNI unknown; 116 certificate_required; 120 no_application_protocol: ALPN.",
                WhatYouSee = "502 within a few milliseconds after the connect. nginx: 'SSL alert number 40' (nginx sends no SNI unless "
                    + "proxy_ssl_server_name is on). Apache: 500, AH02003 or AH02268. Go: 'remote error: tls: ...'. Cloudflare: 525.",
                WhoMustAct = "The operator of the gateway for SNI, ciphers and the client certificate. The security team when the certificate is right "
                    + "and the server's list of trusted issuers is not; the operator of the server for alert 80.",
                FirstSteps =
                [
                    "Read the alert number in the evidence; it decides which of the next steps applies.",
                    "40, 80, 112: send the name the server has a certificate for (server name of the upstream; proxy_ssl_server_name on and "
                        + "proxy_ssl_name in nginx).",
                    "116, or 42 to 46 and 48: the server wants a client certificate (mutual TLS); give the gateway one from an issuer the server "
                        + "trusts, and check its dates.",
                    "40, 70: compare versions and ciphers of both sides; old Java and Windows servers offer few.",
                    "120: the server speaks only HTTP/2 or only HTTP/1.1 on this port; choose the matching upstream type.",
                ],
                Command = "openssl s_client -connect HOST:PORT -servername NAME -state </dev/null 2>&1 | grep -iE 'alert|protocol|cipher'",
            }),
            new(CauseIds.TlsHandshakeClosed, Party.Operator, ProxyError.TlsProtocolError, 502,
                Severity.Error, RepairTime.Hours, Skill.Administrator, new CauseText
            {
                Title = "The encrypted connection was hung up while opening",
                Visitor = "The site began a protected conversation with one of its parts, and the other end hung up. The fault is on the site's side; "
                    + "please come back a little later.",
                Owner = "The gateway and your application started to agree on encryption, and the other side hung up without giving a reason. "
                    + "Something that does not understand encryption, or does not want this caller, sits at that end or on the way.",
                Meaning = "FIN or RST from the server (or a middlebox) after the ClientHello and before Finished, without a TLS alert. 0 bytes "
                    + "received: a non-TLS service that hangs up on unknown bytes, an SNI filter, a load balancer without a live target. Some bytes "
                    + "received: the server process died or a limit on new handshakes was hit.",
                WhatYouSee = "502 at once or after one round trip. nginx: 'peer closed connection in SSL handshake'; Apache: 500 with AH02003; "
                    + "HAProxy: 'Connection closed during SSL handshake'; Go: 'EOF'; curl: (35) 'unexpected eof while reading'. Cloudflare: 525.",
                WhoMustAct = "The operator of the server side. The network team when the reset comes from a device in between: it happens with one "
                    + "path and not from the server's own machine.",
                FirstSteps =
                [
                    "Repeat the handshake on the server's own machine: if it works there, something in between cuts it.",
                    "Repeat with and without -servername: a filter by name shows at once.",
                    "Read the server's error log at that second; IIS and many load balancers reset when no binding or target fits the name.",
                    "Check for a TCP load balancer or PROXY-protocol listener in front: it closes when the target pool is empty or its preamble is "
                        + "missing.",
                ],
                Command = "openssl s_client -connect HOST:PORT -servername NAME -msg </dev/null 2>&1 | grep -E '^(<<<|>>>)|eof|errno'",
            }),
            new(CauseIds.TlsHandshakeTimeout, Party.Operator, ProxyError.ConnectionTimeout, 504,
                Severity.Error, RepairTime.Minutes, Skill.Administrator, new CauseText
            {
                Title = "The encrypted connection took too long to open",
                Visitor = "One part of this site did not complete a safety check in time. Your side is fine; please try once more in a minute.",
                Owner = "The gateway reached your application, but agreeing on encryption never finished. Most often the application does not use "
                    + "encryption on that port at all and both sides sit waiting for each other.",
                Meaning = "TCP is established and the ClientHello was sent; no complete handshake within the TLS limit. Very often https:// to a "
                    + "plain-HTTP port whose parser keeps waiting for the end of a request line. Else: a path MTU black hole (small packets pass, the "
                    + "certificate flight does not), a starved CPU, or post-quantum ClientHellos above 1,400 bytes that an old middlebox drops.",
                WhatYouSee = "504 after exactly the TLS limit, with a fast connect before it. nginx: 'upstream timed out ... while SSL handshaking to "
                    + "upstream' after proxy_connect_timeout. HAProxy: 'sC', 'Timeout during SSL handshake'. Go: 'TLS handshake timeout'.",
                WhoMustAct = "The operator: check scheme and port first. The network team when small packets pass and large ones do not.",
                FirstSteps =
                [
                    "Send plain HTTP to the port: an answer means the scheme is wrong and this is solved.",
                    "Look at the CPU of the server: handshakes are its most expensive work, and a storm of new connections starves it; keep "
                        + "connections alive.",
                    "Test the path MTU: ping -M do -s 1472 HOST; lost large pings mean a tunnel or VPN needs a smaller MTU or MSS clamping.",
                    "Repeat with openssl s_client -groups X25519: if that is quick, a device drops large ClientHellos.",
                ],
                Command = "curl -sk -o /dev/null --max-time 10 -w 'connect %{time_connect} s, tls %{time_appconnect} s\\n' https://HOST:PORT/",
            }),
            new(CauseIds.TlsCertificateUntrusted, Party.Security, ProxyError.TlsCertificateError, 502,
                Severity.Critical, RepairTime.Hours, Skill.Administrator, new CauseText
            {
                Title = "The application's certificate is not valid",
                Visitor = "One of the site's own parts could not prove that it is genuine, so the page was held back to keep you safe. The site's team "
                    + "has to renew that proof; trying again will not help until then.",
                Owner = "Your application shows an identity document (certificate) that has expired, or that was issued by somebody the gateway does "
                    + "not know. Renewing it, or installing it completely, solves this; switching the check off only hides it.",
                Meaning = "The chain did not verify. OpenSSL codes: 10 expired, 9 not yet valid (check clocks), 18 and 19 self-signed, 20 and 21 "
                    + "issuer not found: mostly a missing intermediate (the server sent the leaf only) or a private authority that is not in the "
                    + "gateway's trust store. Names are a cause of their own.",
                WhatYouSee = "502 on all requests from one second to the next, often at midnight UTC: expiry. nginx: 'upstream SSL certificate verify "
                    + "error: (10:certificate has expired)'. Apache: 500, AH02039. Go: 'x509: certificate signed by unknown authority'. Cloudflare: "
                    + "526. Browsers may accept what fails here: they fetch or remember intermediates.",
                WhoMustAct = "Whoever renews the application's certificate. The operator when a private authority must be added to the gateway's trust "
                    + "store, or when a clock is wrong.",
                FirstSteps =
                [
                    "Read dates and issuers of the chain as the server sends it.",
                    "Expired: renew (certbot renew, acme.sh) and reload the server; a renewed file is not used until then.",
                    "Code 20 or 21 with a public authority: install the full chain (fullchain.pem, not cert.pem).",
                    "Private or self-signed authority: give the gateway its CA file for this upstream; do not switch verification off across a network.",
                    "Code 9: compare the clocks of both machines (timedatectl).",
                ],
                Command = "openssl s_client -connect HOST:PORT -servername NAME -showcerts </dev/null 2>/dev/null | grep -E '^ *[0-9]* "
                    + "s:|i:|NotBefore|Verify return code'",
            }),
            new(CauseIds.TlsCertificateNameMismatch, Party.Security, ProxyError.TlsCertificateError, 502,
                Severity.Critical, RepairTime.Hours, Skill.Administrator, new CauseText
            {
                Title = "The certificate belongs to another name",
                Visitor = "One of the site's own parts identified itself under another name, so it was not trusted. This has to be put right on the "
                    + "site's side; your device is not affected.",
                Owner = "Your application's identity document (certificate) is valid, but for a different name than the one the gateway asked for. "
                    + "Usually the gateway calls the application by an internal name while the certificate carries the public one.",
                Meaning = "The chain verified, but the reference name matches no subjectAltName entry (RFC 9525 §6.3; the Common Name does not count). "
                    + "A wildcard covers exactly one label. An IP address needs an iPAddress entry. Without SNI, or with an unknown one, many servers "
                    + "present their default certificate.",
                WhatYouSee = "502 on every request. nginx: 'upstream SSL certificate does not match \"NAME\"'. Apache: 500, AH02411 or AH02005. Go: "
                    + "'x509: certificate is valid for A, not B' or 'doesn't contain any IP SANs'. Python: 'Hostname mismatch'. Cloudflare: 526.",
                WhoMustAct = "The owner of the certificate if the name should be in it. The operator when the gateway asks for the wrong name: a "
                    + "setting, no new certificate. Suspect a wrong machine when the certificate is a stranger's (see stale-dns-address).",
                FirstSteps =
                [
                    "Compare the names in the certificate with the name the gateway asked for; both stand in the evidence.",
                    "The upstream is written as an IP address or internal name: set its server name to one the certificate carries; it is used for SNI "
                        + "and for the check.",
                    "The default certificate came back: the server has no virtual host for this name, or SNI was not sent.",
                    "The name is right and missing: issue the certificate again with it (certbot --expand -d NAME).",
                ],
                Command = "openssl s_client -connect HOST:PORT -servername NAME </dev/null 2>/dev/null | openssl x509 -noout -subject -ext "
                    + "subjectAltName",
            }),
        ]);
}
