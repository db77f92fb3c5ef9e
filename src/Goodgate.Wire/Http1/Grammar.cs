using System.Buffers;

namespace Goodgate.Wire.Http1;

/// <summary>The grammar of RFC 9110 and RFC 9112 as byte sets, each with its rule above it.</summary>
public static class Grammar
{
    // token = 1*tchar
    // tchar = "!" / "#" / "$" / "%" / "&" / "'" / "*" / "+" / "-" / "." / "^" / "_" / "`" / "|" / "~" / DIGIT / ALPHA   (RFC 9110 §5.6.2)
    private const string TokenText = "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /// <summary>Bytes of a token.</summary>
    public static readonly SearchValues<byte> Token = SearchValues.Create([.. TokenText.Select(c => (byte)c)]);

    /// <summary>Characters of a token.</summary>
    public static readonly SearchValues<char> TokenChars = SearchValues.Create(TokenText);

    // field-vchar = VCHAR / obs-text;  field-content also SP / HTAB   (RFC 9110 §5.5)
    // Departure: the RFC lets a recipient keep "other CTLs" in safe contexts; no context is safe behind a gateway.
    /// <summary>Bytes that may not stand in a field value or reason phrase: all controls but HTAB, and DEL.</summary>
    public static readonly SearchValues<byte> NotInValue =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Where(b => b != '\t').Append(0x7F).Select(b => (byte)b)]);

    /// <summary>The same for characters.</summary>
    public static readonly SearchValues<char> NotInValueChars =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Where(b => b != '\t').Append(0x7F).Select(b => (char)b)]);

    // request-target has no white space and no controls (RFC 9112 §3.2); other bytes outside its grammar are for the caller to judge.
    /// <summary>Characters that may not stand in a request-target.</summary>
    public static readonly SearchValues<char> NotInTargetChars =
        SearchValues.Create([.. Enumerable.Range(0, 0x21).Append(0x7F).Select(b => (char)b)]);

    // RFC 9112 §3.2 takes request-target from RFC 3986, whose characters are all among 0x21-0x7E. Departure: those of them that RFC 3986 wants encoded
    // (" < > \ ^ ` { | }) pass, since browsers send them in queries. "#" begins a fragment, which is not sent.
    /// <summary>Bytes that may stand in a request-target.</summary>
    public static readonly SearchValues<byte> Target =
        SearchValues.Create([.. Enumerable.Range(0x21, 0x7E - 0x20).Where(b => b != '#').Select(b => (byte)b)]);

    // reg-name = *( unreserved / pct-encoded / sub-delims )   (RFC 3986 §3.2.2)
    /// <summary>Bytes of a registered name in a URI; "%" is followed by two HEXDIG.</summary>
    public static readonly SearchValues<byte> RegisteredName =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~%!$&'()*+,;="u8);

    // OWS = *( SP / HTAB )   (RFC 9110 §5.6.3)
    /// <summary>Optional white space.</summary>
    public static ReadOnlySpan<byte> Ows => " \t"u8;

    /// <summary>True for DIGIT.</summary>
    public static bool IsDigit(byte b) => b is >= (byte)'0' and <= (byte)'9';

    /// <summary>Value of a HEXDIG, or -1.</summary>
    public static int HexDigit(byte b) => b switch
    {
        >= (byte)'0' and <= (byte)'9' => b - '0',
        >= (byte)'a' and <= (byte)'f' => b - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => b - 'A' + 10,
        _ => -1,
    };
}
