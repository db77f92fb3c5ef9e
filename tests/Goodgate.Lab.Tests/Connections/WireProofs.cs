namespace Goodgate.Lab.Tests.Connections;

/// <summary>The bytes each scripted answer must put on the wire: one line per fault, name, decisive bytes.</summary>
internal static class WireProofs
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 3\r\n\r\nok\n";

    /// <summary>Answers that begin with these bytes.</summary>
    public static Dictionary<string, string> Begins { get; } = new()
    {
        ["malformed-status-line"] = "HTTP/1.1 2000 OK\r\n",
        ["malformed-status-line-two-digits"] = "HTTP/1.1 99 Low\r\n",
        ["malformed-status-line-out-of-range"] = "HTTP/1.1 600 High\r\n",
        ["malformed-status-line-letters"] = "HTTP/1.1 OK\r\n",
        ["malformed-status-line-other-version"] = "HTTP/3.0 200 OK\r\n",
        ["malformed-status-line-lower-case"] = "http/1.1 200 OK\r\n",
        ["reason-space-missing"] = "HTTP/1.1 200\r\n",
        ["malformed-status-line-bare-cr"] = "HTTP/1.1 200 O\rK\r\n",
        ["malformed-status-line-leading-empty-line"] = "\r\nHTTP/1.1 200 OK\r\n",
        ["malformed-status-line-http09"] = "It works!\n",
        ["invalid-response-header-leading-space"] = "HTTP/1.1 200 OK\r\n X-Bad: a\r\n",
        ["invalid-response-header-bare-lf"] = "HTTP/1.1 200 OK\nContent-Length: 3\n\nok\n",
        ["invalid-framing-chunked-in-http10"] = "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
        ["invalid-framing-chunked-in-204"] = "HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n",
        ["wrong-protocol-on-port"] = "SSH-2.0-",
        ["wrong-protocol-on-port-smtp"] = "220 mail.goodgate.test ESMTP",
        ["wrong-protocol-on-port-ftp"] = "220 (vsFTPd",
        ["wrong-protocol-on-port-tls"] = "\u0015\u0003\u0001\0\u0002\u0002\u000A",
        ["wrong-protocol-on-port-http2"] = "\0\0\0\u0004\0\0\0\0\0\0\0\u0008\u0007\0\0\0\0\0\0\0\0\0\0\0\0\u0001",
        ["wrong-protocol-on-port-fastcgi"] = "\u0001\u0003\0\u0001\0\u0008\0\0\0\0\0\0\u0001\0\0\0",
        ["wrong-protocol-on-port-redis"] = "-ERR unknown command 'GET'",
        ["malformed-status-line-html"] = "<!DOCTYPE html>\n",
        ["upgrade-failed"] = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n",
        ["upgrade-failed-other-protocol"] = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: other/1\r\n",
        ["upgrade-failed-no-protocol"] = "HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\n\r\n",
        ["upgrade-failed-answered-200"] = Ok,
        ["upstream-sent-error"] = "HTTP/1.1 503 Service Unavailable\r\nServer: Apache\r\nRetry-After: 120\r\n",
        ["upstream-sent-error-502"] = "HTTP/1.1 502 Bad Gateway\r\nServer: nginx/1.22.1\r\nVia: 1.1 inner.goodgate.test\r\n",
        ["upstream-sent-error-504"] = "HTTP/1.1 504 Gateway Time-out\r\nServer: nginx/1.22.1\r\nVia: 1.1 inner.goodgate.test\r\n",
        ["upstream-sent-error-500"] = "HTTP/1.1 500 Internal Server Error\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: 0\r\n\r\n",
        ["excess-bytes"] = Ok + "surplus",
        ["excess-response"] = Ok + "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\npoisoned\n",
        ["excess-response-when-idle"] = Ok + "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\npoisoned\n",
        ["body-on-204"] = "HTTP/1.1 204 No Content\r\n\r\nsurplus",
        ["body-on-304"] = "HTTP/1.1 304 Not Modified\r\nETag: \"a\"\r\nContent-Length: 7\r\n\r\nsurplus",
        ["idle-close"] = Ok,
        ["interim-responses"] = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n" + Ok,
        ["dns-truncated"] = Ok,
        ["dns-forged"] = Ok,
        ["until-close-http10"] = "HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\nok\n",
        ["date-missing"] = Ok,
        ["reason-missing"] = "HTTP/1.1 200 \r\n",
        ["response-timeout-after-interim"] = "HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n",
        ["expectation-failed"] = "HTTP/1.1 417 Expectation Failed\r\nConnection: close\r\n",
    };

    /// <summary>Answers that hold these bytes somewhere.</summary>
    public static Dictionary<string, string> Holds { get; } = new()
    {
        ["wrong-protocol-on-port-mysql"] = "\0\0\0\u000A8.0.36\0",
        ["invalid-response-header"] = "\r\nthis line has no colon\r\n",
        ["invalid-response-header-nul"] = "\r\nX-Bad: a\0b\r\n",
        ["invalid-response-header-control-in-value"] = "\r\nX-Bad: a\u001b[31mb\r\n",
        ["invalid-response-header-bare-cr"] = "\r\nX-Bad: a\rb\r\n",
        ["invalid-response-header-space-before-colon"] = "\r\nX-Bad : a\r\n",
        ["invalid-response-header-space-in-name"] = "\r\nX Bad: a\r\n",
        ["invalid-response-header-control-in-name"] = "\r\nX-\u0001Bad: a\r\n",
        ["invalid-response-header-empty-name"] = "\r\n: a\r\n",
        ["invalid-response-header-obs-fold"] = "\r\nX-Folded: a\r\n b\r\n",
        ["invalid-framing-connection-names-length"] = "\r\nConnection: Content-Length\r\nContent-Length: 3\r\n",
        ["invalid-framing"] = "\r\nContent-Length: 3\r\nContent-Length: 5\r\n",
        ["invalid-framing-length-list"] = "\r\nContent-Length: 3, 5\r\n",
        ["invalid-framing-length-not-a-number"] = "\r\nContent-Length: abc\r\n",
        ["invalid-framing-length-negative"] = "\r\nContent-Length: -3\r\n",
        ["invalid-framing-length-plus"] = "\r\nContent-Length: +3\r\n",
        ["invalid-framing-length-empty"] = "\r\nContent-Length: \r\n",
        ["invalid-framing-length-overflow"] = "\r\nContent-Length: 18446744073709551619\r\n",
        ["invalid-framing-length-and-chunked"] = "\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n",
        ["invalid-response-coding"] = "\r\nzz\r\n",
        ["invalid-response-coding-size-overflow"] = "\r\n10000000000000000\r\n",
        ["invalid-response-coding-size-negative"] = "\r\n-3\r\n",
        ["invalid-response-coding-size-prefix"] = "\r\n0x3\r\n",
        ["invalid-response-coding-missing-crlf"] = "\r\n3\r\nok\nXX0\r\n",
        ["invalid-response-coding-bare-lf"] = "\r\n3\nok\n\r\n",
        ["invalid-response-coding-not-chunked-last"] = "\r\nTransfer-Encoding: gzip, identity\r\n",
        ["invalid-response-coding-unknown"] = "\r\nTransfer-Encoding: rot13\r\n",
        ["invalid-response-coding-unknown-then-chunked"] = "\r\nTransfer-Encoding: rot13, chunked\r\n",
        ["invalid-response-coding-chunked-twice"] = "\r\nTransfer-Encoding: chunked, chunked\r\n",
        ["database-down"] = "<h1>Error establishing a database connection</h1>",
        ["database-down-503"] = "SQLSTATE[HY000] [2002] Connection refused",
        ["equal-content-lengths"] = "\r\nContent-Length: 3\r\nContent-Length: 3\r\n",
        ["equal-content-length-list"] = "\r\nContent-Length: 3, 3\r\n",
        ["until-close"] = "\r\nConnection: close\r\n\r\nok\n",
        ["chunk-extensions"] = "\r\n3;a=b;c=\"d;e\"\r\nok\n\r\n0;last\r\n\r\n",
        ["framing-in-trailers"] = "0\r\nContent-Length: 99\r\nSet-Cookie: a=b\r\n\r\n",
        ["hop-by-hop-fields"] = "\r\nConnection: keep-alive, X-Hop\r\nX-Hop: secret\r\nKeep-Alive: timeout=5\r\nProxy-Connection: keep-alive\r\n",
        ["repeated-fields"] = "\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\nset-cookie: c=3\r\n",
    };

    /// <summary>Names and decisive bytes, whether they stand at the beginning or not.</summary>
    public static TheoryData<string, string, bool> All
    {
        get
        {
            var data = new TheoryData<string, string, bool>();
            foreach (var (name, bytes) in Begins)
            {
                data.Add(name, bytes, true);
            }

            foreach (var (name, bytes) in Holds)
            {
                data.Add(name, bytes, false);
            }

            return data;
        }
    }
}
