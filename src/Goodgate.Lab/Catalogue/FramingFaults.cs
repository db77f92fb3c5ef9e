using Goodgate.Verdicts.Catalogue;

namespace Goodgate.Lab.Catalogue;

/// <summary>Heads from which a body's length cannot be told (RFC 9112 §6), and bodies coded wrongly (§7).</summary>
internal static class FramingFaults
{
    public static IReadOnlyList<Fault> All { get; } = [.. Framing(), .. Coding()];

    private static IEnumerable<Fault> Framing() =>
    [
        Framed("", "Two different Content-Length fields (RFC 9112 §6.3).", "Content-Length: 3\r\nContent-Length: 5"),
        Framed("-length-list", "A Content-Length with two different numbers (RFC 9112 §6.3).", "Content-Length: 3, 5"),
        Framed("-length-not-a-number", "Content-Length is 'abc'.", "Content-Length: abc"),
        Framed("-length-negative", "Content-Length is negative.", "Content-Length: -3"),
        Framed("-length-plus", "Content-Length has a plus sign (RFC 9110 §8.6: digits only).", "Content-Length: +3"),
        Framed("-length-empty", "Content-Length is empty.", "Content-Length: "),
        Framed("-length-overflow", "Content-Length is 2 to the power of 64, plus 3.", "Content-Length: 18446744073709551619"),
        Framed("-length-and-chunked",
            "Content-Length and Transfer-Encoding together (RFC 9112 §6.3).", "Content-Length: 3\r\nTransfer-Encoding: chunked", "3\r\nok\n\r\n0\r\n\r\n"),
        new("invalid-framing-chunked-in-http10", CauseIds.InvalidFraming, "Transfer-Encoding in an HTTP/1.0 answer (RFC 9112 §6.1).", 502,
            Answer.AndHold("HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nok\n\r\n0\r\n\r\n")),
        new("invalid-framing-chunked-in-204", CauseIds.InvalidFraming, "Transfer-Encoding in a 204 answer (RFC 9112 §6.1).", 502,
            Answer.AndHold("HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")),
        Framed("-connection-names-length", "Connection names Content-Length, to have it removed on the way (RFC 9110 §7.6.1).",
            "Connection: Content-Length\r\nContent-Length: 3"),
    ];

    private static IEnumerable<Fault> Coding() =>
    [
        Coded("", "A chunk size that is no number (RFC 9112 §7.1).", Answer.HalfChunk + "zz\r\n"),
        Coded("-size-overflow", "A chunk size of 2 to the power of 64 (RFC 9112 §7.1).", Answer.HalfChunk + "10000000000000000\r\nok\n\r\n0\r\n\r\n"),
        Coded("-size-negative", "A negative chunk size.", Answer.HalfChunk + "-3\r\nok\n\r\n0\r\n\r\n"),
        Coded("-size-prefix", "A chunk size written 0x3.", Answer.HalfChunk + "0x3\r\nok\n\r\n0\r\n\r\n"),
        Coded("-missing-crlf", "A chunk is longer than its size says: no CRLF where it ends.", Answer.HalfChunk + "3\r\nok\nXX0\r\n\r\n"),
        Coded("-bare-lf", "A chunk size that ends with LF alone.", Answer.HalfChunk + "3\nok\n\r\n0\r\n\r\n"),
        Coded("-long-extension",
            "A chunk extension of 100,000 bytes (RFC 9112 §7.1.1).", Answer.HalfChunk + $"3;x={new string('e', 100_000)}\r\nok\n\r\n0\r\n\r\n"),
        Transfer("-not-chunked-last", "Transfer-Encoding is 'gzip, identity'.", "gzip, identity"),
        Transfer("-unknown", "A transfer coding nobody knows.", "rot13"),
        Transfer("-unknown-then-chunked", "A transfer coding nobody knows, under chunked.", "rot13, chunked"),
        Transfer("-chunked-twice", "Chunked applied twice (RFC 9112 §6.1).", "chunked, chunked"),
    ];

    private static Fault Framed(string variant, string title, string fields, string body = "ok\n") =>
        new(CauseIds.InvalidFraming + variant, CauseIds.InvalidFraming, title, 502, Answer.AndHold(Answer.Framed(fields, body)));

    private static Fault Coded(string variant, string title, string body) =>
        new(CauseIds.InvalidResponseCoding + variant, CauseIds.InvalidResponseCoding, title, 502, Answer.AndHold(Answer.Chunked(body))) { AfterHead = true };

    private static Fault Transfer(string variant, string title, string coding) =>
        new(CauseIds.InvalidResponseCoding + variant, CauseIds.InvalidResponseCoding, title, 502,
            Answer.AndHold(Answer.Framed($"Transfer-Encoding: {coding}", "3\r\nok\n\r\n0\r\n\r\n")));
}
