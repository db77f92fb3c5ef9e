using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Exchanges;

/// <summary>Takes lines that we wrote ourselves apart again.</summary>
internal static class FieldLineSplit
{
    /// <summary>Takes the first line off; false at the end, and at what is no line.</summary>
    public static bool Next(ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        var end = rest.IndexOf("\r\n"u8);
        var colon = end < 0 ? -1 : rest[..end].IndexOf((byte)':');
        if (colon <= 0)
        {
            name = value = rest = default;
            return false;
        }

        name = rest[..colon];
        value = rest[(colon + 1)..end].Trim(Grammar.Ows);
        rest = rest[(end + 2)..];
        return true;
    }
}
