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
}
