using System.Text;

namespace Goodgate.Wire.Http1;

/// <summary>Finds a known field by its bytes: by length and last letter first, then by comparison without case. No string is made.</summary>
public static class KnownFields
{
    private const int LongestName = 27;

    private static readonly string[] Names =
    [
        "", "Age", "Date", "ETag", "Vary", "Server", "Upgrade", "Trailer", "Expires", "Location", "Connection", "Keep-Alive",
        "Set-Cookie", "Retry-After", "Content-Type", "Cache-Control", "Accept-Ranges", "Content-Range", "Last-Modified",
        "Content-Length", "Proxy-Status", "Content-Encoding", "Content-Language", "X-Accel-Buffering", "Proxy-Connection",
        "Transfer-Encoding", "X-Frame-Options", "X-Content-Type-Options", "Strict-Transport-Security",
        "Access-Control-Allow-Origin", "Content-Security-Policy", "Referrer-Policy", "X-Powered-By", "Link", "Pragma", "TE", "Via",
        "Host", "Expect", "Forwarded", "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Forwarded-Port", "X-Request-ID", "traceparent", "tracestate",
        "Cookie", "Authorization", "Accept", "Accept-Language", "Accept-Encoding", "User-Agent", "Referer", "Idempotency-Key", "Origin", "HTTP2-Settings", "Proxy",
    ];

    // Last letters tell names of one length apart better than first ones: Cache-Control, Content-Range, Accept-Ranges, Last-Modified.
    private static readonly Candidate[][] ByLength = [.. Enumerable.Range(0, LongestName + 1).Select(length =>
        Enumerable.Range(1, Names.Length - 1).Where(i => Names[i].Length == length).Select(i => new Candidate((KnownField)i, Names[i])).ToArray())];

    /// <summary>The name as it is usually written.</summary>
    public static string Name(this KnownField field) => Names[(int)field];

    /// <summary>The field with this name; <see cref="KnownField.Other"/> when it is none of them.</summary>
    public static KnownField Find(ReadOnlySpan<byte> name)
    {
        if (name.IsEmpty || name.Length > LongestName)
        {
            return KnownField.Other;
        }

        // Sets the bit that tells lower case from upper; what it does to other bytes the comparison finds out.
        var last = name[^1] | 0x20;
        foreach (ref readonly var candidate in ByLength[name.Length].AsSpan())
        {
            if (candidate.Last == last && Ascii.EqualsIgnoreCase(name, candidate.Name))
            {
                return candidate.Field;
            }
        }

        return KnownField.Other;
    }

    /// <summary>Fields that belong to one connection and are never passed on (RFC 9110 §7.6.1).</summary>
    public static bool IsHopByHop(this KnownField field) => field is
        KnownField.Connection or KnownField.KeepAlive or KnownField.ProxyConnection or
        KnownField.TE or KnownField.TransferEncoding or KnownField.Upgrade or KnownField.Trailer;

    private readonly record struct Candidate(KnownField Field, byte[] Name, int Last)
    {
        public Candidate(KnownField field, string name)
            : this(field, Encoding.ASCII.GetBytes(name), name[^1] | 0x20)
        {
        }
    }
}
