using Goodgate.Wire.Http1;

namespace Goodgate.Wire.Tests.Http1.Corpus;

/// <summary>Responses as real servers send them, and rare ones that the RFCs allow.</summary>
internal static class ValidResponses
{
    private const string Ok = "HTTP/1.1 200 OK\r\n";
    private const string Chunked = Ok + "Transfer-Encoding: chunked\r\n\r\n";

    public static readonly ValidResponse[] All =
    [
        new("nginx, static file",
            Ok + "Server: nginx/1.22.1\r\nDate: Fri, 20 Nov 2026 10:00:00 GMT\r\nContent-Type: text/html\r\nContent-Length: 12\r\n" +
            "Last-Modified: Thu, 19 Nov 2026 09:00:00 GMT\r\nConnection: keep-alive\r\nETag: \"655b2f3c-c\"\r\nAccept-Ranges: bytes\r\n\r\n<p>Hello</p>",
            200, BodyKind.Length, "<p>Hello</p>"),
        new("Node, chunked",
            Ok + "X-Powered-By: Express\r\nContent-Type: application/json; charset=utf-8\r\nETag: W/\"2-vyGp6PvFo4RvsFtPoIWeCReyIC8\"\r\n" +
            "Date: Fri, 20 Nov 2026 10:00:00 GMT\r\nConnection: keep-alive\r\nKeep-Alive: timeout=5\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
            200, BodyKind.Chunked, "{}"),
        new("Apache with PHP, until close",
            Ok + "Date: Fri, 20 Nov 2026 10:00:00 GMT\r\nServer: Apache/2.4.62 (Debian)\r\nExpires: Thu, 19 Nov 1981 08:52:00 GMT\r\n" +
            "Cache-Control: no-store, no-cache, must-revalidate\r\nSet-Cookie: PHPSESSID=0; path=/\r\nSet-Cookie: a=b; HttpOnly\r\nVary: Accept-Encoding\r\n" +
            "Connection: close\r\nContent-Type: text/html; charset=UTF-8\r\n\r\n<html></html>",
            200, BodyKind.UntilClose, "<html></html>"),
        new("Python http.server", "HTTP/1.0 200 OK\r\nServer: SimpleHTTP/0.6 Python/3.11.2\r\nContent-Length: 2\r\n\r\nok", 200, BodyKind.Length, "ok"),
        new("Kestrel", Ok + "Content-Length: 5\r\nDate: Fri, 20 Nov 2026 10:00:00 GMT\r\nServer: Kestrel\r\n\r\nhello", 200, BodyKind.Length, "hello"),
        new("HTTP/1.0 until close", "HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\nall of it", 200, BodyKind.UntilClose, "all of it"),
        new("no fields", "HTTP/1.1 500 \r\n\r\n", 500, BodyKind.UntilClose),
        new("no space after the code", "HTTP/1.1 204\r\nServer: x\r\n\r\n", 204, BodyKind.None),
        new("obs-text in the reason", "HTTP/1.1 404 Non trouv\xE9\r\nContent-Length: 0\r\n\r\n", 404, BodyKind.Length),
        new("length zero", Ok + "Content-Length: 0\r\n\r\n", 200, BodyKind.Length) { Excess = "HTTP/1.1 200 OK\r\n" },
        new("body with bytes of every kind", Ok + "Content-Length: 8\r\n\r\n\0\r\n\xFF\x7F\n\r\t", 200, BodyKind.Length, "\0\r\n\xFF\x7F\n\r\t"),
        new("equal lengths in a list", Ok + "Content-Length: 2, 2\r\n\r\nab", 200, BodyKind.Length, "ab"),
        new("equal lengths on two lines", Ok + "Content-Length: 2\r\nA: b\r\ncontent-length: 02\r\n\r\nab", 200, BodyKind.Length, "ab"),
        new("HEAD with a length", Ok + "Content-Length: 42\r\n\r\n", 200, BodyKind.None) { IsHead = true, Excess = "x" },
        new("HEAD with chunked", Ok + "Transfer-Encoding: chunked\r\n\r\n", 200, BodyKind.None) { IsHead = true },
        new("HEAD with neither", Ok + "\r\n", 200, BodyKind.None) { IsHead = true },
        new("204 with a length", "HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n", 204, BodyKind.None) { Excess = "hello" },
        new("304 with a length", "HTTP/1.1 304 Not Modified\r\nContent-Length: 42\r\nETag: \"a\"\r\n\r\n", 304, BodyKind.None),
        new("304 with chunked", "HTTP/1.1 304 Not Modified\r\nTransfer-Encoding: chunked\r\n\r\n", 304, BodyKind.None),
        new("100 before the response", "HTTP/1.1 100 Continue\r\n\r\n" + Ok + "Content-Length: 2\r\n\r\nok", 200, BodyKind.Length, "ok"),
        new("103 twice before the response",
            "HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </b.js>\r\n\r\n" + Ok + "Content-Length: 2\r\n\r\nok",
            200, BodyKind.Length, "ok"),
        new("101", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n",
            101, BodyKind.Tunnel) { Excess = "\x81\x05hello" },
        new("names in any case", Ok + "cOnTeNt-LeNgTh: 1\r\n\r\nx", 200, BodyKind.Length, "x"),
        new("names of every token character", Ok + "!#$%&'*+-.^_`|~09azAZ: x\r\nContent-Length: 0\r\n\r\n", 200, BodyKind.Length),
        new("no space after the colon", Ok + "Content-Length:1\r\nA:b:c\r\n\r\nx", 200, BodyKind.Length, "x"),
        new("much space around values", Ok + "Content-Length: \t 1 \t\r\nA:\t \r\nB:\r\n\r\nx", 200, BodyKind.Length, "x"),
        new("tab and obs-text in values", Ok + "A: a\tb\x80\xFF\r\nContent-Length: 0\r\n\r\n", 200, BodyKind.Length),
        new("chunks", Chunked + "5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n", 200, BodyKind.Chunked, "hello world") { Excess = "\r\n" },
        new("chunked in capitals", Ok + "TRANSFER-ENCODING: CHUNKED\r\n\r\n0\r\n\r\n", 200, BodyKind.Chunked),
        new("chunk extensions", Chunked + "5;a;b=c;d=\"e;f\\\"\"\r\nhello\r\n0;z\r\n\r\n", 200, BodyKind.Chunked, "hello"),
        new("chunk sizes padded by blanks and zeros", Chunked + "0005  \r\nhello\r\n00 \r\n\r\n", 200, BodyKind.Chunked, "hello"),
        new("chunk sizes in capitals", Chunked + "1A\r\nabcdefghijklmnopqrstuvwxyz\r\n0\r\n\r\n", 200, BodyKind.Chunked, "abcdefghijklmnopqrstuvwxyz"),
        new("chunk data that looks like framing", Chunked + "7\r\n\r\n0\r\n\r\n\r\n0\r\n\r\n", 200, BodyKind.Chunked, "\r\n0\r\n\r\n"),
        new("trailers", Chunked + "2\r\nok\r\n0\r\nServer-Timing: db;dur=3\r\nDigest: x\r\n\r\n", 200, BodyKind.Chunked, "ok")
            { Trailers = "Server-Timing=db;dur=3;Digest=x;" },
        new("lenient: bare LF", "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n2\nok\n0\nA: b\n\n", 200, BodyKind.Chunked, "ok")
            { Trailers = "A=b;", Limits = Reading.Usual with { Lenient = Leniency.BareLf } },
        new("lenient: folds", Ok + "Content-Length:\r\n 2\r\nA: b\r\n\tc\r\n\r\nok", 200, BodyKind.Length, "ok")
            { Limits = Reading.Usual with { Lenient = Leniency.ObsFold } },
        new("lenient: space before colon", Ok + "Content-Length : 2\r\n\r\nok", 200, BodyKind.Length, "ok")
            { Limits = Reading.Usual with { Lenient = Leniency.SpaceBeforeColon } },
    ];
}
