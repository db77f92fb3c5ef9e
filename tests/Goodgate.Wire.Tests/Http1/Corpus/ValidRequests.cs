using Goodgate.Wire.Http1;

namespace Goodgate.Wire.Tests.Http1.Corpus;

/// <summary>Requests as real clients send them, and rare ones that the RFCs allow.</summary>
internal static class ValidRequests
{
    private const string Host = "Host: example.com\r\n";

    public static readonly ValidRequest[] All = [.. Clients, .. Targets, .. Hosts, .. Bodies];

    private static ValidRequest[] Clients =>
    [
        new("Firefox",
            "GET /shop?page=2 HTTP/1.1\r\nHost: www.example.com\r\nUser-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0\r\n" +
            "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r\nAccept-Language: en-US,en;q=0.5\r\nAccept-Encoding: gzip, deflate, br, zstd\r\n" +
            "Connection: keep-alive\r\nCookie: session=4f1c2b9a; theme=dark\r\nSec-Fetch-Mode: navigate\r\n\r\n",
            "GET Origin /shop?page=2 [] 1.1"),
        new("curl", "GET / HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nUser-Agent: curl/8.5.0\r\nAccept: */*\r\n\r\n", "GET Origin / [] 1.1"),
        new("curl, form",
            "POST /login HTTP/1.1\r\nHost: a\r\nUser-Agent: curl/8.5.0\r\nContent-Length: 9\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\nuser=anna",
            "POST Origin /login [] 1.1", BodyKind.Length, "user=anna"),
        new("ApacheBench", "GET / HTTP/1.0\r\nConnection: Keep-Alive\r\nHost: localhost:8080\r\nUser-Agent: ApacheBench/2.3\r\nAccept: */*\r\n\r\n", "GET Origin / [] 1.0"),
        new("HTTP/1.0 without Host", "GET / HTTP/1.0\r\n\r\n", "GET Origin / [] 1.0"),
        new("WebSocket",
            "GET /chat HTTP/1.1\r\n" + Host + "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n",
            "GET Origin /chat [] 1.1") { Excess = "\x81\x85" },
        new("two requests in one piece", "GET /1 HTTP/1.1\r\n" + Host + "\r\n", "GET Origin /1 [] 1.1") { Excess = "GET /2 HTTP/1.1\r\n" + Host + "\r\n" },
        new("empty line first", "\r\nGET / HTTP/1.1\r\n" + Host + "\r\n", "GET Origin / [] 1.1"),
        new("three empty lines first", "\r\n\r\n\r\nGET / HTTP/1.1\r\n" + Host + "\r\n", "GET Origin / [] 1.1"),
        new("method of its own", "PROPFIND /dav HTTP/1.1\r\n" + Host + "\r\n", "PROPFIND Origin /dav [] 1.1"),
        new("method in lower case", "get / HTTP/1.1\r\n" + Host + "\r\n", "get Origin / [] 1.1"),
        new("every character of a token", "!#$%&'*+-.^_`|~09AZaz / HTTP/1.1\r\n" + Host + "\r\n", "!#$%&'*+-.^_`|~09AZaz Origin / [] 1.1"),
        new("white space around values, empty values, obs-text", "GET / HTTP/1.1\r\nHost: \t example.com \t\r\nA:\r\nB: \r\nC:\xE9\r\n\r\n", "GET Origin / [] 1.1"),
    ];

