namespace Goodgate.EndToEnd.Behaviour;

/// <summary>Requests that two readers could read differently, and what becomes of each. The reason is the rule of the reader that it breaks.</summary>
internal static class SmugglingRows
{
    private const string Get = "GET / HTTP/1.1\r\nHost: a.test\r\n";
    private const string Post = "POST / HTTP/1.1\r\nHost: a.test\r\n";
    private const string Chunked = Post + "Transfer-Encoding: chunked\r\n\r\n";

    /// <summary>Refused: request, status, reason counted. Nothing of a request line reaches the server, unless the body is what is broken.</summary>
    public static TheoryData<string, int, string> Refused { get; } = new()
    {
        // Line ends
        { "GET / HTTP/1.1\nHost: a.test\n\n", 400, "bare-lf" },
        { "GET / HTTP/1.1\r\nHost: a.test\nX-A: 1\r\n\r\n", 400, "bare-lf" },
        { Get + "X-A: 1\nX-B: 2\r\n\r\n", 400, "bare-lf" },
        { Get + "X-A: 1\rX-B: 2\r\n\r\n", 400, "bad-field-value" },
        { Get + "X-A: 1\r\n\n", 400, "bare-lf" },

        // Field lines
        { Get + "X-A: 1\0b\r\n\r\n", 400, "bad-field-value" },
        { Get + "X-A: 1\u0001b\r\n\r\n", 400, "bad-field-value" },
        { Get + "X-A: 1\u007fb\r\n\r\n", 400, "bad-field-value" },
        { Get + "X A: 1\r\n\r\n", 400, "bad-field-name" },
        { Get + "X-A : 1\r\n\r\n", 400, "space-before-colon" },
        { Get + "X-A\t: 1\r\n\r\n", 400, "space-before-colon" },
        { Get + " X-A: 1\r\n\r\n", 400, "obs-fold" },
        { Get + "X-A: 1\r\n folded\r\n\r\n", 400, "obs-fold" },
        { Get + "X-A: 1\r\n\tfolded\r\n\r\n", 400, "obs-fold" },
        { Get + "X\u00e9: 1\r\n\r\n", 400, "bad-field-name" },
        { Get + "X(a): 1\r\n\r\n", 400, "bad-field-name" },
        { Get + "X\u0001a: 1\r\n\r\n", 400, "bad-field-name" },
        { Get + ": 1\r\n\r\n", 400, "empty-field-name" },
        { Get + "X-A\r\n\r\n", 400, "missing-colon" },
        { Get + ":authority: b.test\r\n\r\n", 400, "empty-field-name" },

        // Request line
        { "GET /\u00e9 HTTP/1.1\r\nHost: a.test\r\n\r\n", 400, "bad-target" },
        { "GET /a\tb HTTP/1.1\r\nHost: a.test\r\n\r\n", 400, "bad-target" },
        { "GET /a b HTTP/1.1\r\nHost: a.test\r\n\r\n", 400, "bad-request-line" },
        { "GET /a\0b HTTP/1.1\r\nHost: a.test\r\n\r\n", 400, "bad-target" },
        { "GET /a%00b HTTP/1.1\r\nHost: a.test\r\n\r\n", 400, "bad-target" },
        { "GET /a#b HTTP/1.1\r\nHost: a.test\r\n\r\n", 400, "fragment-in-target" },
        { "GET http://b.test/x HTTP/1.1\r\nHost: a.test\r\n\r\n", 400, "host-differs" },
        { "GET ftp://a.test/ HTTP/1.1\r\nHost: a.test\r\n\r\n", 400, "bad-target-form" },
        { "GET ?q HTTP/1.1\r\nHost: a.test\r\n\r\n", 400, "bad-target-form" },
        { "GET a HTTP/1.1\r\nHost: a.test\r\n\r\n", 400, "bad-target-form" },
        { "GET * HTTP/1.1\r\nHost: a.test\r\n\r\n", 400, "bad-target-form" },
        { "CONNECT a.test:80 HTTP/1.1\r\nHost: a.test:80\r\n\r\n", 400, "method-not-served" },
        { "TRACE / HTTP/1.1\r\nHost: a.test\r\n\r\n", 400, "method-not-served" },
        { "G@T / HTTP/1.1\r\nHost: a.test\r\n\r\n", 400, "bad-method" },
        { "GET /  HTTP/1.1\r\nHost: a.test\r\n\r\n", 400, "bad-request-line" },
        { "GET  / HTTP/1.1\r\nHost: a.test\r\n\r\n", 400, "bad-request-line" },
        { " GET / HTTP/1.1\r\nHost: a.test\r\n\r\n", 400, "bad-method" },
        { "GET / HTTP/1.2\r\nHost: a.test\r\n\r\n", 505, "version-not-supported" },
        { "GET / http/1.1\r\nHost: a.test\r\n\r\n", 505, "version-not-supported" },
        { "GET / HTTP/0.9\r\nHost: a.test\r\n\r\n", 505, "version-not-supported" },
        { "GET /\r\n\r\n", 400, "bad-request-line" },

        // Host
        { "GET / HTTP/1.1\r\n\r\n", 400, "missing-host" },
        { Get + "Host: a.test\r\n\r\n", 400, "several-hosts" },
        { "GET / HTTP/1.0\r\nHost: a.test\r\nHost: b.test\r\n\r\n", 400, "several-hosts" },
        { "GET / HTTP/1.1\r\nHost: a.test, b.test\r\n\r\n", 400, "bad-host" },
        { "GET / HTTP/1.1\r\nHost: a.test/x\r\n\r\n", 400, "bad-host" },
        { "GET / HTTP/1.1\r\nHost: u@a.test\r\n\r\n", 400, "bad-host" },
        { "GET / HTTP/1.1\r\nHost: a test\r\n\r\n", 400, "bad-host" },
        { "GET / HTTP/1.1\r\nHost: a.test:x\r\n\r\n", 400, "bad-host" },
        { "GET / HTTP/1.1\r\nHost: [::1\r\n\r\n", 400, "bad-host" },
        { "GET / HTTP/1.1\r\nHost: \u00e9.test\r\n\r\n", 400, "bad-host" },

        // Framing
        { Post + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400, "content-length-with-transfer-encoding" },
        { Post + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n", 400, "content-length-with-transfer-encoding" },
        { Post + "Transfer-Encoding: identity\r\nContent-Length: 2\r\n\r\nhi", 400, "content-length-with-transfer-encoding" },
        { Post + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 400, "unknown-transfer-coding" },
        { Post + "Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n", 400, "chunked-not-final" },
        { Post + "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n", 400, "chunked-not-final" },
        { Post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400, "chunked-not-final" },
        { Post + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 400, "unknown-transfer-coding" },
        { Post + "Transfer-Encoding: \u000bchunked\r\n\r\n0\r\n\r\n", 400, "bad-field-value" },
        { Post + "Transfer-Encoding: chunked;q=1\r\n\r\n0\r\n\r\n", 400, "unknown-transfer-coding" },
        { Post + "Transfer-Encoding:\r\nContent-Length: 2\r\n\r\nhi", 400, "content-length-with-transfer-encoding" },
        { Post + "Transfer-Encoding : chunked\r\nContent-Length: 2\r\n\r\nhi", 400, "space-before-colon" },
        { "POST / HTTP/1.0\r\nHost: a.test\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400, "transfer-encoding-in-http10" },
        { Post + "Content-Length: 2\r\nContent-Length: 2\r\n\r\nhi", 400, "conflicting-content-length" },
        { Post + "Content-Length: 2\r\nContent-Length: 3\r\n\r\nhi", 400, "conflicting-content-length" },
        { Post + "Content-Length: 2, 2\r\n\r\nhi", 400, "conflicting-content-length" },
        { Post + "Content-Length: +2\r\n\r\nhi", 400, "bad-content-length" },
        { Post + "Content-Length: -2\r\n\r\nhi", 400, "bad-content-length" },
        { Post + "Content-Length: 0x2\r\n\r\nhi", 400, "bad-content-length" },
        { Post + "Content-Length: 1 1\r\n\r\nhi", 400, "bad-content-length" },
        { Post + "Content-Length: 99999999999999999999\r\n\r\nhi", 400, "bad-content-length" },
        { Post + "Content-Length:\r\n\r\n", 400, "bad-content-length" },
        { Post + "Connection: Content-Length\r\nContent-Length: 2\r\n\r\nhi", 400, "connection-names-a-field-of-the-message" },
        { Get + "Connection: close, host\r\n\r\n", 400, "connection-names-a-field-of-the-message" },
        { Get + "Connection: keep-alive, X-Forwarded-For\r\n\r\n", 400, "connection-names-a-field-of-the-message" },

        // Sizes
        { Get + "X-A: " + new string('a', 33_000) + "\r\n\r\n", 431, "head-too-large" },
        { "GET /" + new string('a', 33_000) + " HTTP/1.1\r\nHost: a.test\r\n\r\n", 414, "target-too-long" },
        { Get + string.Concat(Enumerable.Range(0, 201).Select(i => $"X-{i}: 1\r\n")) + "\r\n", 431, "head-too-large" },

        // Chunks: the head has gone on; the server gets a body that never ends, which is no request
        { Chunked + "2;a=\"b\r\n\"\r\nhi\r\n0\r\n\r\n", 400, "malformed-body" },
        { Chunked + "2;a\nb\r\nhi\r\n0\r\n\r\n", 400, "malformed-body" },
        { Chunked + "2;a\rb\r\nhi\r\n0\r\n\r\n", 400, "malformed-body" },
        { Chunked + "2 \r\nhi\r\n0\r\n\r\n", 400, "malformed-body" },
        { Chunked + " 2\r\nhi\r\n0\r\n\r\n", 400, "malformed-body" },
        { Chunked + "0x2\r\nhi\r\n0\r\n\r\n", 400, "malformed-body" },
        { Chunked + "+2\r\nhi\r\n0\r\n\r\n", 400, "malformed-body" },
        { Chunked + "-1\r\nhi\r\n0\r\n\r\n", 400, "malformed-body" },
        { Chunked + "fffffffffffffffff\r\nhi\r\n0\r\n\r\n", 400, "malformed-body" },
        { Chunked + "\r\nhi\r\n0\r\n\r\n", 400, "malformed-body" },
        { Chunked + "2\nhi\r\n0\r\n\r\n", 400, "malformed-body" },
        { Chunked + "2\r\nhi\n0\r\n\r\n", 400, "malformed-body" },
        { Chunked + "2\r\nhi0\r\n\r\n", 400, "malformed-body" },
        { Chunked + "2\r\nhi\r\n0\nX: y\n\n", 400, "malformed-body" },
    };

    /// <summary>Carried in a form that can be read in one way only: request, bytes at the server ({ours}: the lines of the gateway itself).</summary>
    public static TheoryData<string, string> Carried { get; } = new()
    {
        { "\r\nGET / HTTP/1.1\r\nHost: a.test\r\n\r\n", Get + "{ours}\r\n" },
        { "get / HTTP/1.1\r\nHost: a.test\r\n\r\n", "get / HTTP/1.1\r\nHost: a.test\r\n{ours}\r\n" },
        { "GET http://a.test/x?y HTTP/1.1\r\nHost: a.test\r\n\r\n", "GET /x?y HTTP/1.1\r\nHost: a.test\r\n{ours}\r\n" },
        { "GET http://a.test HTTP/1.1\r\nHost: a.test\r\n\r\n", Get + "{ours}\r\n" },
        { "GET http://a.test?y HTTP/1.1\r\nHost: a.test\r\n\r\n", "GET /?y HTTP/1.1\r\nHost: a.test\r\n{ours}\r\n" },
        { "OPTIONS http://a.test HTTP/1.1\r\nHost: a.test\r\n\r\n", "OPTIONS * HTTP/1.1\r\nHost: a.test\r\n{ours}\r\n" },
        { Get + "X-Empty:\r\n\r\n", Get + "X-Empty: \r\n{ours}\r\n" },
        { Get + "X-A: \t 1 \t \r\n\r\n", Get + "X-A: 1\r\n{ours}\r\n" },
        { Get + "X_Forwarded_For: 9.9.9.9\r\nX_Request_Id: 9\r\nProxy: http://evil\r\nX_A: 1\r\n\r\n", Get + "X_A: 1\r\n{ours}\r\n" },
        { Get + "Expect: something\r\n\r\n", Get + "{ours}\r\n" },
        { Get + "Content-Length: 2\r\n\r\nhi", Get + "{ours}Content-Length: 2\r\n\r\nhi" },
        { "POST / HTTP/1.0\r\nHost: a.test\r\n\r\n", Post + "{ours}Content-Length: 0\r\n\r\n" },
        { Post + "\r\n", Post + "{ours}Content-Length: 0\r\n\r\n" },
        { Post + "Content-Length: 002 \r\n\r\nhi", Post + "{ours}Content-Length: 2\r\n\r\nhi" },
        { Post + "Transfer_Encoding: chunked\r\nContent_Length: 9\r\nContent-Length: 2\r\n\r\nhi", Post + "{ours}Content-Length: 2\r\n\r\nhi" },
        { Post + "Transfer-Encoding:\tChunked\r\n\r\n0\r\n\r\n", Post + "{ours}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" },
        { Chunked + "0002;a=b\r\nhi\r\n00\r\n\r\n", Post + "{ours}Transfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n" },
        { Chunked + "2\r\nhi\r\n0\r\nContent-Length: 9\r\nX-T: 1\r\n\r\n", Post + "{ours}Transfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\nX-T: 1\r\n\r\n" },
        { Get + "Connection: x-a\r\nX-A: 1\r\nX-B: 1\r\n\r\n", Get + "X-B: 1\r\n{ours}\r\n" },
        { Get + "Connection: keep-alive, X-a\r\nX-A: 1\r\nX-B: 1\r\n\r\n", Get + "X-B: 1\r\n{ours}\r\n" },
        { Get + "Connection: Close ,X-a\r\nX-A: 1\r\nX-B: 1\r\n\r\n", Get + "X-B: 1\r\n{ours}\r\n" },
        { Get + "Connection: x-a\r\nConnection: X-B\r\nX-A: 1\r\nX-B: 1\r\n\r\n", Get + "{ours}\r\n" },
        { Get + "Keep-Alive: timeout=1\r\nProxy-Connection: close\r\nTrailer: X-T\r\n\r\n", Get + "{ours}\r\n" },
        { Get + "Connection: TE\r\nTE: gzip, trailers;q=0.5\r\n\r\n", Get + "{ours}Connection: TE\r\nTE: trailers\r\n\r\n" },
        { Get + "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n\r\n", Get + "{ours}\r\n" },
        { Get + "Upgrade: websocket\r\n\r\n", Get + "{ours}\r\n" },
        { Post + "Connection: Upgrade\r\nUpgrade: websocket\r\nContent-Length: 2\r\n\r\nhi", Post + "{ours}Content-Length: 2\r\n\r\nhi" },
        { Get + "Connection: x-a, Upgrade\r\nUpgrade: echo\r\nX-A: 1\r\n\r\n", Get + "{ours}Connection: Upgrade\r\nUpgrade: echo\r\n\r\n" },
    };
}
