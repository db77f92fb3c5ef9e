using Goodgate.Verdicts.Catalogue;

namespace Goodgate.Lab.Catalogue;

/// <summary>First lines that are not <c>HTTP/1.1 SP 3DIGIT SP reason</c> (RFC 9112 §4).</summary>
internal static class StatusLineFaults
{
    public static IReadOnlyList<Fault> All { get; } =
    [
        Line("", "The status is 2000.", "HTTP/1.1 2000 OK"),
        Line("-two-digits", "The status is 99.", "HTTP/1.1 99 Low"),
        Line("-out-of-range", "The status is 600.", "HTTP/1.1 600 High"),
        Line("-letters", "The status is not a number.", "HTTP/1.1 OK"),
        Line("-other-version", "The version is HTTP/3.0 (RFC 9112 §2.3).", "HTTP/3.0 200 OK"),
        Line("-lower-case", "The version is written in lower case; it is case-sensitive (RFC 9112 §2.3).", "http/1.1 200 OK"),
        Line("-bare-cr", "A bare CR in the reason phrase (RFC 9112 §2.2).", "HTTP/1.1 200 O\rK"),
        Line("-leading-empty-line", "An empty line before the status line.", "\r\nHTTP/1.1 200 OK"),
        new("malformed-status-line-http09", CauseIds.MalformedStatusLine, "No status line and no head, as in HTTP/0.9.", 502, Answer.With("It works!\n")),
        new("malformed-status-line-html", CauseIds.MalformedStatusLine, "HTML without a head: a program that prints its page to the port.", 502,
            Answer.With("<!DOCTYPE html>\n<html><body>It works</body></html>\n")),
    ];

    private static Fault Line(string variant, string title, string line) =>
        new(CauseIds.MalformedStatusLine + variant, CauseIds.MalformedStatusLine, title, 502, Answer.AndHold($"{line}\r\nContent-Length: 3\r\n\r\nok\n"));
}