    private static ValidRequest[] Targets =>
    [
        new("all that may stand in a target", "GET /!\"$%&'()*+,-./0123456789:;<=>?@AZ[\\]^_`az{|}~ HTTP/1.1\r\n" + Host + "\r\n", "GET Origin /!\"$%&'()*+,-./0123456789:;<=>?@AZ[\\]^_`az{|}~ [] 1.1"),
        new("path that looks like an authority", "GET //evil.example/x HTTP/1.1\r\n" + Host + "\r\n", "GET Origin //evil.example/x [] 1.1"),
        new("absolute-form", "GET http://example.com/a HTTP/1.1\r\n" + Host + "\r\n", "GET Absolute http://example.com/a [example.com] 1.1"),
        new("absolute-form in another case", "GET HTTPS://EXAMPLE.com HTTP/1.1\r\n" + Host + "\r\n", "GET Absolute HTTPS://EXAMPLE.com [EXAMPLE.com] 1.1"),
        new("absolute-form with a query and no path", "GET http://example.com?a=/b HTTP/1.1\r\n" + Host + "\r\n", "GET Absolute http://example.com?a=/b [example.com] 1.1"),
        new("absolute-form with a port", "GET http://[::1]:80/ HTTP/1.1\r\nHost: [::1]:80\r\n\r\n", "GET Absolute http://[::1]:80/ [[::1]:80] 1.1"),
        new("absolute-form in HTTP/1.0", "GET http://example.com/ HTTP/1.0\r\n\r\n", "GET Absolute http://example.com/ [example.com] 1.0"),
        new("authority-form", "CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\n\r\n", "CONNECT Authority example.com:443 [example.com:443] 1.1"),
        new("asterisk-form", "OPTIONS * HTTP/1.1\r\n" + Host + "\r\n", "OPTIONS Asterisk * [] 1.1"),
        new("OPTIONS of a path", "OPTIONS /a HTTP/1.1\r\n" + Host + "\r\n", "OPTIONS Origin /a [] 1.1"),
    ];

    private static ValidRequest[] Hosts =>
    [
        new("empty Host", "GET / HTTP/1.1\r\nHost:\r\n\r\n", "GET Origin / [] 1.1"),
        new("Host with an empty port", "GET / HTTP/1.1\r\nHost: a:\r\n\r\n", "GET Origin / [] 1.1"),
        new("Host with the highest port", "GET / HTTP/1.1\r\nHost: a:65535\r\n\r\n", "GET Origin / [] 1.1"),
        new("IPv6 with a dotted quad", "GET / HTTP/1.1\r\nHost: [::ffff:192.0.2.1]\r\n\r\n", "GET Origin / [] 1.1"),
        new("all that may stand in a registered name", "GET / HTTP/1.1\r\nhOST: a-._~!$&'()*+,;=%4a%4A9\r\n\r\n", "GET Origin / [] 1.1"),
    ];

    private static ValidRequest[] Bodies =>
    [
        new("chunked", "POST / HTTP/1.1\r\n" + Host + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", "POST Origin / [] 1.1", BodyKind.Chunked, "hello"),
        new("chunked in another case", "POST / HTTP/1.1\r\n" + Host + "tRANSFER-eNCODING:CHUNKED\r\n\r\n0\r\n\r\n", "POST Origin / [] 1.1", BodyKind.Chunked),
        new("trailers", "POST / HTTP/1.1\r\n" + Host + "Transfer-Encoding: chunked\r\n\r\n1;x=y\r\na\r\n0\r\nDigest: abc\r\n\r\n", "POST Origin / [] 1.1", BodyKind.Chunked, "a")
            { Trailers = "Digest=abc;", Excess = "GET" },
        new("body of no bytes", "POST / HTTP/1.1\r\n" + Host + "Content-Length: 0\r\n\r\n", "POST Origin / [] 1.1", BodyKind.Length),
        new("length with zeros before it", "POST / HTTP/1.1\r\n" + Host + "Content-Length: 003\r\n\r\nabc", "POST Origin / [] 1.1", BodyKind.Length, "abc"),
        new("body in HTTP/1.0", "POST / HTTP/1.0\r\nContent-Length: 3\r\n\r\nabc", "POST Origin / [] 1.0", BodyKind.Length, "abc") { Excess = "\r\n" },
        new("body of GET", "GET / HTTP/1.1\r\n" + Host + "Content-Length: 3\r\n\r\nabc", "GET Origin / [] 1.1", BodyKind.Length, "abc"),
        new("POST without a body", "POST / HTTP/1.1\r\n" + Host + "\r\n", "POST Origin / [] 1.1") { Excess = "abc" },
    ];
}
