using System.Text;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Forwarding;

/// <summary>Trailer fields of a request on their way to a server.</summary>
internal static class RequestTrailers
{
    private static readonly byte[] None = [.. "0\r\n\r\n"u8];

    /// <summary>last-chunk and trailer section (RFC 9112 §7.1.2); what may not stand in one is left out (RFC 9110 §6.5.1).</summary>
    /// <param name="trailers">As received; null = none.</param>
    public static ReadOnlyMemory<byte> LastChunk(FieldSection? trailers)
    {
        if (trailers is null)
        {
            return None;
        }

        var lines = new StringBuilder("0\r\n");
        for (var i = 0; i < trailers.Count; i++)
        {
            if (RequestField.Rule(trailers[i].Known, trailers.Name(i)) == FieldRule.Pass && MayTrail(trailers[i].Known, trailers.Name(i)))
            {
                lines.Append(Encoding.Latin1.GetString(trailers.Name(i))).Append(": ").Append(Encoding.Latin1.GetString(trailers.Value(i))).Append("\r\n");
            }
        }

        return Encoding.Latin1.GetBytes(lines.Append("\r\n").ToString());
    }

    // Who sends it, under which conditions, and how to read the content: a server must know that before the content comes. The known fields all are
    // of that kind; so are the names of the others here.
    private static bool MayTrail(KnownField field, ReadOnlySpan<byte> name) => field == KnownField.Other
        && !Starts(name, "if-"u8) && !Starts(name, "range"u8) && !Starts(name, "proxy-auth"u8) && !Starts(name, "max-forwards"u8) && !Starts(name, "sec-"u8);

    private static bool Starts(ReadOnlySpan<byte> name, ReadOnlySpan<byte> beginning) =>
        name.Length >= beginning.Length && Ascii.EqualsIgnoreCase(name[..beginning.Length], beginning);
}
