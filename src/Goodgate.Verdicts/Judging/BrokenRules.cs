using System.Globalization;
using Goodgate.Verdicts.Catalogue;
using Goodgate.Verdicts.Observations;

namespace Goodgate.Verdicts.Judging;

/// <summary>A way a message can break HTTP/1.1, as the Wire project names it: its cause and the words for it.</summary>
/// <param name="Kind">Id of the violation.</param>
/// <param name="CauseId">Id of the catalogue.</param>
/// <param name="Says">What the response, or the named field, does; completes "the response …" or "response header X …".</param>
public sealed record BrokenRule(string Kind, string CauseId, string Says);

/// <summary>The violations of RFC 9110, 9112 and, for scripts, 3875 a response can show.</summary>
public static class BrokenRules
{
    public static IReadOnlyList<BrokenRule> All { get; } =
    [
        new("bad-status-line", CauseIds.MalformedStatusLine, "does not start with a status line (HTTP-version SP status-code)"),
        new("bad-version", CauseIds.MalformedStatusLine, "has a version that is not HTTP/1.0 or HTTP/1.1"),
        new("bad-status-code", CauseIds.MalformedStatusLine, "has a status code that is not three digits from 100 to 599"),
        new("empty-field-name", CauseIds.InvalidResponseHeader, "has a header line without a name"),
        new("bad-field-name", CauseIds.InvalidResponseHeader, "has a byte in its name that is not allowed there"),
        new("bad-field-value", CauseIds.InvalidResponseHeader, "has a control byte"),
        new("missing-colon", CauseIds.InvalidResponseHeader, "has a header line without a colon"),
        new("space-before-colon", CauseIds.InvalidResponseHeader, "has white space before its colon"),
        new("obs-fold", CauseIds.InvalidResponseHeader, "is folded over several lines"),
        new("bare-lf", CauseIds.InvalidResponseHeader, "ends a line with LF instead of CR LF"),
        new("leading-space", CauseIds.InvalidResponseHeader, "has white space between status line and first header"),
        new("too-many-interim", CauseIds.InvalidResponseHeader, "sends too many interim (1xx) responses"),
        new("bad-content-length", CauseIds.InvalidFraming, "has a Content-Length that is not a number"),
        new("conflicting-content-length", CauseIds.InvalidFraming, "has Content-Length values that differ"),
        new("content-length-with-transfer-encoding", CauseIds.InvalidFraming, "has both Content-Length and Transfer-Encoding"),
        new("transfer-encoding-in-http10", CauseIds.InvalidFraming, "is HTTP/1.0 with Transfer-Encoding"),
        new("transfer-encoding-not-allowed", CauseIds.InvalidFraming, "has Transfer-Encoding where no body may be"),
        new("connection-names-framing", CauseIds.InvalidFraming, "has a Connection header that names a header needed for framing"),
        new("excess-bytes", CauseIds.InvalidFraming, "is followed by bytes that belong to no response"),
        new("unknown-transfer-coding", CauseIds.InvalidResponseCoding, "has a transfer coding we do not know"),
        new("chunked-not-final", CauseIds.InvalidResponseCoding, "applies chunked, but not as the last transfer coding"),
        new("bad-chunk-size", CauseIds.InvalidResponseCoding, "has a chunk size that is not a hexadecimal number"),
        new("bad-chunk-extension", CauseIds.InvalidResponseCoding, "has a chunk extension that is malformed or too long"),
        new("bad-chunk-end", CauseIds.InvalidResponseCoding, "has a chunk that does not end with CR LF where its size says"),
        new("bad-trailer", CauseIds.InvalidResponseCoding, "has a malformed trailer field after the last chunk"),
        new("head-too-large", CauseIds.ResponseHeaderTooLarge, "has a head that is too large"),
        new("too-many-fields", CauseIds.ResponseHeaderTooLarge, "has too many header fields"),
        new("trailers-too-large", CauseIds.ResponseHeaderTooLarge, "has a trailer section that is too large"),
        new("unsolicited-upgrade", CauseIds.UpgradeFailed, "switches protocols (101) without being asked"),
        new("cgi-no-fields", CauseIds.ApplicationScriptError, "does not begin with header fields"),
        new("cgi-status", CauseIds.InvalidResponseHeader, "has a Status field that is not three digits from 200 to 599"),
        new("cgi-unfinished", CauseIds.ApplicationScriptError, "ends before its header fields do"),
        new("cgi-short", CauseIds.ResponseTruncated, "ends before its Content-Length"),
        new("cgi-fatal", CauseIds.ApplicationScriptError, "was broken off, since its script failed"),
    ];

    /// <summary>The sentence for one violation: <c>response header X-Foo has a NUL at byte 87 (RFC 9110 §5.5)</c>.</summary>
    public static string Sentence(BrokenRule kind, Observation seen)
    {
        var violation = seen.Violation;
        if (seen.Facts.FirstOrDefault(fact => fact.Name == FactNames.Found) is { } found)
        {
            // The reader of the message knows best what it found; we add where, and whose it is.
            var about = violation?.Field is { Length: > 0 } name && kind.CauseId != CauseIds.ResponseHeaderTooLarge ? $"response header {Wording.Short(name)}" : "the response";
            return $"{about}: {Evidence.Safe(found.Value, 200)}{At(violation)}{Clause(violation)}; sent by {Wording.Server(seen)}";
        }

        var subject = violation?.Field is { Length: > 0 } field ? $"response header {Wording.Short(field)}" : "the response";
        var says = kind.Kind == "bad-field-value" ? $"has {ControlByte(violation?.Sample)}" : kind.Says;
        var limit = seen.Limit is { } fired ? $", over {Wording.Short(fired.Setting)} = {Wording.Short(fired.Value)}" : "";
        var largest = Wording.FactIf(seen, FactNames.LargestField, "largest:");
        return $"{subject} {says}{At(violation)}{limit}{Clause(violation)}{largest}; sent by {Wording.Server(seen)}";
    }

    internal static string At(ViolationFact? violation) => violation?.Offset is { } offset ? $" at byte {Wording.Count(offset)}" : "";

    internal static string Clause(ViolationFact? violation) => violation?.Clause is { Length: > 0 } clause ? $" ({Wording.Short(clause)})" : "";

    /// <summary>Which control byte it is: the first one in the escaped sample, which starts before the offending byte.</summary>
    private static string ControlByte(string? sample)
    {
        var bytes = sample ?? "";
        for (var at = bytes.IndexOf('\\', StringComparison.Ordinal); at >= 0; at = bytes.IndexOf('\\', at + 2))
        {
            var escape = bytes.AsSpan(at);
            if (escape.StartsWith("\\r") && !escape.StartsWith("\\r\\n"))
            {
                return "a bare CR";
            }

            if (escape.StartsWith("\\x") && escape.Length >= 4
                && byte.TryParse(escape[2..4], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) && value is < 0x20 or 0x7F)
            {
                return value == 0 ? "a NUL" : $"the control byte 0x{value:X2}";
            }

            if (at + 2 >= bytes.Length)
            {
                break;
            }
        }

        return "a control byte";
    }
}
