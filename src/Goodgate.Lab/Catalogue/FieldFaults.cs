using Goodgate.Verdicts.Catalogue;

namespace Goodgate.Lab.Catalogue;

/// <summary>Field lines that break RFC 9110 §5 or RFC 9112 §5, and heads that are too large.</summary>
internal static class FieldFaults
{
    private const int Large = 200_000;

    // Above every limit we know: HAProxy's tune.http.maxhdr is 101, our own max_fields 200.
    private const int Many = 10_000;

    public static IReadOnlyList<Fault> All { get; } =
    [
        Field("", "A field line has no colon.", "this line has no colon"),
        Field("-nul", "A NUL in a field's value (RFC 9110 §5.5).", "X-Bad: a\0b"),
        Field("-control-in-value", "An escape character in a field's value (RFC 9110 §5.5).", "X-Bad: a\u001b[31mb"),
        Field("-bare-cr", "A bare CR in a field's value (RFC 9112 §2.2).", "X-Bad: a\rb"),
        Field("-space-before-colon", "White space between name and colon (RFC 9112 §5.1).", "X-Bad : a"),
        Field("-space-in-name", "White space in a field's name.", "X Bad: a"),
        Field("-control-in-name", "A control byte in a field's name (RFC 9110 §5.6.2).", "X-\u0001Bad: a"),
        Field("-empty-name", "A field without a name.", ": a"),
        Field("-obs-fold", "A field's value goes on in the next line (RFC 9112 §5.2).", "X-Folded: a", " b"),
        new("invalid-response-header-leading-space", CauseIds.InvalidResponseHeader, "White space between status line and first field (RFC 9112 §2.2).", 502,
            Answer.AndHold("HTTP/1.1 200 OK\r\n X-Bad: a\r\nContent-Length: 3\r\n\r\nok\n")),
        new("invalid-response-header-bare-lf", CauseIds.InvalidResponseHeader, "Lines end with LF alone (RFC 9112 §2.2).", 502,
            Answer.AndHold("HTTP/1.1 200 OK\nContent-Length: 3\n\nok\n")),
        new("invalid-response-header-too-many-interim", CauseIds.InvalidResponseHeader, "1,000 interim answers before the final one (RFC 9110 §15.2).", 502,
            Answer.AndHold(string.Concat(Enumerable.Repeat("HTTP/1.1 103 Early Hints\r\n\r\n", 1000)) + Answer.Right)),
        Size("", "One field of 200,000 bytes.", Answer.Fields("Set-Cookie: " + new string('c', Large))),
        Size("-many-fields", "10,000 small fields.", Answer.Fields([.. Enumerable.Range(0, Many).Select(i => $"X-{i}: {i}")])),
        Size("-reason", "A reason phrase of 200,000 bytes.", $"HTTP/1.1 200 {new string('r', Large)}\r\nContent-Length: 3\r\n\r\nok\n"),
        Size("-no-end", "A field that does not end.", "HTTP/1.1 200 OK\r\nX-Long: " + new string('l', 4 * Large)),
        Size("-trailers",
            "Trailers of 200,000 bytes.", Answer.Chunked($"3\r\nok\n\r\n0\r\nX-Trailer: {new string('t', Large)}\r\n\r\n")) with { AfterHead = true },
    ];

    private static Fault Field(string variant, string title, params string[] lines) =>
        new(CauseIds.InvalidResponseHeader + variant, CauseIds.InvalidResponseHeader, title, 502, Answer.AndHold(Answer.Fields(lines)));

    private static Fault Size(string variant, string title, string response) =>
        new(CauseIds.ResponseHeaderTooLarge + variant, CauseIds.ResponseHeaderTooLarge, title, 502, Answer.AndHold(response));
}
