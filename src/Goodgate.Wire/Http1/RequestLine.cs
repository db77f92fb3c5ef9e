namespace Goodgate.Wire.Http1;

/// <summary>Reads the request line.</summary>
internal static class RequestLine
{
    // Enough to know a TLS record, which is what is sent most often where HTTP is expected.
    private const int ToldApartBy = 3;

    private static ReadOnlySpan<byte> VersionPrefix => "HTTP/1."u8;

    /// <summary>True while the bytes so far can become a request line, or an empty line before it.</summary>
    public static bool CanBegin(ReadOnlySpan<byte> bytes) =>
        bytes.Length < ToldApartBy || bytes[0] is (byte)'\r' or (byte)'\n' || Grammar.Token.Contains(bytes[0]);

    /// <summary>Says why bytes that cannot begin a request line are refused, and what they look like.</summary>
    public static Violation Refuse(ReadOnlySpan<byte> message, int start) => Refuse(message, start, start);

    /// <summary>
    /// request-line = method SP request-target SP HTTP-version   (RFC 9112 §3). Departure: §3 lets a recipient take any white space for SP
    /// and ignore what surrounds the line; others do not, so neither is taken.
    /// </summary>
    /// <returns>Null when good; the violation otherwise.</returns>
    public static Violation? Read(ReadOnlySpan<byte> message, int start, int end, RequestHead head)
    {
        var line = message[start..end];
        var method = line.IndexOfAnyExcept(Grammar.Token);
        if (method <= 0 || line[method] != ' ')
        {
            return method < 0
                ? Broken(ViolationKind.BadRequestLine, message, start, end, "expected a space behind the method")
                : Refuse(message, start, start + method);
        }

        var target = method + 1;
        var length = line[target..].IndexOf((byte)' ');
        if (length <= 0)
        {
            return length < 0
                ? Broken(ViolationKind.BadRequestLine, message, start, end, "expected a space and the version behind the target")
                : Broken(ViolationKind.BadRequestLine, message, start, start + target, "two spaces behind the method, or no target");
        }

        head.Method = Methods.Of(line[..method]);
        return Version(message, start + target + length + 1, start, end, head) ?? RequestTarget.Read(message, start + target, length, head);
    }

    private static Violation Refuse(ReadOnlySpan<byte> message, int start, int at) =>
        Broken(ViolationKind.BadMethod, message, start, at, $"byte 0x{message[at]:X2} may not stand in a method");

    // HTTP-version = HTTP-name "/" DIGIT "." DIGIT;  HTTP-name = %s"HTTP"   (RFC 9112 §2.3)
    private static Violation? Version(ReadOnlySpan<byte> message, int at, int start, int end, RequestHead head)
    {
        var version = message[at..end];
        if (version.Length == 8 && version.StartsWith(VersionPrefix) && version[7] is (byte)'0' or (byte)'1')
        {
            head.MinorVersion = version[7] - '0';
            return null;
        }

        var space = version.IndexOf((byte)' ');
        if (space >= 0)
        {
            // Which of the spaces is one too many: the one behind the version, or the one that ends the target.
            var wrong = version.StartsWith("HTTP/"u8) ? at + space : at - 1;
            return Broken(ViolationKind.BadRequestLine, message, start, wrong, "a space inside the target or around the version");
        }

        return IsVersion(version)
            ? Broken(ViolationKind.VersionNotSupported, message, start, at, "only HTTP/1.0 and HTTP/1.1 are read here")
            : Broken(ViolationKind.BadVersion, message, start, at, "expected HTTP/1.0 or HTTP/1.1, in upper case");
    }

    // Also "HTTP/2" and "HTTP/3": as people name them.
    private static bool IsVersion(ReadOnlySpan<byte> text) =>
        text.StartsWith("HTTP/"u8) && text.Length is 6 or 8 && Grammar.IsDigit(text[5]) && (text.Length == 6 || (text[6] == '.' && Grammar.IsDigit(text[7])));

    private static Violation Broken(ViolationKind kind, ReadOnlySpan<byte> message, int start, int at, string detail) =>
        new(kind, at, null, detail, Sample.Around(message, at)) { Protocol = ForeignProtocol.Recognise(message[start..]) };
}
