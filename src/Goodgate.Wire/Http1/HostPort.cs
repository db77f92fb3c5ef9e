using System.Buffers;
using System.Net;

namespace Goodgate.Wire.Http1;

/// <summary>Checks what names a server: in Host, in an absolute-form and behind CONNECT.</summary>
internal static class HostPort
{
    // Eight groups, the last two as a dotted quad (RFC 4291 §2.2).
    private const int LongestIPv6 = 45;

    // Without the zone that the parser would take too ("%eth0").
    private static readonly SearchValues<byte> InIPv6 = SearchValues.Create("0123456789abcdefABCDEF:."u8);

    /// <summary>
    /// uri-host [ ":" port ], and the host is not empty (RFC 9110 §4.2.1). uri-host = IP-literal / IPv4address / reg-name   (RFC 3986 §3.2.2);
    /// every IPv4address is a reg-name too.
    /// </summary>
    /// <param name="text">The bytes.</param>
    /// <param name="port">Number of digits of the port; 0 when there is none.</param>
    /// <returns>-1 when good; else the index of the first byte that is not, which may be the end.</returns>
    public static int Fault(ReadOnlySpan<byte> text, out int port)
    {
        port = 0;
        var fault = text.StartsWith("["u8) ? LiteralFault(text, out var end) : NameFault(text, out end);
        if (fault >= 0 || end == text.Length)
        {
            return fault;
        }

        if (text[end] != ':')
        {
            return end;
        }

        // port = *DIGIT   (RFC 3986 §3.2.3); a TCP port has 16 bits.
        var digits = text[(end + 1)..];
        var number = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            number = (number * 10) + (digits[i] - '0');
            if (!Grammar.IsDigit(digits[i]) || number > ushort.MaxValue)
            {
                return end + 1 + i;
            }
        }

        port = digits.Length;
        return -1;
    }

    // IP-literal = "[" ( IPv6address / IPvFuture ) "]". Departure: nothing is defined that IPvFuture could be, so it is refused.
    private static int LiteralFault(ReadOnlySpan<byte> text, out int end)
    {
        var close = text.IndexOf((byte)']');
        end = close + 1;
        if (close < 0)
        {
            return text.Length;
        }

        var address = text[1..close];
        var odd = address.IndexOfAnyExcept(InIPv6);
        return odd >= 0 ? odd + 1 : address.Length <= LongestIPv6 && address.Contains((byte)':') && IPAddress.IsValidUtf8(address) ? -1 : 1;
    }

    private static int NameFault(ReadOnlySpan<byte> text, out int end)
    {
        end = text.IndexOfAnyExcept(Grammar.RegisteredName);
        end = end < 0 ? text.Length : end;
        if (end == 0)
        {
            return 0;
        }

        // pct-encoded = "%" HEXDIG HEXDIG
        var name = text[..end];
        for (var at = name.IndexOf((byte)'%'); at >= 0 && at < end; at++)
        {
            if (name[at] == '%' && (at + 2 >= end || Grammar.HexDigit(name[at + 1]) < 0 || Grammar.HexDigit(name[at + 2]) < 0))
            {
                return at;
            }
        }

        return -1;
    }
}
