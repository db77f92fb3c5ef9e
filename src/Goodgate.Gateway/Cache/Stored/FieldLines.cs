using Goodgate.Gateway.Exchanges;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Cache.Stored;

/// <summary>Field lines as they are stored, and what is not among them.</summary>
internal static class FieldLines
{
    /// <summary>Copies lines, but those that a rule takes out.</summary>
    public static byte[] Without(ReadOnlySpan<byte> lines, LineRule takesOut)
    {
        var kept = new List<byte>(lines.Length);
        while (FieldLineSplit.Next(ref lines, out var name, out var value))
        {
            if (!takesOut(name))
            {
                Add(kept, name, value);
            }
        }

        return [.. kept];
    }

    /// <summary>Adds a line.</summary>
    public static void Add(List<byte> to, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        to.AddRange(name);
        to.AddRange(": "u8);
        to.AddRange(value);
        to.AddRange("\r\n"u8);
    }

    /// <summary>Fields that describe the content.</summary>
    public static bool DescribesContent(ReadOnlySpan<byte> name) =>
        KnownFields.Find(name) is KnownField.ContentType or KnownField.ContentEncoding or KnownField.ContentRange or KnownField.ContentLanguage or KnownField.ContentLength;

    /// <summary>Set-Cookie.</summary>
    public static bool IsCookie(ReadOnlySpan<byte> name) => KnownFields.Find(name) == KnownField.SetCookie;

    /// <summary>The Set-Cookie lines of a response; null when it has none.</summary>
    public static FieldBlock? Cookies(FieldSection fields)
    {
        if (fields.Find(KnownField.SetCookie) < 0)
        {
            return null;
        }

        var lines = new List<byte>();
        for (var i = fields.Find(KnownField.SetCookie); i >= 0; i = fields.Find(KnownField.SetCookie, i + 1))
        {
            Add(lines, "Set-Cookie"u8, fields.Value(i));
        }

        return new FieldBlock(lines.ToArray(), hasDate: false);
    }

    /// <summary>
    /// Fields that are not stored beside those of the connection (RFC 9111 §3.1): Age, which is counted here; what a proxy and its neighbour say to each other;
    /// what is for a surrogate alone.
    /// </summary>
    public static bool IsPassing(ReadOnlySpan<byte> name) => name.Length switch
    {
        3 => Is(name, "Age"u8),
        17 => Is(name, SurrogateName),
        18 => Is(name, "Proxy-Authenticate"u8),
        19 => Is(name, "Proxy-Authorization"u8),
        25 => Is(name, "Proxy-Authentication-Info"u8),
        _ => false,
    };

    private static ReadOnlySpan<byte> SurrogateName => Directives.SurrogateControl.Name;

    private static bool Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> other) => System.Text.Ascii.EqualsIgnoreCase(name, other);
}

/// <summary>Says of a field's name whether it is meant.</summary>
internal delegate bool LineRule(ReadOnlySpan<byte> name);
