using System.Text;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Forwarding;

/// <summary>Which fields of a server's message reach the client: one rule for heads, interim heads and trailers.</summary>
internal static class ResponseField
{
    /// <summary>
    /// False for what belongs to the connection (RFC 9110 §7.6.1), for the framing, which is our own towards the client, and for Proxy-Status,
    /// which we write anew.
    /// </summary>
    /// <param name="fields">The section.</param>
    /// <param name="index">Index of the field in it.</param>
    /// <param name="options">Index of the section's first Connection field that may name others (<see cref="ConnectionOptions.First"/>); negative when there is none.</param>
    public static bool PassesOn(FieldSection fields, int index, int options)
    {
        var known = fields[index].Known;
        return !known.IsHopByHop()
            && known is not (KnownField.ContentLength or KnownField.ProxyStatus)
            && (options < 0 || !ConnectionOptions.Names(fields, options, fields.Name(index)));
    }

    /// <summary>
    /// True for what an application says to the server in front of it and not to the client: nginx's <c>X-Accel-*</c>, <c>X-Sendfile</c> of Apache and lighttpd.
    /// They name files and places of the server. Goodgate does not act on them.
    /// </summary>
    public static bool IsForServerInFront(FieldSection fields, int index)
    {
        if (fields[index].Known != KnownField.Other)
        {
            return false;
        }

        var name = fields.Name(index);
        return name.Length >= 8 && (name[0] | 0x20) == 'x' && name[1] == '-'
            && (Starts(name, "X-Accel-"u8) || Starts(name, "X-Sendfile"u8) || Starts(name, "X-LIGHTTPD-"u8));
    }

    private static bool Starts(ReadOnlySpan<byte> name, ReadOnlySpan<byte> with) => name.Length >= with.Length && Ascii.EqualsIgnoreCase(name[..with.Length], with);
}
