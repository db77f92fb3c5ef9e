using System.Text;

namespace Goodgate.Wire.Http1;

/// <summary>Recognises bytes that are plainly not HTTP/1.1, so that the operator hears "this is an SSH server" and not "bad status line".</summary>
public static class ForeignProtocol
{
    /// <summary>
    /// Name of the protocol the first bytes belong to: <c>tls</c>, <c>http2</c>, <c>fastcgi</c>, <c>ssh</c>, <c>html</c>, <c>mail-or-ftp</c>, <c>redis</c>,
    /// <c>mysql</c>, <c>json</c>, <c>xml</c>, <c>php-message</c>, <c>memcached</c>, <c>amqp</c>, <c>icy</c>, <c>rtsp</c>; null when none fits.
    /// </summary>
    public static string? Recognise(ReadOnlySpan<byte> bytes) => Binary(bytes) ?? Text(bytes);

    private static string? Binary(ReadOnlySpan<byte> b)
    {
        // TLS record: type 20 to 23, version 3.0 to 3.4 (RFC 8446 §5.1)
        if (b.Length >= 3 && b[0] is >= 20 and <= 23 && b[1] == 3 && b[2] <= 4)
        {
            return "tls";
        }

        // HTTP/2 frame: 24-bit length, type 4 (SETTINGS) or 7 (GOAWAY), stream 0 (RFC 9113 §4.1)
        if (b.Length >= 9 && b[0] == 0 && b[3] is 4 or 7 && b[5] == 0 && b[6] == 0 && b[7] == 0 && b[8] == 0)
        {
            return "http2";
        }

        // FastCGI record: version 1, type 1 to 11, request id, content length, padding, reserved 0 (FastCGI specification §3.3)
        if (b.Length >= 8 && b[0] == 1 && b[1] is >= 1 and <= 11 && b[7] == 0)
        {
            return "fastcgi";
        }

        // MySQL greeting: 24-bit length, sequence 0, protocol version 10; or an error packet (0xFF) for a host that may not connect
        return b.Length >= 5 && b[2] == 0 && b[3] == 0 && b[4] is 10 or 0xFF && b[0] > 10 ? "mysql" : null;
    }

    private static string? Text(ReadOnlySpan<byte> b)
    {
        // Scripts saved with a byte order mark send it before all else.
        var trimmed = (b.StartsWith("\uFEFF"u8) ? b[3..] : b).TrimStart(" \t\r\n"u8);
        return b switch
        {
            _ when Begins(b, "PRI * HTTP/2") => "http2",
            _ when Begins(b, "SSH-") => "ssh",
            _ when Begins(trimmed, "<!doctype") || Begins(trimmed, "<html") || Begins(trimmed, "<head") || Begins(trimmed, "<body") => "html",
            _ when Begins(trimmed, "<?xml") => "xml",
            _ when IsPhp(trimmed) => "php-message",
            _ when Begins(trimmed, "{") || Begins(trimmed, "[") => "json",
            _ when Begins(b, "220 ") || Begins(b, "220-") || Begins(b, "421 ") || Begins(b, "554 ") || Begins(b, "+OK ") || Begins(b, "* OK ") => "mail-or-ftp",
            _ when Begins(b, "-ERR") || Begins(b, "-NOAUTH") || Begins(b, "-DENIED") || Begins(b, "-LOADING") || Begins(b, "+PONG") => "redis",
            _ when Begins(b, "ERROR\r\n") => "memcached",
            _ when Begins(b, "AMQP") => "amqp",
            _ when Begins(b, "ICY ") => "icy",
            _ when Begins(b, "RTSP/") => "rtsp",
            _ => null,
        };
    }

    // Messages with html_errors on and off, and what a CGI script sends instead of a status line.
    private static bool IsPhp(ReadOnlySpan<byte> b) =>
        Begins(b, "<br />") || Begins(b, "PHP ") || Begins(b, "Warning: ") || Begins(b, "Fatal error: ") || Begins(b, "Parse error: ")
        || Begins(b, "Notice: ") || Begins(b, "Deprecated: ") || Begins(b, "X-Powered-By: PHP") || Begins(b, "Status: ");

    private static bool Begins(ReadOnlySpan<byte> bytes, string text) =>
        bytes.Length >= text.Length && Ascii.EqualsIgnoreCase(bytes[..text.Length], text);
}
